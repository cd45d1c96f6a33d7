import { PeerRefused, PeerUnavailable } from '@marketgraph/server';
import type { DeliverDeps } from '../deps.ts';
import { findNames } from '../names/find-names.ts';
import { claimDispatches, putBack, type Setback } from './claim-dispatches.ts';
import { deliverPlanned, type Planned } from './deliver-planned.ts';
import type { DispatchRow } from './dispatch.tables.ts';
import { namesWanted, planOf } from './plans/plans.ts';
import { findRecipients, type Recipients } from './recipients.ts';
import { withoutReviewed } from './without-reviewed.ts';

const BATCH = 50;

/** Tells people what is due, batch by batch: one call to identity for each. Answers how many dispatches were worked off. */
export async function deliverDispatches(deps: DeliverDeps, now: Date): Promise<number> {
  let delivered = 0;
  for (;;) {
    const claimed = await claimDispatches(deps.db, now, BATCH);
    const done = claimed.length === 0 ? 0 : await deliverBatch(deps, claimed);
    delivered += done;
    // What failed is due later; going on at once would only meet the same outage.
    if (claimed.length < BATCH || done === 0) return delivered;
  }
}

async function deliverBatch(deps: DeliverDeps, claimed: readonly DispatchRow[]): Promise<number> {
  try {
    const planned = await planAll(deps, claimed);
    const audiences = planned.flatMap(({ messages }) => messages.map(({ audience }) => audience));
    const recipientsOf = await findRecipients(deps.peers, audiences, claimed[0]?.traceId ?? '');
    deps.crash.point('dispatch.after-recipients');
    return await deliverAll(deps, planned, recipientsOf);
  } catch (error) {
    // One that identity refuses must not hold up the others with it.
    if (error instanceof PeerRefused && claimed.length > 1) return await oneByOne(deps, claimed);
    await setBack(deps, claimed, error);
    return 0;
  }
}

async function oneByOne(deps: DeliverDeps, claimed: readonly DispatchRow[]): Promise<number> {
  let done = 0;
  for (const dispatch of claimed) done += await deliverBatch(deps, [dispatch]);
  return done;
}

async function planAll({ db }: DeliverDeps, claimed: readonly DispatchRow[]): Promise<Planned[]> {
  const names = await findNames(db.reader, new Set(claimed.flatMap(({ cause, payload }) => namesWanted(cause, payload))));
  const planned = claimed.map((dispatch) => ({ dispatch, messages: planOf(dispatch.cause, dispatch.payload, names) }));
  return withoutReviewed(db.reader, planned);
}

/** All together; where that fails each by itself, so that one that cannot be told does not hold up the others. */
async function deliverAll(deps: DeliverDeps, planned: readonly Planned[], recipientsOf: Recipients): Promise<number> {
  try {
    await deliverPlanned(deps, planned, recipientsOf);
    return planned.length;
  } catch (error) {
    const [only] = planned;
    if (planned.length > 1 || only === undefined) {
      deps.log.warn({ err: error, dispatches: planned.length }, 'dispatches could not be told together: each is tried by itself');
      return await eachAlone(deps, planned, recipientsOf);
    }
    await setBack(deps, [only.dispatch], error);
    return 0;
  }
}

async function eachAlone(deps: DeliverDeps, planned: readonly Planned[], recipientsOf: Recipients): Promise<number> {
  let done = 0;
  for (const one of planned) done += await deliverAll(deps, [one], recipientsOf);
  return done;
}

async function setBack({ db, clock, log }: DeliverDeps, claimed: readonly DispatchRow[], error: unknown): Promise<void> {
  const outage = error instanceof PeerUnavailable;
  const setback: Setback = outage ? { kind: 'OUTAGE' } : { kind: 'FAILURE', reason: String(error) };
  const fields = { err: error, dispatches: claimed.length, dispatchId: claimed[0]?.id, traceId: claimed[0]?.traceId };
  if (outage) log.warn(fields, 'identity does not answer: nobody can be told, will be tried again');
  else log.error(fields, 'a dispatch failed, will be tried again');
  for (const dispatch of claimed) await putBack(db, dispatch, setback, clock.now());
}
