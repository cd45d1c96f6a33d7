import { must, type Catalogue } from '../catalogue.ts';
import type { Graph } from '../graph.ts';

const SEARCH = `query Search($query: String!) {
  search(input: { query: $query, first: 8 }) {
    totalCount countsComplete didYouMean
    facets { field label values(first: 10) { value label count selected } }
    edges { titleHighlighted node { id title slug availableForSale images { url altText } priceRange { min { amount currency formatted } } } }
  }
}`;

interface Found {
  readonly search: {
    readonly totalCount: number;
    readonly facets: readonly { readonly values: readonly object[] }[];
    readonly edges: readonly { readonly node: { readonly id: string; readonly title: string } }[];
  };
}

/** One or two words of a title: some find a handful, some a tenth of the catalogue. */
export function createSearch(graph: Graph, catalogue: Catalogue) {
  return async (): Promise<void> => {
    const words = catalogue.random().title.split(' ');
    const query = Math.random() < 0.5 ? words.slice(-1).join(' ') : words.slice(0, 2).join(' ');
    const { search } = await graph.request<Found>(SEARCH, { query });
    must(search.edges.length === Math.min(8, search.totalCount) && search.totalCount > 0, `hits for “${query}”`, search);
    must(search.facets.length > 0 && search.facets.every(({ values }) => values.length > 0), `facets of “${query}”`, search.facets);
    for (const { node } of search.edges) must(catalogue.byId.get(node.id)?.title === node.title, 'a product of the catalogue', node);
  };
}
