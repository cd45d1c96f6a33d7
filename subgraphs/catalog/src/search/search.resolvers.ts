import { badUserInput, type Connection, type PageRequest } from '@marketgraph/server';
import type { CatalogContext } from '../context.ts';
import type { ProductRow } from '../products/product.tables.ts';
import type { Facet, FacetValue } from './find/facets.ts';
import type { Hit } from './find/read-hits.ts';
import type { Search } from './find/search-engine.ts';
import type { FilterInput } from './find/search-filter.ts';
import type { SearchSortName } from './find/search-sorts.ts';

interface SearchInput extends PageRequest {
  readonly query?: string | null;
  readonly filter?: FilterInput | null;
  readonly sort?: SearchSortName | null;
}

/** A search whose hits have become products. */
interface SearchResult extends Search {
  page(): Promise<Connection<ProductRow>>;
}

interface Edge {
  readonly cursor: string;
  readonly node: ProductRow;
  readonly search: Search;
}

const MOST_FACET_VALUES = 100;

export const searchResolvers = {
  Query: {
    search: async (_: unknown, { input }: { input: SearchInput }, { search: engine, loaders }: CatalogContext): Promise<SearchResult> => {
      const { query, filter, sort, first, after } = input;
      const search = await engine.search({ query: query ?? '', filter: filter ?? {}, sort: sort ?? 'RELEVANCE', first, after });
      let page: Promise<Connection<ProductRow>> | undefined;
      return { ...search, page: () => (page ??= search.hits().then((hits) => productsOf(hits, loaders))) };
    },
  },

  SearchResult: {
    edges: async (search: SearchResult): Promise<Edge[]> => (await search.page()).edges.map((edge) => ({ ...edge, search })),
    nodes: async (search: SearchResult): Promise<readonly ProductRow[]> => (await search.page()).nodes,
    pageInfo: async (search: SearchResult): Promise<Connection<ProductRow>['pageInfo']> => (await search.page()).pageInfo,
    totalCount: (search: SearchResult): Promise<number> => search.total(),
    countsComplete: (search: SearchResult): Promise<boolean> => search.countsComplete(),
    facets: (search: SearchResult): Promise<readonly Facet[]> => search.facets(),
    vendors: (search: SearchResult, { first }: { first: number }): Promise<{ id: string }[]> => search.vendors(first),
  },

  SearchEdge: {
    titleHighlighted: ({ node, search }: Edge): string => search.highlight(node.title),
  },

  SearchFacet: {
    values: ({ values }: Facet, { first }: { first: number }): readonly FacetValue[] => {
      if (first < 1 || first > MOST_FACET_VALUES) throw badUserInput(`\`first\` is between 1 and ${MOST_FACET_VALUES}.`, ['first']);
      return values.slice(0, first).concat(values.slice(first).filter(({ selected }) => selected));
    },
  },
};

/** One that was hidden since it was found is left out; the page is then shorter, and the next one begins where it would have. */
async function productsOf({ edges: hits, pageInfo }: Connection<Hit>, { products }: CatalogContext['loaders']): Promise<Connection<ProductRow>> {
  const rows = await Promise.all(hits.map(({ node }) => products.product.load(node.id)));
  const edges = hits.flatMap(({ cursor }, index) => {
    const node = rows[index] ?? null;
    return node === null ? [] : [{ cursor, node }];
  });
  return { edges, nodes: edges.map(({ node }) => node), pageInfo };
}
