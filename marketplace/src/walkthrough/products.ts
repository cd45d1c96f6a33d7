import { expectThat, storeOf, type World } from './world.ts';

export interface AddedProduct {
  readonly id: string;
  readonly variants: readonly { readonly id: string; readonly editVersion: number }[];
}

/** A product of one variant, made by hand and put on sale. */
export async function addProduct(world: World, store: string, title: string, price: string, quantity: number): Promise<AddedProduct> {
  const { id, owner } = storeOf(world, store);
  const created = await owner.graph.request<{ productCreate: { __typename: string; product: AddedProduct & { editVersion: number } } }>(
    `mutation ($input: ProductCreateInput!) { productCreate(input: $input) { __typename ... on UserError { message path } ... on ProductCreateSuccess { product { id editVersion variants { id editVersion } } } } }`,
    { input: { vendorId: id, title, description: `<p>${title}, from ${store}.</p>`, variants: [{ price: { amount: price }, quantity, weightGrams: 400 }] } },
  );
  expectThat(created.productCreate.__typename === 'ProductCreateSuccess', `${store} adds ${title}`, created);
  const { product } = created.productCreate;
  const shown = await owner.graph.request<{ productStatusSet: { __typename: string } }>(
    `mutation ($id: ID!, $version: Int!) { productStatusSet(input: { id: $id, expectedVersion: $version, status: ACTIVE }) { __typename ... on UserError { message } } }`,
    { id: product.id, version: product.editVersion },
  );
  expectThat(shown.productStatusSet.__typename === 'ProductStatusSetSuccess', `${title} is on sale`, shown);
  return product;
}
