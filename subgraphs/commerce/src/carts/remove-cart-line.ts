import { ok, type Id, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import type { CommerceTools } from '../deps.ts';
import { notFound, type NotFound } from '../failures.ts';
import type { CartCaller } from './cart-caller.ts';
import { cartLines, type CartRow } from './cart.tables.ts';
import { lockCart, touchCart } from './lock-cart.ts';

export interface RemoveCartLineInput {
  readonly token: string | null | undefined;
  readonly lineId: Id<'CartLine'>;
}

export async function removeCartLine(
  deps: CommerceTools,
  caller: CartCaller,
  { token, lineId }: RemoveCartLineInput,
): Promise<Result<{ cart: CartRow }, NotFound>> {
  if (!caller.mayBuy) return notFound('line', 'lineId');
  return deps.db.transaction(async (tx) => {
    const locked = await lockCart(tx, deps, caller, token);
    if (locked === undefined || !locked.lines.some(({ id }) => id === lineId)) return notFound('line', 'lineId');
    await tx.delete(cartLines).where(eq(cartLines.id, lineId));
    return ok({ cart: await touchCart(tx, deps, locked.cart) });
  });
}
