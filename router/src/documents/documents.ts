import { createHash } from 'node:crypto';
import { GraphQLError, Kind, parse, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { routerError } from '../errors/router-error.ts';
import { checkTokens } from '../limits/lexical.ts';
import type { Limits } from '../limits/limits.ts';
import { fragmentsOf, type Fragments } from '../limits/shape.ts';
import { createLru } from '../lru.ts';
import type { Validate } from './validation.ts';

/** A document that was read, parsed and found valid. */
export interface KnownDocument {
  readonly text: string;
  /** SHA-256 of the text, in hex: the key of everything that is remembered about it. */
  readonly hash: string;
  readonly document: DocumentNode;
  readonly operations: readonly OperationDefinitionNode[];
  readonly fragments: Fragments;
}

export type ReadDocument = { readonly ok: true; readonly document: KnownDocument } | { readonly ok: false; readonly errors: readonly GraphQLError[] };

export interface Documents {
  read(text: string): ReadDocument;
}

/** Roughly, of everything remembered: valid documents too can be made up by the thousand. */
const MOST_BYTES = 100_000_000;

export interface DocumentsOptions {
  readonly limits: Pick<Limits, 'tokens' | 'nesting'>;
  readonly validate: Validate;
  /** How many are remembered. Only valid ones are, so that nonsense does not push out what is in use. */
  readonly capacity?: number;
}

export function createDocuments({ limits, validate, capacity = 1_000 }: DocumentsOptions): Documents {
  const known = createLru<string, KnownDocument>(capacity, { weigh, most: MOST_BYTES });
  return {
    read: (text) => {
      const hash = createHash('sha256').update(text).digest('hex');
      const before = known.get(hash);
      if (before !== undefined) return { ok: true, document: before };
      const tooMuch = checkTokens(text, limits);
      if (tooMuch !== undefined) return { ok: false, errors: [tooMuch] };
      const parsed = parseText(text);
      if (parsed instanceof GraphQLError) return { ok: false, errors: [parsed] };
      const errors = validate(parsed);
      if (errors.length > 0) return { ok: false, errors };
      const document = { text, hash, document: parsed, operations: operationsOf(parsed), fragments: fragmentsOf(parsed) };
      known.set(hash, document);
      return { ok: true, document };
    },
  };
}

/** A tree is many times its text, but has no more nodes than the limit of tokens allows. */
function weigh({ text }: KnownDocument): number {
  return text.length + Math.min(text.length / 2, 4_000) * 300;
}

function parseText(text: string): DocumentNode | GraphQLError {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof GraphQLError) return routerError('GRAPHQL_PARSE_FAILED', error.message, { source: error });
    throw error;
  }
}

function operationsOf(document: DocumentNode): OperationDefinitionNode[] {
  return document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}
