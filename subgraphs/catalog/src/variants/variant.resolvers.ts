import { asId, encodeId, money, type Money } from '@marketgraph/kernel';
import { idArgument, inputId, requireUser, toUnion } from '@marketgraph/server';
import type { CatalogContext } from '../context.ts';
import type { ProductLoaders } from '../products/product.loaders.ts';
import type { ProductRow } from '../products/product.tables.ts';
import type { InventoryRow } from '../stock/inventory.queries.ts';
import { createVariant } from './create-variant.ts';
import { deleteVariant } from './delete-variant.ts';
import type { SelectedOption } from './option.rules.ts';
import { updateVariant } from './update-variant.ts';
import type { PriceGiven, VariantDetails, VariantGiven } from './variant-input.ts';
import type { ImageView, VariantView } from './variant.queries.ts';

interface UpdateInput extends VariantDetails {
  readonly id: string;
  readonly expectedVersion: number;
  readonly selectedOptions?: readonly SelectedOption[] | null;
  readonly price?: PriceGiven | null;
  readonly imageId?: string | null;
  readonly position?: number | null;
}

export const variantResolvers = {
  ProductVariant: {
    __resolveReference: ({ id }: { id: string }, { loaders }: CatalogContext): Promise<VariantView | null> => loaders.variants.variant.load(idArgument('ProductVariant', id)),
    id: ({ id }: VariantView): string => encodeId('ProductVariant', asId('ProductVariant', id)),
    product: ({ productId }: VariantView, _: unknown, { loaders }: CatalogContext): Promise<ProductRow | null> => loaders.products.product.load(productId),
    price: ({ price, currency }: VariantView): Money => money(price, currency),
    priceAdjustment: ({ priceAdjustment, currency }: VariantView): Money | null => (priceAdjustment === null ? null : money(priceAdjustment, currency)),
    compareAtPrice: ({ compareAtPrice, currency }: VariantView): Money | null => (compareAtPrice === null ? null : money(compareAtPrice, currency)),
    dimensions: ({ lengthMm, widthMm, heightMm }: VariantView) => (lengthMm === null || widthMm === null || heightMm === null ? null : { lengthMm, widthMm, heightMm }),
    selectedOptions: ({ optionNames, optionValues }: VariantView): SelectedOption[] => optionNames.map((name, index) => ({ name, value: optionValues[index] ?? '' })),
    available: ({ quantity, reserved }: VariantView): number => quantity - reserved,
    availableForSale: ({ listed, quantity, reserved }: VariantView): boolean => listed && quantity > reserved,
    image: ({ productId, image }: VariantView, _: unknown, { loaders }: CatalogContext): ImageView | Promise<ImageView | null> => image ?? firstImage(loaders.products, productId),
    inventory: ({ id }: VariantView, _: unknown, { loaders }: CatalogContext): Promise<InventoryRow | null> => loaders.stock.inventory.load(id),
  },

  Mutation: {
    variantCreate: async (_: unknown, { input }: { input: { productId: string; variant: VariantGiven } }, { viewer, deps }: CatalogContext) => {
      const productId = inputId('Product', input.productId, 'productId');
      return toUnion('VariantCreate', await createVariant(deps, requireUser(viewer), { productId, variant: input.variant }));
    },
    variantUpdate: async (_: unknown, { input }: { input: UpdateInput }, { viewer, deps }: CatalogContext) => {
      const imageId = typeof input.imageId === 'string' ? inputId('ProductImage', input.imageId, 'imageId') : input.imageId;
      return toUnion('VariantUpdate', await updateVariant(deps, requireUser(viewer), { ...input, id: inputId('ProductVariant', input.id), imageId }));
    },
    variantDelete: async (_: unknown, { input }: { input: { id: string } }, { viewer, deps }: CatalogContext) => {
      const result = await deleteVariant(deps, requireUser(viewer), inputId('ProductVariant', input.id));
      return toUnion('VariantDelete', result.ok ? { ok: true, value: { ...result.value, variantId: input.id } } : result);
    },
  },
};

async function firstImage(loaders: ProductLoaders, productId: string): Promise<ImageView | null> {
  const images = await loaders.images.load(productId);
  return images.find(({ state }) => state !== 'FAILED') ?? null;
}
