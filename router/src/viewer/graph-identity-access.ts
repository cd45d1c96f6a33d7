import type { ServiceViewer } from '@marketgraph/contracts';
import { asId, decodeId, type Id, type IdKind } from '@marketgraph/kernel';
import { z } from 'zod';
import type { SubgraphAnswer, SubgraphSource } from '../data-source/source.ts';
import { mapStream } from '../streams.ts';
import { SubgraphUnavailable } from '../errors/subgraph-errors.ts';
import type { IdentityAccess, SessionChange, SessionFacts } from './identity-access.ts';
import { randomTraceId } from './trace.ts';

const JWKS = 'query RouterJwks { internalJwks }';
const SESSION =
  'query RouterSession($sessionId: ID!) { internalSession(sessionId: $sessionId) { userId emailVerified operatorRole locale memberships { vendorId role permissions } } }';
const FEED = 'subscription RouterSessionFeed { internalSessionFeed { kind sessionIds userId } }';

const jwksAnswer = z.object({ internalJwks: z.string() });
const keySet = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });
const sessionAnswer = z.object({
  internalSession: z
    .object({
      userId: z.string(),
      emailVerified: z.boolean(),
      operatorRole: z.string().nullable(),
      locale: z.string().nullable(),
      memberships: z.array(z.object({ vendorId: z.string(), role: z.string(), permissions: z.array(z.string()) })),
    })
    .nullable(),
});
const feedAnswer = z.object({
  internalSessionFeed: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('SNAPSHOT'), sessionIds: z.array(z.string()) }),
    z.object({ kind: z.literal('REVOKED'), sessionIds: z.array(z.string()) }),
    z.object({ kind: z.literal('VIEWER_CHANGED'), userId: z.string() }),
  ]),
});

/** Identity asked through its schema, as the router itself: the same in one process and over the wire. */
export function createGraphIdentityAccess(identity: SubgraphSource): IdentityAccess {
  async function ask(query: string, variables: Record<string, unknown>, traceId: string): Promise<unknown> {
    return dataOf(identity.name, await identity.execute({ query, variables, viewer: router(traceId) }));
  }

  return {
    jwks: async () => {
      const { internalJwks } = jwksAnswer.parse(await ask(JWKS, {}, randomTraceId()));
      return keySet.parse(JSON.parse(internalJwks)) as Awaited<ReturnType<IdentityAccess['jwks']>>;
    },
    session: async (sessionId, traceId) => {
      const { internalSession: found } = sessionAnswer.parse(await ask(SESSION, { sessionId }, traceId));
      if (found === null) return null;
      // A permission that this version does not know grants nothing, so the words stay open.
      const memberships = found.memberships.map((seat) => ({ ...seat, vendorId: readId('Vendor', seat.vendorId) }));
      return { ...found, userId: readId('User', found.userId), memberships } as SessionFacts;
    },
    sessionFeed: async () => {
      const answers = await identity.subscribe({ query: FEED, variables: {}, viewer: router(randomTraceId()) });
      return mapStream(answers, (answer) => changeOf(feedAnswer.parse(dataOf(identity.name, answer)).internalSessionFeed));
    },
  };
}

function router(traceId: string): ServiceViewer {
  return { kind: 'service', service: 'router', traceId, locale: 'en', clientAddress: '', userAgent: '' };
}

function dataOf(subgraph: string, { data, errors }: SubgraphAnswer): unknown {
  // Identity refuses the router nothing it may ask: an error here is identity's own trouble.
  if (data === undefined || data === null) throw new SubgraphUnavailable(subgraph, errors?.[0]);
  return data;
}

function changeOf(change: z.output<typeof feedAnswer>['internalSessionFeed']): SessionChange {
  if (change.kind === 'VIEWER_CHANGED') return { kind: change.kind, userId: readId('User', change.userId) };
  return { kind: change.kind, sessionIds: change.sessionIds.map((id) => readId('Session', id)) };
}

/** Tokens carry plain uuids, the graph prefixed ids. */
export function readId<Kind extends IdKind>(kind: Kind, text: string): Id<Kind> {
  return decodeId(kind, text) ?? asId(kind, text);
}
