import type { UserViewer } from '@marketgraph/contracts';
import type { Id, Result } from '@marketgraph/kernel';
import type { CommandDeps } from '../deps.ts';
import type { InvalidInput } from '../errors.ts';
import { changeVendorStatus, decodeReason, type StatusFailure } from './change-vendor-status.ts';
import type { VendorRow } from './vendor.queries.ts';

/** Turns an application down, with the reason that its team reads. */
export async function rejectVendor(
  deps: CommandDeps,
  actor: UserViewer,
  input: { id: Id<'Vendor'>; reason: string },
): Promise<Result<{ vendor: VendorRow }, StatusFailure | InvalidInput>> {
  const reason = decodeReason(input.reason);
  return reason.ok ? changeVendorStatus(deps, actor, { id: input.id, action: 'REJECT', reason: reason.value }) : reason;
}
