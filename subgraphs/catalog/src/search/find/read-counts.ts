import type { Reader } from '@marketgraph/db';
import { sql, type SQL } from 'drizzle-orm';
import { categories } from '../../categories/category.tables.ts';
import { vendors } from '../../vendors/vendor.tables.ts';
import { KEY_KINDS, type KeyKind } from '../keys.ts';
import { searchDocuments } from '../search.tables.ts';
import { inSamples, SAMPLES } from '../text/lexemes.ts';
import { matchesOf, type SearchPlan } from './plan-search.ts';
import { PRICE_STEPS } from './price-steps.ts';
import type { FacetField } from './search-filter.ts';

/** So many matches have the key. */
export interface KeyCount {
  readonly field: KeyKind;
  /** Without its kind. */
  readonly value: string;
  readonly count: number;
  /** Name of a vendor; of a category, itself and those above it, as JSON of {@link CategoryStep}s. */
  readonly label: string | null;
}

export interface CategoryStep {
  readonly id: string;
  readonly name: string;
}

/** So many matches have all of these. */
export interface FigureCount {
  readonly inStock: boolean;
  /** Whole points, rounded down; 0 without a rating. */
  readonly rating: number;
  readonly currency: string;
  /** First and last price step. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

export interface Counts {
  readonly total: number;
  /** Whether all of it was counted one by one. */
  readonly complete: boolean;
  readonly keys: readonly KeyCount[];
  /** Of the matches that each of these facets counts. */
  readonly figures: Readonly<Record<FigureField, readonly FigureCount[]>>;
}

/** How each part is counted: all of it up to a limit, or so many 256th parts of it. */
export interface Sampling {
  readonly limit: number;
  /** Null: all of it. */
  readonly samples: number | null;
}

export type SamplingOf = (plan: SearchPlan) => Sampling;

/** How many match. */
export async function readTotal(reader: Reader, plan: SearchPlan, samplingOf: SamplingOf): Promise<Counts> {
  const sampling = samplingOf(plan);
  const [row] = await reader.execute<{ total: number }>(sql`select count(*)::integer as total from (${matching(plan, sampling, sql``)}) as m`);
  const counted = row?.total ?? 0;
  return { total: Math.round(scaled(Math.min(counted, sampling.limit), sampling)), complete: isComplete(counted, sampling), keys: [], figures: { PRICE: [], IN_STOCK: [], RATING: [] } };
}

/**
 * Total and facets by one statement. A facet counts what would be found if nothing were chosen from it, so that its other
 * values can be offered: facets without a choice share all matches, each facet with one has matches of its own. Matches are
 * read once for their keys and once for their figures, since keeping them in between costs more.
 */
export async function readCounts(reader: Reader, plan: SearchPlan, samplingOf: SamplingOf): Promise<Counts> {
  const scopes = scopesOf(plan).map((scope) => ({ ...scope, sampling: samplingOf(scope.plan) }));
  const counts = scopes.flatMap((scope) => [...countKeys(scope, plan), ...countFigures(scope)]);
  const rows = await reader.execute<CountRow>(sql`
    select kind, value, count::integer as count, ${LABEL} as label from (${sql.join(counts, sql` union all `)}) as counted`);
  const byKind = Map.groupBy(rows, ({ kind }) => kind);
  const rowsOf = (kind: string, { sampling }: { sampling: Sampling }): CountRow[] => (byKind.get(kind) ?? []).map((row) => ({ ...row, count: scaled(row.count, sampling) }));
  const scopeOf = (field: FacetField): SampledScope | undefined => scopes.find(({ chosen }) => chosen === field) ?? scopes[0];
  const figures = (field: FigureField): FigureCount[] => {
    const scope = scopeOf(field);
    return scope === undefined ? [] : rowsOf(scope.figures ?? FIGURES, scope).map(figuresIn);
  };
  const sampling = samplingOf(plan);
  const all = (byKind.get(FIGURES) ?? []).reduce((sum, { count }) => sum + count, 0);
  return {
    total: Math.round(scaled(Math.min(all, sampling.limit), sampling)),
    complete: scopes.every((scope) => scope.sampling.samples === null) && isComplete(all, sampling),
    keys: KEY_FIELDS.flatMap((field) => {
      const scope = scopeOf(field);
      return scope === undefined ? [] : rowsOf(KEY_KINDS[field], scope).map(({ value, count, label }) => ({ field, value, count, label }));
    }),
    figures: { PRICE: figures('PRICE'), IN_STOCK: figures('IN_STOCK'), RATING: figures('RATING') },
  };
}

/** A fraction where it is an estimate: rounded when all that belongs together is added up. */
function scaled(count: number, { samples }: Sampling): number {
  return samples === null ? count : (count * SAMPLES) / samples;
}

function isComplete(count: number, { limit, samples }: Sampling): boolean {
  return samples === null && count <= limit;
}

interface CountRow extends Record<string, unknown> {
  kind: string;
  value: string;
  count: number;
  label: string | null;
}

function figuresIn({ value, count }: CountRow): FigureCount {
  const [inStock, rating, currency = '', low, high] = value.split(':');
  return { inStock: inStock === 'true', rating: Number(rating), currency, low: Number(low), high: Number(high), count };
}

