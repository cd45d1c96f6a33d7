import type { Transaction } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import type { WriteDeps } from '../deps.ts';
import type { Cause, CausePayload } from './causes.ts';
import { dispatches } from './dispatch.tables.ts';
import { isTold } from './plans/plans.ts';

/** Notified by the transaction that has something to tell: PostgreSQL delivers it at the commit, so the row is there. */
export const DISPATCH_CHANNEL = 'social_dispatch';

export interface NewDispatch<C extends Cause> {
  /** The event's id: the same event twice is one dispatch. */
  readonly id: string;
  readonly cause: C;
  readonly traceId: string;
  readonly payload: CausePayload<C>;
}

/** Notes that people are to be told, in the transaction of what happened. Nothing is written where nobody is to be told. */
export async function addDispatch<C extends Cause>(tx: Transaction, { clock }: Pick<WriteDeps, 'clock'>, { id, cause, traceId, payload }: NewDispatch<C>): Promise<void> {
  if (!isTold(cause, payload)) return;
  const now = clock.now();
  const told = JSON.stringify(payload);
  await tx.execute(sql`
    with added as (
      insert into ${dispatches} (id, cause, payload, trace_id, created_at, due_at)
      values (${id}, ${cause}, ${told}::text::jsonb, ${traceId}, ${now.toISOString()}, ${now.toISOString()})
      on conflict do nothing
      returning id
    )
    select pg_notify(${DISPATCH_CHANNEL}, '') from added`);
}
