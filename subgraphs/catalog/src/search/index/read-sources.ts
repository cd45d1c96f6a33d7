import type { Reader } from '@marketgraph/db';
import { inArray, sql } from 'drizzle-orm';
import { categories } from '../../categories/category.tables.ts';
import { products } from '../../products/product.tables.ts';
import { variants } from '../../variants/variant.tables.ts';
import { vendors } from '../../vendors/vendor.tables.ts';
import { searchDocuments } from '../search.tables.ts';
import { figuresOf } from './follow-figures.ts';
import { trailOf } from './trail.ts';

/** All that a document is made of. */
export interface Source {
  readonly id: string;
  readonly listed: boolean;
  readonly title: string;
  readonly description: string;
  readonly brand: string | null;
  readonly productType: string | null;
  readonly tags: readonly string[];
  readonly vendorId: string;
  readonly vendorName: string;
  readonly categoryId: string;
  /** Names of its category and of those above it. */
  readonly trail: string;
  /** Values of its variants' options. */
  readonly options: string;
  /** SKUs and barcodes. */
  readonly codes: readonly string[];
  /** Of the document as it is; null where there is none, or an unlisted one. */
  readonly digest: string | null;
  /** Whether that has other figures than the product. */
  readonly astray: boolean;
}

/** Of those of the products that are listed, or whose documents still are. */
export async function readSources(reader: Reader, productIds: readonly string[]): Promise<Source[]> {
  const rows = await reader.execute<Record<string, unknown> & Omit<Source, 'codes'> & { codes: string }>(sql`
    select p.id, p.listed, p.title, p.description, p.brand, p.product_type as "productType", p.tags,
      p.vendor_id as "vendorId", v.name as "vendorName", p.category_id as "categoryId", ${trailOf('c')} as trail,
      coalesce(own.options, '') as options, coalesce(own.codes, '') as codes,
      case when d.listed then d.digest end as digest, (${figuresOf('d')}) is distinct from (${figuresOf('p')}) as astray
    from ${products} as p
    join ${vendors} as v on v.id = p.vendor_id
    join ${categories} as c on c.id = p.category_id
    left join ${searchDocuments} as d on d.product_id = p.id
    left join lateral (
      select string_agg(distinct value, ' ') as options, string_agg(distinct concat_ws(' ', regexp_replace(sku, '\\s', '', 'g'), barcode), ' ') as codes
      from ${variants} left join lateral unnest(option_values) as value on true where product_id = p.id and deleted_at is null
    ) as own on p.listed
    where ${inArray(sql`p.id`, [...productIds])} and (p.listed or d.listed)`);
  return rows.map(({ codes, ...row }) => ({ ...row, codes: codes.split(' ').filter((code) => code !== '') }));
}
