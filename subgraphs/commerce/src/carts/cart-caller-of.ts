import type { CommerceContext } from '../context.ts';
import { cartCaller, type CartCaller } from './cart-caller.ts';
import { variantsThrough } from './cart.loaders.ts';

/** What cart commands need to know of a request: not the request itself. */
export function callerOf({ viewer, tools, loaders }: CommerceContext): CartCaller {
  return cartCaller(viewer, tools.settings, (ids) => variantsThrough(loaders.variant, ids));
}

/** For mutations: several of one request run one after the other, and each answers with the cart as it is then. */
export function changingCaller(context: CommerceContext): CartCaller {
  context.loaders.view.clearAll();
  return callerOf(context);
}
