import type { CurrencyCode } from '@marketgraph/kernel';
import { asId, encodeId } from '@marketgraph/kernel';
import { inputId, requireUser, toUnion } from '@marketgraph/server';
import type { CatalogContext } from '../context.ts';
import type { VariantGiven } from '../variants/variant-input.ts';
import { createProduct } from './create-product.ts';
import { deleteProduct } from './delete-product.ts';
import type { ImageGiven } from './images.ts';
import type { ProductTexts } from './product-input.ts';
import type { ProductStatus } from './product-status.rules.ts';
import { setProductStatus } from './set-product-status.ts';
import { updateProduct } from './update-product.ts';

interface CreateInput extends ProductTexts {
  readonly vendorId: string;
  readonly title: string;
  readonly categoryId?: string | null;
  readonly currency?: CurrencyCode | null;
  readonly images?: readonly ImageGiven[] | null;
  readonly optionNames?: readonly string[] | null;
  readonly variants?: readonly VariantGiven[] | null;
}

interface UpdateInput extends ProductTexts {
  readonly id: string;
  readonly expectedVersion: number;
  readonly categoryId?: string | null;
  readonly images?: readonly ImageGiven[] | null;
  readonly options?: readonly { readonly name: string; readonly from?: string | null; readonly value?: string | null }[] | null;
}

export const productMutations = {
  Mutation: {
    productCreate: async (_: unknown, { input }: { input: CreateInput }, { viewer, deps }: CatalogContext) =>
      toUnion(
        'ProductCreate',
        await createProduct(deps, requireUser(viewer), {
          ...input,
          vendorId: inputId('Vendor', input.vendorId, 'vendorId'),
          categoryId: optionalId(input.categoryId),
          images: input.images?.map(decodeImage),
        }),
      ),
    productUpdate: async (_: unknown, { input }: { input: UpdateInput }, { viewer, deps }: CatalogContext) =>
      toUnion(
        'ProductUpdate',
        await updateProduct(deps, requireUser(viewer), {
          ...input,
          id: inputId('Product', input.id),
          categoryId: optionalId(input.categoryId),
          images: input.images?.map(decodeImage),
          options: input.options?.map(({ name, from, value }) => ({ name, from: from ?? null, value: value ?? null })),
        }),
      ),
    productDelete: async (_: unknown, { input }: { input: { id: string; expectedVersion?: number | null } }, { viewer, deps }: CatalogContext) => {
      const result = await deleteProduct(deps, requireUser(viewer), { id: inputId('Product', input.id), expectedVersion: input.expectedVersion ?? null });
      return toUnion('ProductDelete', result.ok ? { ok: true, value: { productId: encodeId('Product', asId('Product', result.value.productId)) } } : result);
    },
    productStatusSet: async (
      _: unknown,
      { input }: { input: { id: string; status: ProductStatus; expectedVersion?: number | null } },
      { viewer, deps }: CatalogContext,
    ) => {
      const { status, expectedVersion } = input;
      return toUnion('ProductStatusSet', await setProductStatus(deps, requireUser(viewer), { id: inputId('Product', input.id), status, expectedVersion: expectedVersion ?? null }));
    },
  },
};

function optionalId(text: string | null | undefined): string | undefined {
  return typeof text === 'string' ? inputId('Category', text, 'categoryId') : undefined;
}

function decodeImage({ id, url, altText }: ImageGiven): ImageGiven {
  return { id: typeof id === 'string' ? inputId('ProductImage', id, 'images') : id, url, altText };
}
