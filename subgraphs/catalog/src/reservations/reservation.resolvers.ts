import { asId, encodeId } from '@marketgraph/kernel';
import { badUserInput, idArgument, toUnion } from '@marketgraph/server';
import type { CatalogContext } from '../context.ts';
import { HIGHEST_QUANTITY } from '../stock/movements.rules.ts';
import { createReservation } from './create-reservation.ts';
import { extendReservation } from './extend-reservation.ts';
import { readInternalVariants, type InternalVariant } from './internal-variants.queries.ts';
import { releaseReservation } from './release-reservation.ts';
import type { ReservationRow, Shortage } from './reservation.tables.ts';

const MOST = 200;

interface CreateArguments {
  readonly key: string;
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
  readonly expiresAt: Date;
}

export const reservationResolvers = {
  Query: {
    internalVariants: (_: unknown, { ids }: { ids: readonly string[] }, { deps }: CatalogContext): Promise<InternalVariant[]> => {
      if (ids.length > MOST) throw badUserInput(`${MOST} at most.`, ['ids']);
      return readInternalVariants(deps.db.reader, ids.map((id, index) => idArgument('ProductVariant', id, ['ids', String(index)])));
    },
  },

  Mutation: {
    internalReservationCreate: async (_: unknown, { key, lines, expiresAt }: CreateArguments, { viewer, deps }: CatalogContext) => {
      const decoded = lines.map(({ variantId, quantity }, index) => {
        const path = ['lines', String(index)];
        if (quantity < 1 || quantity > HIGHEST_QUANTITY) throw badUserInput(`A quantity is between 1 and ${HIGHEST_QUANTITY}.`, [...path, 'quantity']);
        return { variantId: idArgument('ProductVariant', variantId, [...path, 'variantId']), quantity };
      });
      if (decoded.length === 0 || decoded.length > MOST) throw badUserInput(`1 to ${MOST} lines.`, ['lines']);
      const request = { checkoutId: checkoutId(key), lines: decoded, expiresAt, traceId: viewer.traceId };
      return toUnion('InternalReservationCreate', await createReservation(deps, request));
    },
    internalReservationRelease: (_: unknown, { key }: { key: string }, { viewer, deps }: CatalogContext): Promise<ReservationRow> =>
      releaseReservation(deps, checkoutId(key), viewer.traceId),
    internalReservationExtend: (_: unknown, { key, expiresAt }: { key: string; expiresAt: Date }, { deps }: CatalogContext): Promise<ReservationRow | null> =>
      extendReservation(deps, checkoutId(key), expiresAt),
  },

  InternalReservation: {
    key: ({ checkoutId: id }: ReservationRow): string => encodeId('Checkout', asId('Checkout', id)),
  },

  InternalStockShortage: {
    variantId: ({ variantId }: Shortage): string => encodeId('ProductVariant', asId('ProductVariant', variantId)),
  },

  InternalVariant: {
    id: ({ id }: InternalVariant): string => encodeId('ProductVariant', asId('ProductVariant', id)),
    productId: ({ productId }: InternalVariant): string => encodeId('Product', asId('Product', productId)),
    vendorId: ({ vendorId }: InternalVariant): string => encodeId('Vendor', asId('Vendor', vendorId)),
  },
};

function checkoutId(key: string): string {
  return idArgument('Checkout', key, ['key']);
}
