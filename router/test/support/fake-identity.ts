import { createIdGenerator, encodeId, systemClock, type Id } from '@marketgraph/kernel';
import { createSubgraph, silentLogger, type BaseContext, type Subgraph } from '@marketgraph/server';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { SessionChange, SessionFacts } from '../../src/viewer/identity-access.ts';
import { createChannel, type Channel } from '../../src/streams.ts';

const typeDefs = /* GraphQL */ `
  type Query {
    "Who is asking."
    viewer: Viewer @auth(requires: ["SIGNED_IN"])
    "A vendor."
    vendor("Id." id: ID!): Vendor @public
    "Only operators see it."
    operatorNote: String @auth(requires: ["operator:manage_vendors"])
    "As in identity."
    internalSession("Id." sessionId: ID!): InternalSession @internal(callers: ["router"]) @inaccessible
    "As in identity."
    internalJwks: String! @internal(callers: ["router"]) @inaccessible
  }
  type Mutation {
    "Changes one's name."
    profileUpdate("Name." name: String!): Viewer @auth(requires: ["SIGNED_IN"])
  }
  type Subscription {
    "As in identity."
    internalSessionFeed: InternalSessionChange! @internal(callers: ["router"]) @inaccessible
  }
  "Who is asking."
  type Viewer @auth(requires: ["SIGNED_IN"]) {
    "The person."
    userId: ID!
    "Language."
    locale: String!
    "Address of the client."
    clientAddress: String!
  }
  "A vendor."
  type Vendor @key(fields: "id") @public {
    "Id."
    id: ID!
    "Name."
    name: String!
    "Who runs it."
    owner: User @public
  }
  "A person."
  type User @key(fields: "id") @public {
    "Id."
    id: ID!
    "What others call them."
    nickname: String
  }
  "As in identity."
  type InternalSession @internal(callers: ["router"]) @inaccessible {
    "As in identity."
    userId: ID!
    "As in identity."
    emailVerified: Boolean!
    "As in identity."
    memberships: [InternalMembership!]!
    "As in identity."
    operatorRole: String
    "As in identity."
    locale: String
  }
  "As in identity."
  type InternalMembership @internal(callers: ["router"]) @inaccessible {
    "As in identity."
    vendorId: ID!
    "As in identity."
    role: String!
    "As in identity."
    permissions: [String!]!
  }
  "As in identity."
  type InternalSessionChange @internal(callers: ["router"]) @inaccessible {
    "As in identity."
    kind: String!
    "As in identity."
    sessionIds: [ID!]!
    "As in identity."
    userId: ID
  }
`;

export interface FakeIdentity {
  readonly subgraph: Subgraph;
  /** Signs somebody in; answers `Bearer …`. */
  signIn(facts?: Partial<SessionFacts>): Promise<{ authorization: string; sessionId: Id<'Session'>; userId: Id<'User'> }>;
  token(sessionId: Id<'Session'>, options?: { expiresIn?: string; kid?: string }): Promise<string>;
  change(sessionId: Id<'Session'>, facts: Partial<SessionFacts>): void;
  revoke(sessionId: Id<'Session'>): void;
  /** Revokes without telling: as if it happened while nobody listened. */
  revokeSilently(sessionId: Id<'Session'>): void;
  rotateKey(): Promise<void>;
  /** Cuts the feed, and refuses new ones until told otherwise. */
  setFeed(isUp: boolean): void;
  /** Questions asked about sessions. */
  readonly sessionQuestions: number;
  readonly renames: readonly string[];
}

const ids = createIdGenerator(systemClock);

