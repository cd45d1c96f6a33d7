import { randomUUID } from 'node:crypto';
import type { catalogAccess } from '@marketgraph/contracts';
import { addMilliseconds, HOUR, systemClock } from '@marketgraph/kernel';
import { storeAt } from '../people.ts';
import { stockProduct, type StockedProduct } from '../shopping.ts';
import type { Sample } from './samples.ts';
import { SMALL_FILE, unusedId, type Scene } from './scene.ts';

const productId: Sample['variables'] = ({ product }) => ({ id: product.id });
const variantOf = ({ variantIds: [id = ''] }: StockedProduct): string => id;
const newProduct = (scene: Scene): Promise<StockedProduct> => stockProduct(scene.visitors.owner, storeAt(scene.marketplace, 0).id, `New ${randomUUID().slice(0, 8)}`, [5, 5]);
const inAnHour = (): string => addMilliseconds(systemClock.now(), HOUR).toISOString();
const ofVendor: Sample['variables'] = ({ vendorId }) => ({ vendorId, first: 5 });

export const catalogSamples = {
  'Query.product': { variables: productId },
  'Query.products': { variables: () => ({ first: 5 }) },
  'Query.search': { variables: () => ({ input: { query: 'bought' } }) },
  'Query.categories': { variables: () => ({}) },
  'Query.category': { variables: ({ categoryId }) => ({ id: categoryId }) },
  'Query.vendorProducts': { variables: ofVendor },
  'Query.vendorInventory': { variables: ofVendor },
  'Query.stockAlerts': { variables: ofVendor },

  'Mutation.productCreate': { variables: ({ vendorId }) => ({ input: { vendorId, title: 'One more', basePrice: '500' } }) },
  'Mutation.productUpdate': { variables: ({ product }) => ({ input: { id: product.id, expectedVersion: 2, brand: 'Another' } }) },
  'Mutation.productDelete': {
    variables: ({ product }) => ({ input: { id: product.id } }),
    fresh: async (scene) => ({ input: { id: (await newProduct(scene)).id } }),
  },
  'Mutation.productStatusSet': { variables: ({ received }) => ({ input: { id: received.id, status: 'INACTIVE' } }) },
  'Mutation.variantCreate': {
    variables: ({ product }) => ({ input: { productId: product.id, variant: { selectedOptions: [{ name: 'Size', value: randomUUID() }], price: { amount: '700' } } } }),
  },
  'Mutation.variantUpdate': { variables: ({ product }) => ({ input: { id: variantOf(product), expectedVersion: 1, sku: 'ANOTHER' } }) },
  'Mutation.variantDelete': {
    variables: ({ product }) => ({ input: { id: variantOf(product) } }),
    fresh: async (scene) => ({ input: { id: variantOf(await newProduct(scene)) } }),
  },
  'Mutation.stockReceive': { variables: ({ product }) => ({ input: { idempotencyKey: randomUUID(), lines: [{ variantId: variantOf(product), quantity: 3 }] } }) },
  'Mutation.stockAdjust': { variables: ({ product }) => ({ input: { idempotencyKey: randomUUID(), reason: 'counted', lines: [{ variantId: variantOf(product), by: 1 }] } }) },
  'Mutation.categoryCreate': { variables: () => ({ input: { name: `Category ${randomUUID().slice(0, 8)}` } }) },
  'Mutation.categoryUpdate': { variables: ({ categoryId }) => ({ input: { id: categoryId, expectedVersion: 1, icon: 'star' } }) },
  'Mutation.categoryMove': { variables: ({ categoryId }) => ({ input: { id: categoryId, position: 3 } }) },

  'Query.productImport': { variables: ({ importId }) => ({ id: importId }) },
  'Query.productImports': { variables: ofVendor },
  'Mutation.productImportUploadCreate': { variables: ({ vendorId }) => ({ input: { vendorId } }) },
  'Mutation.productImportStart': { variables: ({ vendorId }) => ({ input: { vendorId, csv: SMALL_FILE, dryRun: true, idempotencyKey: randomUUID() } }) },
  'Mutation.productImportCancel': { variables: ({ importId }) => ({ input: { id: importId } }) },
  'Subscription.productImportProgressed': { variables: ({ importId }) => ({ importId }) },

  'Subscription.variantStockChanged': { variables: ({ product }) => ({ variantId: variantOf(product) }) },
  'Subscription.vendorInventoryChanged': { variables: ({ vendorId }) => ({ vendorId }) },

  'Query.internalVariants': { variables: ({ product }) => ({ ids: product.variantIds }) },
  'Mutation.internalReservationCreate': { variables: ({ product }) => ({ key: unusedId.checkout(), lines: [{ variantId: variantOf(product), quantity: 1 }], expiresAt: inAnHour() }) },
  'Mutation.internalReservationRelease': { variables: () => ({ key: unusedId.checkout() }) },
  'Mutation.internalReservationExtend': { variables: () => ({ key: unusedId.checkout(), expiresAt: inAnHour() }), mayBeNull: true },
} as const satisfies Readonly<Record<keyof typeof catalogAccess, Sample>>;
