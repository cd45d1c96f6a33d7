import { asId, encodeId } from '@marketgraph/kernel';
import { idArgument, type PageRequest } from '@marketgraph/server';
import type { CatalogContext } from '../context.ts';

/** Catalog's part of a vendor: only its id is ours. */
export interface VendorStub {
  readonly id: string;
}

export const vendorResolvers = {
  Vendor: {
    __resolveReference: ({ id }: { id: string }): VendorStub => ({ id: idArgument('Vendor', id) }),
    id: ({ id }: VendorStub): string => encodeId('Vendor', asId('Vendor', id)),
    products: ({ id: vendorId }: VendorStub, { first, after }: PageRequest, { loaders }: CatalogContext) => loaders.products.ofVendor.load({ vendorId, first, after }),
    productCount: ({ id }: VendorStub, _: unknown, { loaders }: CatalogContext): Promise<number> => loaders.vendors.productCount.load(id),
  },
};