export async function createFakeIdentity(): Promise<FakeIdentity> {
  const sessions = new Map<string, SessionFacts>();
  const revoked = new Set<Id<'Session'>>();
  const feeds = new Set<Channel<SessionChange>>();
  const renames: string[] = [];
  let keys = await newKey('key-1');
  let isFeedUp = true;
  let sessionQuestions = 0;

  function announce(change: SessionChange): void {
    for (const feed of feeds) feed.push(change);
  }

  function openFeed(): AsyncIterableIterator<{ internalSessionFeed: object }> {
    if (!isFeedUp) throw new Error('the feed is away');
    const feed: Channel<SessionChange> = createChannel<SessionChange>(100, () => void feeds.delete(feed));
    feeds.add(feed);
    feed.push({ kind: 'SNAPSHOT', sessionIds: [...revoked] });
    return wrap(feed);
  }

  const resolvers = {
    Query: {
      viewer: (_source: unknown, _args: unknown, { viewer }: BaseContext) => viewer,
      vendor: (_source: unknown, { id }: { id: string }) => vendor(id),
      operatorNote: () => 'secret',
      internalSession: (_source: unknown, { sessionId }: { sessionId: Id<'Session'> }) => {
        sessionQuestions += 1;
        const facts = revoked.has(sessionId) ? undefined : sessions.get(sessionId);
        if (facts === undefined) return null;
        const memberships = facts.memberships.map((seat) => ({ ...seat, vendorId: encodeId('Vendor', seat.vendorId) }));
        return { ...facts, userId: encodeId('User', facts.userId), memberships };
      },
      internalJwks: () => JSON.stringify({ keys: [keys.publicJwk] }),
    },
    Mutation: {
      profileUpdate: (_source: unknown, { name }: { name: string }, { viewer }: BaseContext) => {
        renames.push(name);
        return viewer;
      },
    },
    Subscription: { internalSessionFeed: { subscribe: openFeed } },
    Vendor: { __resolveReference: ({ id }: { id: string }) => vendor(id) },
    User: { __resolveReference: ({ id }: { id: string }) => ({ id, nickname: `nick-${id}` }) },
  };

  return {
    subgraph: createSubgraph({
      name: 'identity',
      typeDefs,
      resolvers,
      createContext: (viewer): BaseContext => ({ viewer, log: silentLogger }),
      start: async () => undefined,
      stop: async () => undefined,
    }),
    signIn: async (facts = {}) => {
      const sessionId = ids.next('Session');
      const userId = facts.userId ?? ids.next('User');
      sessions.set(sessionId, { userId, emailVerified: true, memberships: [], operatorRole: null, locale: null, ...facts });
      return { authorization: `Bearer ${await sign(sessionId, userId)}`, sessionId, userId };
    },
    token: async (sessionId, options) => `Bearer ${await sign(sessionId, sessions.get(sessionId)?.userId ?? ids.next('User'), options)}`,
    change: (sessionId, facts) => {
      const before = sessions.get(sessionId);
      if (before === undefined) throw new Error('no such session');
      sessions.set(sessionId, { ...before, ...facts });
      announce({ kind: 'VIEWER_CHANGED', userId: before.userId });
    },
    revoke: (sessionId) => {
      revoked.add(sessionId);
      announce({ kind: 'REVOKED', sessionIds: [sessionId] });
    },
    revokeSilently: (sessionId) => void revoked.add(sessionId),
    rotateKey: async () => {
      keys = await newKey(`key-${Math.trunc(performance.now())}`);
    },
    setFeed: (isUp) => {
      isFeedUp = isUp;
      if (isUp) return;
      for (const feed of feeds) feed.end();
      feeds.clear();
    },
    get sessionQuestions() {
      return sessionQuestions;
    },
    renames,
  };

  function sign(sessionId: Id<'Session'>, userId: Id<'User'>, { expiresIn = '5m', kid = keys.kid }: { expiresIn?: string; kid?: string } = {}): Promise<string> {
    return new SignJWT({ sid: sessionId }).setProtectedHeader({ alg: 'EdDSA', kid }).setSubject(userId).setIssuedAt().setExpirationTime(expiresIn).sign(keys.privateKey);
  }
}

async function newKey(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA' } };
}

function vendor(id: string): object | null {
  return id === 'hidden' ? null : { id, name: `Vendor ${id}`, owner: { id: `owner-of-${id}`, nickname: `nick of ${id}` } };
}

function wrap(feed: Channel<SessionChange>): AsyncIterableIterator<{ internalSessionFeed: object }> {
  const { stream } = feed;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => {
      const step = await stream.next();
      if (step.done === true) return step;
      const change = step.value;
      const sessionIds = change.kind === 'VIEWER_CHANGED' ? [] : change.sessionIds.map((id) => encodeId('Session', id));
      const userId = change.kind === 'VIEWER_CHANGED' ? encodeId('User', change.userId) : null;
      return { done: false, value: { internalSessionFeed: { kind: change.kind, sessionIds, userId } } };
    },
    return: async () => {
      await stream.return?.();
      return { done: true, value: undefined };
    },
  };
}
