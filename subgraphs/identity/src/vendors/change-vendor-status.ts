import { operatorMay, type UserViewer } from '@marketgraph/contracts';
import { isUniqueViolation, lockRows, type Transaction } from '@marketgraph/db';
import { fail, ok, type Id, type Result } from '@marketgraph/kernel';
import { eq } from 'drizzle-orm';
import { usersByIds } from '../accounts/account.queries.ts';
import type { CommandDeps } from '../deps.ts';
import { invalidInput, notAllowed, notFound, type InvalidInput, type NotAllowed, type NotFound } from '../errors.ts';
import { oneLine } from '../profile/profile.rules.ts';
import { publishViewersChanged } from '../sessions/live-sessions.ts';
import { seatsOfVendor, type SeatRow } from '../team/team.queries.ts';
import { appendVendorEvent } from './vendor-event.ts';
import { findFreeSlug } from './vendor-slug.ts';
import { nextStatus, reachableFrom, TRANSITIONS, type StatusAction, type VendorStatus } from './vendor-status.rules.ts';
import { vendorsByIds, type VendorRow } from './vendor.queries.ts';
import { vendors } from './vendor.tables.ts';

export interface VendorTransitionIllegal {
  readonly type: 'VendorTransitionIllegal';
  readonly message: string;
  readonly path: readonly string[];
  readonly from: VendorStatus;
  readonly to: VendorStatus;
  readonly allowed: readonly VendorStatus[];
}

export interface VendorOwnerUnverified {
  readonly type: 'VendorOwnerUnverified';
  readonly message: string;
  readonly path: readonly string[];
  readonly retryable: true;
}

export interface StatusChange {
  readonly id: Id<'Vendor'>;
  readonly action: StatusAction;
  /** Empty where the action needs none. */
  readonly reason: string;
}

export type StatusFailure = NotFound | NotAllowed | VendorTransitionIllegal | VendorOwnerUnverified;
export type StatusResult = Result<{ vendor: VendorRow }, StatusFailure>;

const REASON_MAXIMUM_LENGTH = 500;
const EVENTS = {
  APPROVE: 'identity.vendor.approved',
  REJECT: 'identity.vendor.rejected',
  RESUBMIT: 'identity.vendor.updated',
  SUSPEND: 'identity.vendor.suspended',
  REACTIVATE: 'identity.vendor.reactivated',
  CLOSE: 'identity.vendor.closed',
} as const satisfies Record<StatusAction, string>;

/** The text of a reason that must be given; its mistakes are told before anything is looked up. */
export function decodeReason(text: string): Result<string, InvalidInput> {
  const reason = oneLine(text, REASON_MAXIMUM_LENGTH);
  return reason === undefined ? fail(invalidInput(`A reason has 1 to ${REASON_MAXIMUM_LENGTH} characters.`, 'reason')) : ok(reason);
}

/**
 * The one way a vendor's status changes: locked, by the rules, with its event, and with word to the routers, so that
 * rights begin and end with the commit. An approval makes the slug the vendor's own; where two approvals want the same
 * at once, the later one looks again.
 */
export async function changeVendorStatus(deps: CommandDeps, actor: UserViewer, change: StatusChange): Promise<StatusResult> {
  for (let attemptsLeft = 5; ; attemptsLeft -= 1) {
    try {
      return await deps.db.transaction((tx) => apply(tx, deps, actor, change));
    } catch (error) {
      if (attemptsLeft === 0 || !isUniqueViolation(error, 'vendors_slug_key')) throw error;
    }
  }
}

async function apply(tx: Transaction, deps: CommandDeps, actor: UserViewer, { id, action, reason }: StatusChange): Promise<StatusResult> {
  await lockRows(tx, vendors, [id]);
  const [current] = await vendorsByIds(tx, [id]);
  const team = await seatsOfVendor(tx, id);
  const refusal = refusalOf(actor, action, current === undefined ? [] : team);
  if (current === undefined || refusal === 'NOT_FOUND') return fail(notFound('There is no such vendor.', 'id'));
  if (refusal === 'NOT_ALLOWED') return fail(notAllowed('Only an owner may do this.', 'id'));
  const status = nextStatus(current.status, action);
  if (status === undefined) return fail(illegal(current.status, TRANSITIONS[action].to));
  if (action === 'APPROVE' && !(await ownerIsVerified(tx, team))) return fail(ownerUnverified);
  const now = deps.clock.now();
  const admitted = action === 'APPROVE' && current.approvedAt === null ? { approvedAt: now, slug: await findFreeSlug(tx, current.slug, id) } : {};
  const [vendor] = await tx
    .update(vendors)
    .set({ status, statusReason: reason, statusChangedAt: now, statusChangedBy: actor.userId, updatedAt: now, ...admitted })
    .where(eq(vendors.id, id))
    .returning();
  if (vendor === undefined) throw new Error(`vendor ${id} was locked and is not there`);
  await appendVendorEvent(tx, deps, EVENTS[action], vendor, actor.traceId);
  await publishViewersChanged(tx, deps, team.map((seat) => seat.userId));
  return ok({ vendor });
}

/** A stranger is told nothing; a member of the team who is no owner is told that it takes one. */
function refusalOf(actor: UserViewer, action: StatusAction, team: readonly SeatRow[]): 'NOT_FOUND' | 'NOT_ALLOWED' | undefined {
  const { by } = TRANSITIONS[action];
  if (by.includes('OPERATOR') && operatorMay(actor, 'manage_vendors')) return undefined;
  const seat = team.find((candidate) => candidate.userId === actor.userId && candidate.active);
  if (seat === undefined || !by.includes('OWNER')) return 'NOT_FOUND';
  return seat.role === 'OWNER' ? undefined : 'NOT_ALLOWED';
}

async function ownerIsVerified(tx: Transaction, team: readonly SeatRow[]): Promise<boolean> {
  const owner = team.find((seat) => seat.role === 'OWNER' && seat.active);
  const [person] = owner === undefined ? [] : await usersByIds(tx, [owner.userId]);
  return person !== undefined && person.emailVerifiedAt !== null;
}

function illegal(from: VendorStatus, to: VendorStatus): VendorTransitionIllegal {
  const message = `A vendor that is ${from.toLowerCase()} cannot become ${to.toLowerCase()}.`;
  return { type: 'VendorTransitionIllegal', message, path: ['id'], from, to, allowed: reachableFrom(from) };
}

const ownerUnverified: VendorOwnerUnverified = {
  type: 'VendorOwnerUnverified',
  message: 'The owner has to verify their e-mail address first.',
  path: ['id'],
  retryable: true,
};
