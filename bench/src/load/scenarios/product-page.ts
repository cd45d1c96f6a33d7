import { must, mustBeVariantsOf, type Catalogue, type SeenVariant } from '../catalogue.ts';
import type { Graph } from '../graph.ts';

/** What a shop's product page shows: catalog, identity, social and logistics each have a part of it. */
const PAGE = `query ProductPage($id: ID!) {
  product(id: $id) {
    id title handle description brand tags availableForSale
    options { name values }
    images { url altText }
    priceRange { min { amount currency formatted } max { amount currency formatted } }
    variants { id title sku price { amount currency formatted } compareAtPrice { amount formatted } available availableForSale selectedOptions { name value } }
    category { id name }
    vendor { id name slug logoUrl rating { count averageHundredths } shippingOptions { method price { amount formatted } minDays maxDays } }
    rating { count averageHundredths distribution { stars count } }
  }
}`;

interface Page {
  readonly product: {
    readonly title: string;
    readonly options: readonly object[];
    readonly variants: readonly SeenVariant[];
    readonly vendor: { readonly name: string; readonly shippingOptions: readonly object[] | null };
    readonly rating: { readonly count: number; readonly distribution: readonly object[] } | null;
  };
}

export function createProductPage(graph: Graph, catalogue: Catalogue) {
  return async (): Promise<void> => {
    const known = catalogue.random();
    const { product } = await graph.request<Page>(PAGE, { id: known.id });
    must(product.title === known.title && product.vendor.name === known.vendorName, 'title and vendor', product);
    mustBeVariantsOf(known, product.variants);
    must((product.vendor.shippingOptions ?? []).length > 0, 'shipping options', product.vendor);
    must(product.rating?.distribution.length === 5, 'the rating', product.rating);
  };
}