/** All facets without a choice, or one that has been chosen from. */
interface Scope {
  /** Null: all facets without a choice. */
  readonly chosen: FacetField | null;
  readonly plan: SearchPlan;
  readonly keys: readonly KeyKind[];
  /** Of its figures, as rows; null where they are not wanted. */
  readonly figures: string | null;
}

interface SampledScope extends Scope {
  readonly sampling: Sampling;
}

const KEY_FIELDS = Object.keys(KEY_KINDS) as KeyKind[];

function scopesOf(plan: SearchPlan): Scope[] {
  const chosen = plan.conditions.map(({ field }) => field);
  const own = chosen.map((field): Scope => {
    const without = { ...plan, conditions: plan.conditions.filter((condition) => condition.field !== field) };
    return isFigure(field) ? { chosen: field, plan: without, keys: [], figures: FIGURE_KINDS[field] } : { chosen: field, plan: without, keys: [field], figures: null };
  });
  return [{ chosen: null, plan, keys: KEY_FIELDS.filter((field) => !chosen.includes(field)), figures: FIGURES }, ...own];
}

function matching(plan: SearchPlan, { limit, samples }: Sampling, columns: SQL): SQL {
  const matches = samples === null ? plan : { ...plan, text: { query: sampledQuery(plan.text?.query, samples), most: 0 } };
  return sql`select ${columns} from ${searchDocuments} as d where ${matchesOf(matches)} limit ${limit + 1}`;
}

function sampledQuery(query: string | undefined, samples: number): string {
  return query === undefined ? inSamples(samples) : `(${query}) & ${inSamples(samples)}`;
}

// Kinds of rows besides those of keys: figures of all matches, and of those of a facet that was chosen from.
const FIGURES = ':figures';
const FIGURE_KINDS = { PRICE: ':p:', IN_STOCK: ':s:', RATING: ':r:' } as const;
type FigureField = keyof typeof FIGURE_KINDS;

function isFigure(field: FacetField): field is FigureField {
  return field in FIGURE_KINDS;
}

/** Of brands, tags, vendors and product types; those that were chosen come besides. */
const MOST_VALUES = 100;
const KIND_LENGTH = KEY_KINDS.VENDOR.length;

function countKeys({ plan, keys, sampling }: SampledScope, { conditions }: SearchPlan): SQL[] {
  if (keys.length === 0) return [];
  const chosen = conditions.flatMap(({ field, entry }) => (keys.some((key) => key === field) ? (entry?.words ?? []) : []));
  const orChosen = chosen.length === 0 ? sql`` : sql`or kind || value = any(${sql.param([...chosen], searchDocuments.keys)}::text[])`;
  // PostgreSQL would ask it of every key before it counts, so it is left out where it lets all of them through.
  const ofKinds = keys.length === KEY_FIELDS.length ? sql`` : sql`and kind in (${sql.raw(keys.map((field) => `'${KEY_KINDS[field]}'`).join(', '))})`;
  // Constants are written out: a statement with many parameters is not prepared.
  return [
    sql`
    select kind, value, count from (
      select ${sql.raw(`left(key, ${KIND_LENGTH}) as kind, substr(key, ${KIND_LENGTH + 1}) as value, count, row_number() over (partition by left(key, ${KIND_LENGTH}) order by count desc, key)`)} as place
      from (select key, count(*) as count from (select unnest(m.keys) as key from (${matching(plan, sampling, sql`d.keys`)}) as m) as each group by key) as counted
    ) as ranked
    -- A category counts for those above it as well, so all of them are needed.
    where (place <= ${sql.raw(String(MOST_VALUES))} or kind = ${sql.raw(`'${KEY_KINDS.CATEGORY}'`)} ${orChosen}) ${ofKinds}`,
  ];
}

const STEPS = `array[${PRICE_STEPS.join(', ')}]::bigint[]`;
const FIGURE_COLUMNS = sql.raw(
  `d.in_stock, d.rating_hundredths / 100 as rating, d.currency, width_bucket(d.min_price, ${STEPS}) as low, width_bucket(d.max_price, ${STEPS}) as high`,
);

function countFigures({ plan, figures, sampling }: SampledScope): SQL[] {
  if (figures === null) return [];
  return [
    sql`
    select ${sql.raw(`'${figures}'`)} as kind, in_stock || ':' || rating || ':' || currency || ':' || low || ':' || high as value, count
    from (select in_stock, rating, currency, low, high, count(*) as count from (${matching(plan, sampling, FIGURE_COLUMNS)}) as m group by 1, 2, 3, 4, 5) as counted`,
  ];
}

const LABEL = sql`
  case kind
    when ${sql.raw(`'${KEY_KINDS.VENDOR}'`)} then (select name from ${vendors} where id = value::uuid)
    when ${sql.raw(`'${KEY_KINDS.CATEGORY}'`)} then (
      select jsonb_agg(jsonb_build_object('id', above.id, 'name', above.name) order by cardinality(above.path))::text
      from ${categories} as own join ${categories} as above on above.id = any(own.path) where own.id = value::uuid
    )
  end`;
