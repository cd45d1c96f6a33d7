import type { CatalogContext } from '../context.ts';
import type { ProductImageRow } from '../products/product.tables.ts';
import type { ImageFile } from './image.loaders.ts';

export const imageResolvers = {
  ProductImage: {
    file: ({ id, state }: ProductImageRow, _: unknown, { loaders }: CatalogContext): Promise<ImageFile | null> | null => (state === 'READY' ? loaders.images.file.load(id) : null),
  },
};
