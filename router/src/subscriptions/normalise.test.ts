import { print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { normalise } from './normalise.ts';
import { scopeOf, variablesKey } from './scope.ts';

const live = (name: string) => (name === 'live' ? { hasGap: true } : undefined);

describe('normalised subscription', () => {
  it('takes `since` for a variable of its own and asks for the place in the stream', () => {
    const { upstream, shown, variables, since } = normalise('subscription Named($id: ID!, $from: Int, $unused: Int) { x: live(id: $id, since: $from) { a } }', live);
    expect(print(shown)).toBe('subscription ($id: ID!, $marketgraph_since: Int) {\n  x: live(id: $id, since: $marketgraph_since) {\n    a\n  }\n}');
    expect(print(upstream)).toContain('    a\n    marketgraph_seq: seq\n    marketgraph_gap: gap\n');
    expect([...variables]).toEqual(['id']);
    expect(since).toMatchObject({ kind: 'Variable', name: { value: 'from' } });
  });

  it('is the same for clients that differ in names and in where they resume', () => {
    const texts = ['subscription A { live(id: "1") { a } }', 'subscription B($s: Int) { live(id: "1", since: $s) { a } }', 'subscription { live(since: 7, id: "1") { a } }'];
    expect(new Set(texts.map((text) => print(normalise(text, live).shown))).size).toBe(1);
  });

  it('leaves fields without numbers alone', () => {
    expect(print(normalise('subscription { tick(since: 4) { a } }', live).upstream)).toBe('subscription {\n  tick(since: 4) {\n    a\n  }\n}');
  });

  it('keeps its own names to itself', () => {
    expect(() => normalise('subscription { live(id: "1") { marketgraph_seq: a } }', live)).toThrow('reserved');
  });
});

describe('what a stream is shared by', () => {
  it('does not depend on the order of variables, nor on those that are not used', () => {
    const used = new Set(['a', 'b']);
    expect(variablesKey({ a: { x: 1, y: [2] }, b: 3, c: 4 }, used)).toBe(variablesKey({ b: 3, a: { y: [2], x: 1 } }, used));
    expect(variablesKey({ a: 1 }, used)).not.toBe(variablesKey({ a: '1' }, used));
  });

  it('keeps sessions apart, and languages', () => {
    const traits = { locale: 'en', traceId: 't', clientAddress: 'a', userAgent: 'u' };
    const user = (sessionId: string) => ({ kind: 'user', sessionId, userId: 'u' }) as Parameters<typeof scopeOf>[0];
    const scopes = [scopeOf({ kind: 'guest' }, traits), scopeOf({ kind: 'guest' }, { ...traits, locale: 'de' }), scopeOf(user('s1'), traits), scopeOf(user('s2'), traits)];
    expect(new Set(scopes).size).toBe(4);
    expect(scopeOf({ kind: 'guest' }, { ...traits, traceId: 'other', clientAddress: 'b' })).toBe(scopes[0]);
  });
});
