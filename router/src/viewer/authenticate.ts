import type { GuestViewer, UserViewer } from '@marketgraph/contracts';
import { unauthenticated } from '@marketgraph/server';
import { unavailable } from '../errors/router-error.ts';
import { SubgraphUnavailable } from '../errors/subgraph-errors.ts';
import type { AccessClaims, VerifyAccessToken } from './access-token.ts';
import type { Sessions } from './sessions.ts';

/** What a request says about itself besides its token. */
export type Traits = Pick<GuestViewer, 'locale' | 'traceId' | 'clientAddress' | 'userAgent'>;

/** Who a connection belongs to: nobody known, or the session of its access token. */
export type Credentials = { readonly kind: 'guest' } | ({ readonly kind: 'user' } & AccessClaims);

export type RequestViewer = GuestViewer | UserViewer;

/** All of it throws a GraphQLError that may be shown: UNAUTHENTICATED, or that identity is not available. */
export interface Authenticator {
  /** Of an `authorization` header or the payload of a socket; none is a guest. */
  credentials(authorization: string | undefined): Promise<Credentials>;
  /** Who that is at this moment. `mustBeSure`: as in `Sessions.find`. */
  viewer(credentials: Credentials, traits: Traits, mustBeSure: boolean): Promise<RequestViewer>;
}

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;
/** Our tokens have about 350 characters. */
const LONGEST_HEADER = 4_096;

export function createAuthenticator(verify: VerifyAccessToken, sessions: Sessions): Authenticator {
  return {
    credentials: async (authorization) => {
      if (authorization === undefined || authorization === '') return { kind: 'guest' };
      // A token that does not hold is never taken for a guest: the client believes that somebody is signed in.
      const token = authorization.length > LONGEST_HEADER ? undefined : BEARER.exec(authorization.trim())?.[1];
      const claims = token === undefined ? null : await unlessAway(verify(token));
      if (claims === null) throw unauthenticated('The access token is not valid (any more).');
      return { kind: 'user', ...claims };
    },
    viewer: async (credentials, traits, mustBeSure) => {
      if (credentials.kind === 'guest') return { kind: 'guest', ...traits };
      const facts = await unlessAway(sessions.find(credentials.sessionId, traits.traceId, mustBeSure));
      if (facts === null || facts.userId !== credentials.userId) throw unauthenticated('The session is over.');
      const { locale, ...known } = facts;
      return { kind: 'user', ...traits, ...known, sessionId: credentials.sessionId, locale: locale ?? traits.locale };
    },
  };
}

async function unlessAway<Value>(answer: Promise<Value>): Promise<Value> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof SubgraphUnavailable) throw unavailable(error.subgraph);
    throw error;
  }
}
