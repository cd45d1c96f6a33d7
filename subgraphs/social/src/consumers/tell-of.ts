import { defineConsumer, type Consumer } from '@marketgraph/bus';
import type { EventEnvelope } from '@marketgraph/contracts';
import type { Transaction } from '@marketgraph/db';
import type { WriteDeps } from '../deps.ts';
import { addDispatch } from '../dispatch/add-dispatch.ts';
import type { CausePayload, ToldEvent } from '../dispatch/causes.ts';

/**
 * A consumer that notes whom the event concerns, after keeping what `also` keeps of it. Each event stands for itself, so
 * they are taken in any order; a message that people wait for is not held up by one that is lost.
 */
export function tellOf<Name extends ToldEvent>(
  deps: WriteDeps,
  event: Name,
  also: (tx: Transaction, event: EventEnvelope<Name>) => Promise<void> = async () => undefined,
): Consumer {
  return defineConsumer<Name>({
    event,
    ordering: 'any',
    handle: async (tx, envelope) => {
      await also(tx, envelope);
      await addDispatch(tx, deps, { id: envelope.id, cause: event, traceId: envelope.traceId, payload: envelope.payload as CausePayload<Name> });
    },
  });
}
