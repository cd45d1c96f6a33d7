import type { UserViewer } from '@marketgraph/contracts';
import { ok, type Id, type Result } from '@marketgraph/kernel';
import type { CommandDeps } from '../deps.ts';
import type { InvalidInput } from '../errors.ts';
import { changeVendorStatus, decodeReason, type StatusFailure } from './change-vendor-status.ts';
import type { VendorRow } from './vendor.queries.ts';
import { isMissing } from '../optional.ts';

/** Ends a vendor for good, by an operator or by one of its owners. */
export async function closeVendor(
  deps: CommandDeps,
  actor: UserViewer,
  input: { id: Id<'Vendor'>; reason?: string | null | undefined },
): Promise<Result<{ vendor: VendorRow }, StatusFailure | InvalidInput>> {
  const reason = isMissing(input.reason) || input.reason.trim() === '' ? ok('') : decodeReason(input.reason);
  return reason.ok ? changeVendorStatus(deps, actor, { id: input.id, action: 'CLOSE', reason: reason.value }) : reason;
}
