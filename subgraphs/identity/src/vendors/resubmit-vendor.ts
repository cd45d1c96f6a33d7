import type { UserViewer } from '@marketgraph/contracts';
import type { Id } from '@marketgraph/kernel';
import type { CommandDeps } from '../deps.ts';
import { changeVendorStatus, type StatusResult } from './change-vendor-status.ts';

/** An owner asks for another decision after a rejection. */
export function resubmitVendor(deps: CommandDeps, actor: UserViewer, input: { id: Id<'Vendor'> }): Promise<StatusResult> {
  return changeVendorStatus(deps, actor, { id: input.id, action: 'RESUBMIT', reason: '' });
}
