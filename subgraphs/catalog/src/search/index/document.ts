import { createHash } from 'node:crypto';
import { keysOf } from '../keys.ts';
import { vectorOf } from '../text/vector.ts';
import type { Source } from './read-sources.ts';

export interface Document {
  readonly vector: string;
  readonly keys: readonly string[];
  readonly digest: string;
}

/** What a product is found by, and how much each of it tells. */
export function documentOf(source: Source): Document {
  const { id, title, brand, productType, vendorName, trail, tags, options, description, codes } = source;
  const vector = vectorOf({
    id,
    fields: [
      { text: title, weight: 'A' },
      { text: brand ?? '', weight: 'B' },
      { text: productType ?? '', weight: 'B' },
      { text: trail, weight: 'B' },
      { text: vendorName, weight: 'B' },
      { text: tags.join(' , '), weight: 'C' },
      { text: options, weight: 'C' },
      { text: wordsOfHtml(description), weight: 'D' },
    ],
    codes,
  });
  const keys = keysOf(source);
  return { vector, keys, digest: createHash('sha256').update(JSON.stringify([vector, keys])).digest('base64url') };
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** Descriptions are sanitised when they are stored, so that every `<` begins a tag; nothing of this is shown to anybody. */
function wordsOfHtml(html: string): string {
  return html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity);
}
