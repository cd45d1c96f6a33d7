import type { UserViewer } from '@marketgraph/contracts';
import type { Id } from '@marketgraph/kernel';
import type { CommandDeps } from '../deps.ts';
import { changeVendorStatus, type StatusResult } from './change-vendor-status.ts';

/** Admits a vendor whose first owner has verified their address: its team's rights begin, its slug becomes its own. */
export function approveVendor(deps: CommandDeps, actor: UserViewer, input: { id: Id<'Vendor'> }): Promise<StatusResult> {
  return changeVendorStatus(deps, actor, { id: input.id, action: 'APPROVE', reason: '' });
}
