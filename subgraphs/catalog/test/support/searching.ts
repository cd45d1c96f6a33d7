import { guest } from '@marketgraph/testing';
import type { Harness } from './harness.ts';

export interface FacetAnswer {
  readonly field: string;
  readonly label: string;
  readonly values: readonly { value: string; label: string; count: number; selected: boolean; parent: string | null; price: { min: { amount: string; currency: string }; max: { amount: string } | null } | null }[];
}

export interface SearchAnswer {
  readonly edges: readonly { cursor: string; titleHighlighted: string; node: { id: string; title: string } }[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
  readonly totalCount: number;
  readonly countsComplete: boolean;
  readonly didYouMean: string | null;
  readonly facets: readonly FacetAnswer[];
  readonly vendors: readonly { id: string }[];
}

export const SEARCH = `query($input: SearchInput!) {
  search(input: $input) {
    edges { cursor titleHighlighted node { id title } }
    pageInfo { hasNextPage hasPreviousPage endCursor }
    totalCount countsComplete didYouMean
    facets { field label values(first: 100) { value label count selected parent price { min { amount currency } max { amount } } } }
    vendors { id }
  }
}`;

export type SearchVariables = { query?: string; filter?: object; sort?: string; first?: number; after?: string | null };

/** As somebody who has not signed in. */
export async function search({ client }: Harness, input: SearchVariables | string): Promise<SearchAnswer> {
  const variables = { input: typeof input === 'string' ? { query: input } : input };
  return (await client.as(guest()).query<{ search: SearchAnswer }>(SEARCH, variables)).search;
}

export async function titles(harness: Harness, input: SearchVariables | string): Promise<string[]> {
  return (await search(harness, input)).edges.map(({ node }) => node.title);
}

/** Ids of all that is found, page by page. */
export async function allPages({ client }: Harness, input: SearchVariables, first: number): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const document = 'query($input: SearchInput!) { search(input: $input) { nodes { id } pageInfo { hasNextPage endCursor } } }';
    type Page = { search: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } };
    const page: Page = await client.as(guest()).query<Page>(document, { input: { ...input, first, after } });
    ids.push(...page.search.nodes.map(({ id }) => id));
    after = page.search.pageInfo.hasNextPage ? page.search.pageInfo.endCursor : null;
  } while (after !== null);
  return ids;
}

export function countsOf({ facets }: SearchAnswer, field: string): Record<string, number> {
  const facet = facets.find((candidate) => candidate.field === field);
  return Object.fromEntries((facet?.values ?? []).map(({ value, count }) => [value, count]));
}
