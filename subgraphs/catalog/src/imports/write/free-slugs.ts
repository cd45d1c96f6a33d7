import { rowsOf, type Reader } from '@marketgraph/db';
import { and, eq, isNull, like, or, sql } from 'drizzle-orm';
import { products } from '../../products/product.tables.ts';
import { firstFree } from '../../products/slug.rules.ts';

/**
 * For each handle a slug that no product of the vendor has: the handle itself, nearly always. The vendor is locked. One
 * statement, and a second one where some handle is another product's slug.
 */
export async function freeSlugs(reader: Reader, vendorId: string, handles: readonly string[]): Promise<Map<string, string>> {
  if (handles.length === 0) return new Map();
  const ofVendor = and(eq(products.vendorId, vendorId), isNull(products.deletedAt));
  const clashing = new Set(await findSlugs(reader, vendorId, handles));
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

/** One by one within the statement, for the reason that `read-present.ts` gives. */
async function findSlugs(reader: Reader, vendorId: string, slugs: readonly string[]): Promise<string[]> {
  const rows = await reader.execute<{ slug: string }>(sql`
    select given.slug from ${rowsOf(slugs.map((slug) => ({ slug })), 'slug text')}
    cross join lateral (
      select 1 from ${products} p where p.vendor_id = ${vendorId} and p.slug = given.slug and p.deleted_at is null limit 1
    ) taken`);
  return rows.map(({ slug }) => slug);
}
