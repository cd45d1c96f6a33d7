import type { Consumer } from '@marketgraph/bus';
import type { WriteDeps } from '../deps.ts';
import { tellOf } from './tell-of.ts';

/** Money that came, did not come, or went back. */
export function onPayment(deps: WriteDeps): Consumer[] {
  return (['commerce.payment.captured', 'commerce.payment.failed', 'commerce.payment.refunded'] as const).map((name) => tellOf(deps, name));
}
