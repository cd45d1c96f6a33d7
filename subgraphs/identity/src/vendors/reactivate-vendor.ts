import type { UserViewer } from '@marketgraph/contracts';
import type { Id } from '@marketgraph/kernel';
import type { CommandDeps } from '../deps.ts';
import { changeVendorStatus, type StatusResult } from './change-vendor-status.ts';

/** Lets a suspended vendor go on: every right of its team returns. */
export function reactivateVendor(deps: CommandDeps, actor: UserViewer, input: { id: Id<'Vendor'> }): Promise<StatusResult> {
  return changeVendorStatus(deps, actor, { id: input.id, action: 'REACTIVATE', reason: '' });
}
