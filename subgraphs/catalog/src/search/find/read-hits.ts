import type { Reader } from '@marketgraph/db';
import { badUserInput, encodeCursor, pageArguments, toConnection, type Connection, type Page, type PageRequest } from '@marketgraph/server';
import { sql, type SQL } from 'drizzle-orm';
import { products } from '../../products/product.tables.ts';
import { searchDocuments } from '../search.tables.ts';
import type { SearchLimits } from './limits.ts';
import { fulfilsOf, matchesOf, mostOf, type SearchPlan } from './plan-search.ts';
import { BY_POPULARITY, byScore, cursorKey, isPopular, keyIn, SEARCH_ORDERS, type SearchOrder, type SearchSortName } from './search-sorts.ts';

export interface Hit {
  /** Of the product. */
  readonly id: string;
  readonly key: string;
}

export interface HitRequest extends PageRequest {
  readonly sort: SearchSortName;
}

/**
 * One page, by one statement. Where few can match, all matches are collected by the index and sorted. Where many may, an
 * index that has them in order is walked until the page is full; should it not be after some way (two common words that no
 * product has together), they are collected after all.
 */
export async function readHits(reader: Reader, plan: SearchPlan, request: HitRequest, limits: SearchLimits): Promise<Connection<Hit>> {
  const name = request.sort === 'RELEVANCE' ? BY_POPULARITY.name : SEARCH_ORDERS[request.sort].name;
  const page = pageArguments(request, name);
  const order = orderOf(plan, request.sort, page, limits);
  const window = { limit: page.limit + 1, order, after: placeOf(order, page) };
  const hits = plan.hopeless ? [] : await read(reader, plan, window, limits);
  return toConnection(hits, page.limit, ({ id, key }) => encodeCursor({ sort: order.name, key: cursorKey(order, key), id }), page.after !== null);
}

/** A list goes on as it began, whatever has become of the numbers since. */
function orderOf(plan: SearchPlan, sort: SearchSortName, { after }: Page, { collected }: SearchLimits): SearchOrder {
  if (sort !== 'RELEVANCE') return SEARCH_ORDERS[sort];
  const popular = plan.text === null || (after === null ? mostOf(plan) > collected : isPopular(after.key));
  return popular || plan.text === null ? BY_POPULARITY : byScore(sql`${plan.text.query}::tsquery`);
}

function placeOf(order: SearchOrder, { after }: Page): Hit | null {
  if (after === null) return null;
  const key = keyIn(order, after.key);
  if (key === undefined) throw badUserInput('Not a cursor of this list.', ['input', 'after']);
  return { id: after.id, key };
}

interface Window {
  readonly limit: number;
  readonly order: SearchOrder;
  readonly after: Hit | null;
}

async function read(reader: Reader, plan: SearchPlan, window: Window, { collected, walked }: SearchLimits): Promise<readonly Hit[]> {
  const { column } = window.order;
  if (mostOf(plan) > collected && column !== null) {
    const hits = await walk(reader, plan, window, column, walked);
    if (hits.length === window.limit) return hits;
  }
  return collect(reader, plan, window);
}

async function collect(reader: Reader, plan: SearchPlan, { limit, order, after }: Window): Promise<readonly Hit[]> {
  const direction = sql.raw(order.direction);
  return reader.execute<Record<string, unknown> & Hit>(sql`
    select m.id, m.key::text as key
    from (select d.product_id as id, ${order.key} as key from ${searchDocuments} as d where ${matchesOf(plan)}) as m
    ${behind(sql`(m.key, m.id)`, order, after, sql`where`)}
    order by m.key ${direction}, m.id ${direction} limit ${limit}`);
}

async function walk(reader: Reader, plan: SearchPlan, { limit, order, after }: Window, column: SQL, walked: number): Promise<readonly Hit[]> {
  const direction = sql.raw(order.direction);
  return reader.execute<Record<string, unknown> & Hit>(sql`
    select p.id, p.key::text as key
    from (
      select id, ${column} as key from ${products} where listed ${behind(sql`(${column}, id)`, order, after, sql`and`)}
      order by ${column} ${direction}, id ${direction} limit ${walked}
    ) as p
    -- Its limit keeps the planner from joining any other way than one by one.
    cross join lateral (select from ${searchDocuments} as d where d.product_id = p.id and ${fulfilsOf(plan)} limit 1) as d
    order by p.key ${direction}, p.id ${direction} limit ${limit}`);
}

function behind(place: SQL, { direction, type }: SearchOrder, after: Hit | null, word: SQL): SQL {
  if (after === null) return sql``;
  return sql`${word} ${place} ${sql.raw(direction === 'asc' ? '>' : '<')} (${after.key}::${type}, ${after.id}::uuid)`;
}
