import type { Reader } from '@marketgraph/db';
import { and, eq, isNull, like, ne, or } from 'drizzle-orm';
import { products } from './product.tables.ts';
import { firstFree } from './slug.rules.ts';

type NameColumn = 'handle' | 'slug';

/** The name itself where no other product of the vendor has it, else a similar one that is free. The vendor is locked. */
export async function freeName(reader: Reader, column: NameColumn, base: string, of: { readonly vendorId: string; readonly butFor?: string }): Promise<string> {
  const name = products[column];
  const rows = await reader
    .select({ name })
    .from(products)
    .where(
      and(
        eq(products.vendorId, of.vendorId),
        isNull(products.deletedAt),
        or(eq(name, base), like(name, `${base.replaceAll(/[\\%_]/g, String.raw`\$&`)}-%`)),
        of.butFor === undefined ? undefined : ne(products.id, of.butFor),
      ),
    );
  return firstFree(base, new Set(rows.map((row) => row.name)));
}

export interface ProductHandleTaken {
  readonly type: 'ProductHandleTaken';
  readonly message: string;
  readonly path: readonly string[];
  readonly suggestion: string;
}

export function handleTaken(column: NameColumn, name: string, suggestion: string): ProductHandleTaken {
  return { type: 'ProductHandleTaken', message: `Another product has the ${column} ${name}.`, path: [column], suggestion };
}
