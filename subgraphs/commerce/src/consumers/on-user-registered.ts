import { defineConsumer } from '@marketgraph/bus';
import { cartOfBuyer } from '../carts/create-cart.ts';
import type { CommerceTools } from '../deps.ts';

/** Everybody who registers finds a cart. */
export function onUserRegistered(deps: CommerceTools) {
  return defineConsumer({
    event: 'identity.user.registered',
    ordering: 'any',
    handle: async (tx, { payload }) => {
      await cartOfBuyer(tx, deps, payload.userId);
    },
  });
}
