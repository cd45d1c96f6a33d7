import { systemClock } from '@marketgraph/kernel';
import {
  createSubgraph,
  createViewerSigner,
  createViewerVerifier,
  forbidden,
  generateServiceKeys,
  silentLogger,
  type HttpRoute,
  type Subgraph,
  type ViewerSigner,
  type ViewerVerifier,
} from '@marketgraph/server';

export interface Fixture {
  readonly subgraph: Subgraph;
  /** What its resolvers have seen, in order. */
  readonly seen: string[];
  /** Whether its database would answer. */
  readonly state: { isReady: boolean };
  /** Lets the resolver of `slow` answer. */
  release(): void;
}

/** A catalog that other services may ask. */
export function catalogFixture(routes: readonly HttpRoute[] = []): Fixture {
  const seen: string[] = [];
  const state = { isReady: true };
  const released = Promise.withResolvers<string>();
  const subgraph = createSubgraph({
    name: 'catalog',
    typeDefs: `
      type Query {
        stock(id: ID!): Int @public
        price: Money @public
        secret: String @auth(requires: ["SIGNED_IN"])
        whoAsks: String @internal(callers: ["commerce"]) @inaccessible
        forSocial: String @internal(callers: ["social"]) @inaccessible
        mine: String @public
        broken: String @public
        slow: String @public
      }
      type Subscription { counted(to: Int!): Int @public  whoWatches: String @public }
    `,
    resolvers: {
      Query: {
        stock: (_source: unknown, { id }: { id: string }) => id.length,
        price: () => ({ amount: 9_007_199_254_740_993n, currency: 'USD' }),
        secret: () => 'secret',
        whoAsks: (_source: unknown, _args: unknown, { viewer }: { viewer: { kind: string; service?: string; traceId: string } }) =>
          `${viewer.kind} ${viewer.service} ${viewer.traceId}`,
        forSocial: () => 'forSocial',
        mine: () => {
          throw forbidden('Not yours.');
        },
        broken: () => {
          throw new Error('the password is 1234');
        },
        slow: () => {
          seen.push('slow');
          return released.promise;
        },
      },
      Subscription: {
        counted: {
          subscribe: async function* (_source: unknown, { to }: { to: number }) {
            for (let count = 1; count <= to; count += 1) yield { counted: count };
          },
        },
        whoWatches: {
          subscribe: async function* (_source: unknown, _args: unknown, { viewer }: { viewer: { kind: string } }) {
            yield { whoWatches: viewer.kind };
          },
        },
      },
    },
    createContext: (viewer) => ({ viewer, log: silentLogger }),
    routes,
    ready: async () => {
      if (!state.isReady) throw new Error('the database is away');
    },
    start: async () => undefined,
    stop: async () => undefined,
  });
  return { subgraph, seen, state, release: () => released.resolve('at last') };
}

/** Keys of the router and of commerce; a verifier for catalog that trusts both. */
export async function trust(): Promise<{ asRouter: ViewerSigner; asCommerce: ViewerSigner; verifyViewer: ViewerVerifier }> {
  const router = await generateServiceKeys();
  const commerce = await generateServiceKeys();
  const trustedJwks = { router: router.publicJwk, commerce: commerce.publicJwk };
  return {
    asRouter: createViewerSigner({ issuer: 'router', privateJwk: router.privateJwk, clock: systemClock }),
    asCommerce: createViewerSigner({ issuer: 'commerce', privateJwk: commerce.privateJwk, clock: systemClock }),
    verifyViewer: createViewerVerifier({ audience: 'catalog', trustedJwks, clock: systemClock }),
  };
}
