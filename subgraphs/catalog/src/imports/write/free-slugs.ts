import type { Reader } from '@marketgraph/db';
import { and, eq, inArray, isNull, like, or } from 'drizzle-orm';
import { products } from '../../products/product.tables.ts';
import { firstFree } from '../../products/slug.rules.ts';

/**
 * For each handle a slug that no product of the vendor has: the handle itself, nearly always. The vendor is locked. One
 * statement, and a second one where some handle is another product's slug.
 */
export async function freeSlugs(reader: Reader, vendorId: string, handles: readonly string[]): Promise<Map<string, string>> {
  if (handles.length === 0) return new Map();
  const ofVendor = and(eq(products.vendorId, vendorId), isNull(products.deletedAt));
  const clashes = await reader.select({ slug: products.slug }).from(products).where(and(ofVendor, inArray(products.slug, [...handles])));
  const clashing = new Set(clashes.map(({ slug }) => slug));
  const similar = clashing.size === 0 ? [] : await reader.select({ slug: products.slug }).from(products).where(and(ofVendor, or(...[...clashing].map((slug) => like(products.slug, `${escaped(slug)}-%`)))));
  const taken = new Set([...clashing, ...similar.map(({ slug }) => slug), ...handles]);
  return new Map(
    handles.map((handle) => {
      const slug = clashing.has(handle) ? firstFree(handle, taken) : handle;
      taken.add(slug);
      return [handle, slug];
    }),
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
