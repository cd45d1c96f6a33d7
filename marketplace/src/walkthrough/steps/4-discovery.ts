import { expectThat, noteOf, storeOf, type Step } from '../world.ts';

interface Search {
  readonly search: {
    readonly totalCount: number;
    readonly didYouMean: string | null;
    readonly nodes: readonly { readonly id: string; readonly title: string }[];
    readonly facets: readonly { readonly field: string; readonly values: readonly { readonly label: string; readonly count: number }[] }[];
  };
}

const SEARCH = `query Search($input: SearchInput!) {
  search(input: $input) {
    totalCount didYouMean
    nodes { id title priceRange { min { formatted } } }
    facets { field label values(first: 5) { value label count } }
  }
}`;

const PAGE = `query ProductPage($id: ID!) {
  product(id: $id) {
    title description availableForSale
    variants { id title price { formatted } available }
    vendor { name shippingOptions { method price { formatted } } }
    rating { count averageHundredths }
    reviews(first: 3) { nodes { rating } }
  }
}`;

interface Page {
  readonly product: { readonly title: string; readonly variants: readonly object[]; readonly vendor: { readonly name: string; readonly shippingOptions: readonly object[] }; readonly rating: { readonly count: number } };
}

/** A guest who mistypes finds it all the same, narrows down, and opens a page fed by four subgraphs. */
export const discovery: Step = {
  title: 'A guest searches with a typing error, filters, and opens a product page of four subgraphs',
  capabilities: ['CAT-09', 'CAT-17'],
  run: async (world) => {
    const store = storeOf(world, 'Harbour');
    const title = noteOf<string>(world, 'title of Harbour');
    const misspelt = misspell(title);
    const found = await world.guest.request<Search>(SEARCH, { input: { query: misspelt, first: 10, filter: { vendorIds: [store.id] } } });
    expectThat(found.search.nodes.some((product) => product.title === title), `“${misspelt}” finds ${title}`, found);
    world.say(`“${misspelt}” finds ${found.search.totalCount}, did you mean “${found.search.didYouMean ?? '-'}”`);

    const all = await world.guest.request<Search>(SEARCH, { input: { first: 10 } });
    const categories = all.search.facets.find(({ field }) => field === 'CATEGORY');
    expectThat((categories?.values.length ?? 0) > 0, 'facets count the results', all.search.facets);
    world.say(`categories: ${categories?.values.map(({ label, count }) => `${label} ${count}`).join(', ') ?? ''}`);
    const inStock = await world.guest.request<Search>(SEARCH, { input: { first: 5, filter: { vendorIds: [store.id], inStock: true }, sort: 'PRICE_ASC' } });
    expectThat(inStock.search.totalCount > 0, 'a filter narrows down', inStock);

    const id = noteOf<string>(world, 'product of Harbour');
    const { product } = await world.guest.request<Page>(PAGE, { id });
    expectThat(product.vendor.shippingOptions.length > 0 && product.rating.count === 0 && product.variants.length > 0, 'the page has data of four subgraphs', product);
    world.say(`${product.title} by ${product.vendor.name}, ${product.vendor.shippingOptions.length} ways of shipping, ${product.rating.count} reviews`);

    // Stock is seen live: the store receives five more while the guest looks.
    const variantId = noteOf<string>(world, 'variant of Harbour');
    const live = world.guest.subscribe<{ variantStockChanged: { snapshot: boolean; available: number } }>(
      `subscription ($id: ID!) { variantStockChanged(variantId: $id) { seq snapshot available } }`,
      { id: variantId },
    );
    const before = (await live.next()).variantStockChanged.available;
    await store.owner.graph.request(
      `mutation ($key: String!, $variantId: ID!) { stockReceive(input: { idempotencyKey: $key, lines: [{ variantId: $variantId, quantity: 5 }] }) { __typename } }`,
      { key: `journey-${world.tag}`, variantId },
    );
    const after = (await live.next()).variantStockChanged.available;
    live.close();
    expectThat(after === before + 5, 'stock is seen live', { before, after });
    world.say(`stock went from ${before} to ${after} while the guest looked`);
  },
};

/** Two letters of the longest word change places, as they do under quick fingers. */
function misspell(title: string): string {
  const words = title.split(' ');
  const longest = words.toSorted((left, right) => right.length - left.length)[0] ?? title;
  const middle = Math.floor(longest.length / 2);
  return words.map((word) => (word === longest ? word.slice(0, middle) + (word[middle + 1] ?? '') + (word[middle] ?? '') + word.slice(middle + 2) : word)).join(' ');
}
