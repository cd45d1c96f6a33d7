import { createHash } from 'node:crypto';
import { buildSchema, GraphQLError } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import { createDocuments } from './documents.ts';
import { createPersistedQueries } from './persisted.ts';
import { createValidate } from './validation.ts';

const schema = buildSchema('type Query { a: Int } type Subscription { s: Int t: Int }');
const limits = { tokens: 100, nesting: 10 };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const persisted = (hash: string, version: unknown = 1) => ({ persistedQuery: { version, sha256Hash: hash } });

describe('documents', () => {
  it('parses and validates a text once', () => {
    const validate = vi.fn(createValidate(schema, true));
    const documents = createDocuments({ limits, validate });
    const first = documents.read('{ a }');
    expect(documents.read('{ a }')).toEqual(first);
    expect(validate).toHaveBeenCalledTimes(1);
    expect(first).toMatchObject({ ok: true, document: { hash: sha256('{ a }') } });
  });

  it('does not remember what is not valid', () => {
    const validate = vi.fn(createValidate(schema, true));
    const documents = createDocuments({ limits, validate });
    documents.read('{ b }');
    documents.read('{ b }');
    expect(validate).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['{ a', 'GRAPHQL_PARSE_FAILED'],
    ['{ b }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription { s t }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription ($x: Boolean!) { s @skip(if: $x) }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription ($x: Boolean!) { ...F } fragment F on Subscription { s @skip(if: $x) }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s is %s', (text, code) => {
    const read = createDocuments({ limits, validate: createValidate(schema, true) }).read(text);
    expect(read.ok ? [] : read.errors.map((error) => error.extensions['code'])).toContain(code);
  });

  it('without introspection neither answers it nor hints at names', () => {
    const documents = createDocuments({ limits, validate: createValidate(schema, false) });
    expect(documents.read('{ __schema { types { name } } }').ok).toBe(false);
    const misspelt = documents.read('{ aa }');
    expect(misspelt.ok ? '' : misspelt.errors[0]?.message).not.toContain('Did you mean');
  });
});

describe('persisted queries (PLT-05)', () => {
  it('knows a text by its hash once it has been used', () => {
    const queries = createPersistedQueries();
    const hash = sha256('{ a }');
    expect(queries.resolve(undefined, persisted(hash))).toMatchObject({ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } });
    expect(queries.resolve('{ a }', persisted(hash))).toBe('{ a }');
    expect(queries.resolve(undefined, persisted(hash))).toBeInstanceOf(GraphQLError);
    queries.remember('{ a }', persisted(hash));
    expect(queries.resolve(undefined, persisted(hash.toUpperCase()))).toBe('{ a }');
  });

  it.each([
    ['a hash of another text', '{ a }', persisted(sha256('{ b }'))],
    ['no hash at all', '{ a }', { persistedQuery: {} }],
    ['another version', '{ a }', persisted(sha256('{ a }'), 2)],
    ['a number', '{ a }', { persistedQuery: 5 }],
  ])('refuses %s', (_what, text, extensions) => {
    expect(createPersistedQueries().resolve(text, extensions)).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });
});
