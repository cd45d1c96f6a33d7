import type { Id } from '@marketgraph/kernel';
import { inputId, requireUser, toUnion } from '@marketgraph/server';
import type { IdentityContext } from '../context.ts';
import { approveVendor } from './approve-vendor.ts';
import { closeVendor } from './close-vendor.ts';
import { reactivateVendor } from './reactivate-vendor.ts';
import { registerVendor, type RegisterVendorInput } from './register-vendor.ts';
import { rejectVendor } from './reject-vendor.ts';
import { resubmitVendor } from './resubmit-vendor.ts';
import { suspendVendor } from './suspend-vendor.ts';
import { updateVendor, type UpdateVendorInput } from './update-vendor.ts';

type Input<T> = { readonly input: T };
type WithId<T = object> = T & { readonly id: string };

function decoded<T extends { readonly id: string }>(input: T): Omit<T, 'id'> & { id: Id<'Vendor'> } {
  return { ...input, id: inputId('Vendor', input.id) };
}

export const vendorMutationResolvers = {
  Mutation: {
    vendorRegister: async (_root: unknown, { input }: Input<RegisterVendorInput>, { deps, viewer }: IdentityContext) =>
      toUnion('VendorRegister', await registerVendor(deps, viewer, input)),
    vendorUpdate: async (_root: unknown, { input }: Input<WithId<Omit<UpdateVendorInput, 'id'>>>, { deps, viewer }: IdentityContext) =>
      toUnion('VendorUpdate', await updateVendor(deps, requireUser(viewer), decoded(input))),
    vendorResubmit: async (_root: unknown, { input }: Input<WithId>, { deps, viewer }: IdentityContext) =>
      toUnion('VendorResubmit', await resubmitVendor(deps, requireUser(viewer), decoded(input))),
    vendorApprove: async (_root: unknown, { input }: Input<WithId>, { deps, viewer }: IdentityContext) =>
      toUnion('VendorApprove', await approveVendor(deps, requireUser(viewer), decoded(input))),
    vendorReject: async (_root: unknown, { input }: Input<WithId<{ reason: string }>>, { deps, viewer }: IdentityContext) =>
      toUnion('VendorReject', await rejectVendor(deps, requireUser(viewer), decoded(input))),
    vendorSuspend: async (_root: unknown, { input }: Input<WithId<{ reason: string }>>, { deps, viewer }: IdentityContext) =>
      toUnion('VendorSuspend', await suspendVendor(deps, requireUser(viewer), decoded(input))),
    vendorReactivate: async (_root: unknown, { input }: Input<WithId>, { deps, viewer }: IdentityContext) =>
      toUnion('VendorReactivate', await reactivateVendor(deps, requireUser(viewer), decoded(input))),
    vendorClose: async (_root: unknown, { input }: Input<WithId<{ reason?: string | null }>>, { deps, viewer }: IdentityContext) =>
      toUnion('VendorClose', await closeVendor(deps, requireUser(viewer), decoded(input))),
  },
};
