import { must, mustBeVariantsOf, pick, type Catalogue, type SeenVariant } from '../catalogue.ts';
import type { Graph } from '../graph.ts';

const CATEGORIES = `{ categories { id name } }`;

const LIST = `query List($categoryId: ID!, $sort: ProductSort!) {
  products(first: 20, filter: { categoryId: $categoryId }, sort: $sort) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id title slug availableForSale
      images { url altText }
      priceRange { min { amount currency formatted } max { amount currency formatted } }
      variants { id title price { amount currency formatted } available }
    }
  }
}`;

interface List {
  readonly products: { readonly nodes: readonly { readonly id: string; readonly title: string; readonly variants: readonly SeenVariant[] }[] };
}

/** Twenty products of a category, each with all its variants, their prices and their stock. */
export async function createList(graph: Graph, catalogue: Catalogue) {
  const { categories } = await graph.request<{ categories: { id: string }[] }>(CATEGORIES, {});
  return async (): Promise<void> => {
    const { products } = await graph.request<List>(LIST, { categoryId: pick(categories).id, sort: pick(['NEWEST', 'PRICE_ASC', 'TITLE', 'BEST_SELLING']) });
    must(products.nodes.length === 20, '20 products', products.nodes.length);
    for (const { id, title, variants } of products.nodes) {
      const known = catalogue.byId.get(id);
      must(known?.title === title, 'a product of the catalogue', { id, title });
      mustBeVariantsOf(known, variants);
    }
  };
}
