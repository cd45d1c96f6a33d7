import { badUserInput } from '@marketgraph/server';
import { GraphQLError, Lexer, Source, TokenKind } from 'graphql';
import { routerError } from '../errors/router-error.ts';
import type { Limits } from './limits.ts';
import { isStorable } from './text.ts';

const OPENING: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Reads a document token by token before anything recursive sees it: a few thousand opening brackets are enough to
 * exhaust the stack of the parser, of validation and of every visitor after it.
 */
export function checkTokens(text: string, limits: Pick<Limits, 'tokens' | 'nesting'>): GraphQLError | undefined {
  const lexer = new Lexer(new Source(text, 'GraphQL request'));
  let tokens = 0;
  let nesting = 0;
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
      tokens += 1;
      if (tokens > limits.tokens) return badUserInput(`The document has more than ${limits.tokens} tokens.`);
      if (OPENING.has(token.kind)) nesting += 1;
      else if (CLOSING.has(token.kind)) nesting -= 1;
      if (nesting > limits.nesting) return badUserInput(`The document nests more than ${limits.nesting} levels.`);
      // graphql reads 1e999 as Infinity and hands it on; no resolver expects that.
      if (token.kind === TokenKind.FLOAT && !Number.isFinite(Number(token.value))) return badUserInput('The document holds a number that is too large.');
      if ((token.kind === TokenKind.STRING || token.kind === TokenKind.BLOCK_STRING) && !isStorable(token.value)) return badUserInput('The document holds text with half a character or a NUL in it.');
    }
    return undefined;
  } catch (error) {
    if (error instanceof GraphQLError) return routerError('GRAPHQL_PARSE_FAILED', error.message, { source: error });
    throw error;
  }
}
