import type { Reader } from '@marketgraph/db';
import DataLoader from 'dataloader';
import { and, inArray, isNotNull } from 'drizzle-orm';
import { imageFetches } from './image-fetch.tables.ts';

export interface ImageFile {
  readonly contentType: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly byteSize: number | null;
}

export interface ImageLoaders {
  /** What has been fetched of a picture; null for nothing yet. */
  readonly file: DataLoader<string, ImageFile | null>;
}

export function createImageLoaders(reader: Reader): ImageLoaders {
  return {
    file: new DataLoader(async (ids) => {
      const { imageId, contentType, width, height, byteSize } = imageFetches;
      const rows = await reader.select({ imageId, contentType, width, height, byteSize }).from(imageFetches).where(and(inArray(imageId, [...ids]), isNotNull(imageFetches.fetchedAt)));
      const byId = new Map(rows.map((row) => [row.imageId, row]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
  };
}
