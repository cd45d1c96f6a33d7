import { createHash } from 'node:crypto';
import { badUserInput } from '@marketgraph/server';
import { GraphQLError } from 'graphql';
import { routerError } from '../errors/router-error.ts';
import { createLru } from '../lru.ts';

/** Automatic persisted queries, as Apollo's clients speak them: the hash alone first, hash and text if it is unknown. */
export interface PersistedQueries {
  /** The text to run, or why there is none; `undefined` where the client sent neither text nor hash. */
  resolve(query: string | undefined, extensions: Readonly<Record<string, unknown>> | undefined): string | GraphQLError | undefined;
  /** Called once the text has proved valid: anything else would let strangers fill the memory. */
  remember(query: string, extensions: Readonly<Record<string, unknown>> | undefined): void;
}

const MOST_CHARACTERS = 20_000_000;

export function createPersistedQueries(capacity = 5_000): PersistedQueries {
  const texts = createLru<string, string>(capacity, { weigh: (text) => text.length, most: MOST_CHARACTERS });
  return {
    resolve: (query, extensions) => {
      const hash = hashIn(extensions);
      if (hash instanceof GraphQLError || hash === undefined) return hash ?? query;
      if (query === undefined) {
        // Apollo Client compares this very message.
        return texts.get(hash) ?? routerError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
      }
      return sha256(query) === hash ? query : badUserInput('The persisted query hash does not match the query.');
    },
    remember: (query, extensions) => {
      const hash = hashIn(extensions);
      if (typeof hash === 'string') texts.set(hash, query);
    },
  };
}

function hashIn(extensions: Readonly<Record<string, unknown>> | undefined): string | GraphQLError | undefined {
  const persisted = extensions?.['persistedQuery'];
  if (persisted === undefined || persisted === null) return undefined;
  const { version, sha256Hash } = persisted as { version?: unknown; sha256Hash?: unknown };
  if (version !== 1 || typeof sha256Hash !== 'string' || !/^[0-9a-fA-F]{64}$/.test(sha256Hash)) {
    return badUserInput('`extensions.persistedQuery` must hold `version: 1` and a `sha256Hash`.');
  }
  return sha256Hash.toLowerCase();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
