export const VENDOR_STATUSES = ['PENDING', 'APPROVED', 'REJECTED', 'SUSPENDED', 'CLOSED'] as const;
export type VendorStatus = (typeof VENDOR_STATUSES)[number];

export const VENDOR_ACTIONS = ['UPDATE', 'APPROVE', 'REJECT', 'RESUBMIT', 'SUSPEND', 'REACTIVATE', 'CLOSE'] as const;
export type VendorAction = (typeof VENDOR_ACTIONS)[number];
export type StatusAction = Exclude<VendorAction, 'UPDATE'>;

interface Transition {
  readonly from: readonly VendorStatus[];
  readonly to: VendorStatus;
  /** OPERATOR: one who may manage vendors. OWNER: an active owner of this vendor. */
  readonly by: readonly ('OPERATOR' | 'OWNER')[];
}

/** The whole life of a vendor. CLOSED is the end. */
export const TRANSITIONS: Readonly<Record<StatusAction, Transition>> = {
  APPROVE: { from: ['PENDING', 'REJECTED'], to: 'APPROVED', by: ['OPERATOR'] },
  REJECT: { from: ['PENDING'], to: 'REJECTED', by: ['OPERATOR'] },
  RESUBMIT: { from: ['REJECTED'], to: 'PENDING', by: ['OWNER'] },
  SUSPEND: { from: ['APPROVED'], to: 'SUSPENDED', by: ['OPERATOR'] },
  REACTIVATE: { from: ['SUSPENDED'], to: 'APPROVED', by: ['OPERATOR'] },
  CLOSE: { from: ['PENDING', 'APPROVED', 'REJECTED', 'SUSPENDED'], to: 'CLOSED', by: ['OPERATOR', 'OWNER'] },
};

/** The status after the action, or `undefined` where it is not legal. */
export function nextStatus(from: VendorStatus, action: StatusAction): VendorStatus | undefined {
  const transition = TRANSITIONS[action];
  return transition.from.includes(from) ? transition.to : undefined;
}

/** Statuses that any action leads to from here; what an error tells the client. */
export function reachableFrom(from: VendorStatus): VendorStatus[] {
  const reachable = new Set(Object.values(TRANSITIONS).filter((transition) => transition.from.includes(from)).map((transition) => transition.to));
  return VENDOR_STATUSES.filter((status) => reachable.has(status));
}

export interface VendorStanding {
  /** An operator who may manage vendors. */
  readonly operator: boolean;
  /** An active owner of this vendor. */
  readonly owner: boolean;
  /** May change what the vendor says of itself. */
  readonly mayEdit: boolean;
}

/** What the viewer may do next: apps draw their buttons from it and copy no rule. */
export function availableActions(status: VendorStatus, standing: VendorStanding): VendorAction[] {
  return VENDOR_ACTIONS.filter((action) => {
    if (action === 'UPDATE') return standing.mayEdit;
    const { from, by } = TRANSITIONS[action];
    return from.includes(status) && ((standing.operator && by.includes('OPERATOR')) || (standing.owner && by.includes('OWNER')));
  });
}

/**
 * Nothing of a vendor is public before its first approval. After it the vendor keeps its name, whatever becomes of it:
 * orders and reviews of its buyers would otherwise lose theirs. Lists show approved vendors alone.
 */
export function isNamedInPublic(vendor: { approvedAt: Date | null }): boolean {
  return vendor.approvedAt !== null;
}
