import { rowsOf, type Transaction } from '@marketgraph/db';
import { inArray, sql, type SQL } from 'drizzle-orm';
import { products } from '../../products/product.tables.ts';
import { searchDocuments, searchWordChanges } from '../search.tables.ts';
import { isCounted, wordsOf } from './counted-words.ts';
import { documentOf } from './document.ts';
import { FIGURES } from './follow-figures.ts';
import { readSources, type Source } from './read-sources.ts';

/**
 * Makes the documents of these products what the products are, in the transaction that changes them. The products are
 * locked, which is what keeps two of these apart. Nothing is written that is so already: called for any product at any
 * time it repairs. A product that nobody sees only has its document switched off; the text is looked at again when it is
 * listed again. Two statements, one where nothing was to do.
 */
export async function indexProducts(tx: Transaction, productIds: readonly string[]): Promise<void> {
  if (productIds.length === 0) return;
  const sources = await readSources(tx, productIds);
  await hide(tx, sources.filter(({ listed }) => !listed));
  await write(tx, sources.filter(({ listed }) => listed));
}

async function hide(tx: Transaction, sources: readonly Source[]): Promise<void> {
  if (sources.length === 0) return;
  await tx.execute(sql`
    with hidden as (
      update ${searchDocuments} set listed = false where ${inArray(sql`product_id`, sources.map(({ id }) => id))} and listed
      returning vector, keys
    )
    ${changesOf(sql`select ${wordsOf('hidden')} as word, -1 as delta from hidden`)}`);
}

async function write(tx: Transaction, sources: readonly Source[]): Promise<void> {
  const rows = sources.flatMap((source) => {
    const document = documentOf(source);
    return document.digest === source.digest && !source.astray ? [] : [{ product_id: source.id, ...document }];
  });
  if (rows.length === 0) return;
  const figures = sql.raw(FIGURES.join(', '));
  const copied = sql.raw(FIGURES.map((column) => `${column} = excluded.${column}`).join(', '));
  await tx.execute(sql`
    with before as (
      select d.vector, d.keys from ${rowsOf(rows, 'product_id uuid')} join ${searchDocuments} as d on d.product_id = given.product_id
      where d.listed
    ), written as (
      insert into ${searchDocuments} as d (product_id, listed, vector, keys, digest, ${figures})
      select given.product_id, true, given.vector::tsvector, given.keys, given.digest, ${sql.raw(FIGURES.map((column) => `p.${column}`).join(', '))}
      from ${rowsOf(rows, 'product_id uuid, vector text, keys text[], digest text')}
      join ${products} as p on p.id = given.product_id
      on conflict (product_id) do update set
        listed = true,
        -- The old value and not an equal one: then no index is touched.
        vector = case when d.digest = excluded.digest then d.vector else excluded.vector end,
        keys = case when d.digest = excluded.digest then d.keys else excluded.keys end,
        digest = excluded.digest,
        ${copied}
      returning d.vector, d.keys
    )
    ${changesOf(sql`
      select ${wordsOf('written')} as word, 1 as delta from written
      union all
      select ${wordsOf('before')}, -1 from before`)}`);
}

function changesOf(counted: SQL): SQL {
  return sql`
    insert into ${searchWordChanges} (word, delta)
    select word, sum(delta) from (${counted}) as counted where ${isCounted('word')} group by word having sum(delta) <> 0`;
}
