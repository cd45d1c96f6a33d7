import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from './clock.ts';
import { createIdGenerator, decodeId, encodeId, ID_KINDS, type Id, type IdKind } from './ids.ts';

describe('ids', () => {
  const clock = createFakeClock();
  const ids = createIdGenerator(clock);

  it('survive the way to a client and back', () => {
    fc.assert(fc.property(fc.uuid(), (uuid) => decodeId('Product', encodeId('Product', uuid as Id<'Product'>)) === uuid));
  });

  it('are refused under another prefix, in another spelling, or out of range', () => {
    const text = encodeId('Product', ids.next('Product'));
    expect(decodeId('Order', text)).toBeUndefined();
    expect(decodeId('Product', text.toUpperCase())).toBeUndefined();
    expect(decodeId('Product', `prd_${'z'.repeat(26)}`)).toBeUndefined();
    expect(decodeId('Product', 'prd_')).toBeUndefined();
  });

  it('sort in the order they were made, within a millisecond too', () => {
    const made = Array.from({ length: 10_000 }, () => ids.next('Order'));
    expect(made.toSorted()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
    clock.advance(60_000);
    expect(ids.next('Order') > (made.at(-1) ?? '')).toBe(true);
  });

  it('are version 7 of the right variant', () => {
    expect(ids.next('User')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('have a prefix of their own for every kind', () => {
    const prefixes = Object.keys(ID_KINDS).map((kind) => ID_KINDS[kind as IdKind].prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });
});
