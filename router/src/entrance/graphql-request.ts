import { badUserInput } from '@marketgraph/server';
import type { GraphQLRequest } from '../operations/prepare.ts';
import { nestsDeeperThan } from '../limits/json.ts';
import type { Limits } from '../limits/limits.ts';
import { malformed, type Refusal } from '../operations/refusal.ts';

export type ReadRequest = { readonly ok: true; readonly request: GraphQLRequest } | { readonly ok: false; readonly refusal: Refusal };

/** From the body of a POST. */
export function fromBody(body: Buffer, limits: Pick<Limits, 'jsonNesting'>): ReadRequest {
  if (nestsDeeperThan(body, limits.jsonNesting)) return no(`The body nests more than ${limits.jsonNesting} levels.`);
  const parsed = parseJson(utf8(body));
  return parsed === undefined ? no('The body is not JSON.') : fromValue(parsed.value);
}

/** From the query string of a GET. */
export function fromQuery(query: URLSearchParams, limits: Pick<Limits, 'jsonNesting'>): ReadRequest {
  const value: Record<string, unknown> = {};
  for (const name of ['query', 'operationName', 'variables', 'extensions']) {
    const texts = query.getAll(name);
    const [text] = texts;
    if (texts.length > 1) return no(`\`${name}\` may be given only once.`);
    if (text === undefined) continue;
    if (name === 'query' || name === 'operationName') {
      value[name] = text;
      continue;
    }
    if (nestsDeeperThan(Buffer.from(text), limits.jsonNesting)) return no(`\`${name}\` nests more than ${limits.jsonNesting} levels.`);
    const parsed = parseJson(text);
    if (parsed === undefined) return no(`\`${name}\` is not JSON.`);
    value[name] = parsed.value;
  }
  return fromValue(value);
}

/** From what JSON made of it: each part must be of its kind, and the whole one request, not a list of them. */
export function fromValue(value: unknown): ReadRequest {
  if (Array.isArray(value)) return no('Batches are not supported: send one operation a request.');
  if (typeof value !== 'object' || value === null) return no('The body must be a JSON object.');
  const { query, operationName, variables, extensions } = value as Record<string, unknown>;
  if (!isText(query)) return no('`query` must be a string.');
  if (!isText(operationName)) return no('`operationName` must be a string.');
  if (!isMap(variables)) return no('`variables` must be an object.');
  if (!isMap(extensions)) return no('`extensions` must be an object.');
  // An empty name is how some clients say that there is none.
  const request = { query: query ?? undefined, operationName: operationName || undefined, variables: variables ?? undefined, extensions: extensions ?? undefined };
  return { ok: true, request };
}

function isText(value: unknown): value is string | null | undefined {
  return value === undefined || value === null || typeof value === 'string';
}

function isMap(value: unknown): value is Record<string, unknown> | null | undefined {
  return value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));
}

function utf8(body: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function parseJson(text: string | undefined): { readonly value: unknown } | undefined {
  if (text === undefined) return undefined;
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function no(message: string): ReadRequest {
  return { ok: false, refusal: malformed(badUserInput(message)) };
}
