import { describe, expect, it } from 'vitest';
import { checkVariables, nestsDeeperThan } from './json.ts';

const limits = { jsonNesting: 3, variableValues: 10 };

describe('limits of JSON (PLT-05)', () => {
  it('measures nesting in the text', () => {
    expect(nestsDeeperThan(Buffer.from('{"a":[{}]}'), 3)).toBe(false);
    expect(nestsDeeperThan(Buffer.from('{"a":[{"b":[]}]}'), 3)).toBe(true);
    expect(nestsDeeperThan(Buffer.from('[[],[],[],[]]'), 2)).toBe(false);
  });

  it('does not count brackets in strings, whatever is escaped', () => {
    expect(nestsDeeperThan(Buffer.from(String.raw`{"a":"[[[[\"[[[[","b":"\\"}`), 1)).toBe(false);
  });

  it('survives a megabyte of opening brackets', () => {
    expect(nestsDeeperThan(Buffer.alloc(1_000_000, '['), 32)).toBe(true);
  });

  it('refuses numbers that JSON turns into infinity', () => {
    expect(checkVariables(JSON.parse('{"a":{"b":1e999}}') as Record<string, unknown>, limits)?.message).toBe('The variables hold a number that is too large.');
  });

  it.each(['\ud800', 'half \udc00 a pair', 'a\u0000b'])('refuses text that no database keeps: %j', (text) => {
    expect(checkVariables({ input: { title: text } }, limits)?.message).toBe('The variables hold text with half a character or a NUL in it.');
  });

  it('lets every whole character through', () => {
    expect(checkVariables({ title: 'Grün 🚲 \u0001' }, limits)).toBeUndefined();
  });

  it('refuses too many values and too deep ones', () => {
    expect(checkVariables({ a: [1, 2, 3, 4, 5, 6, 7, 8] }, limits)).toBeUndefined();
    expect(checkVariables({ a: [1, 2, 3, 4, 5, 6, 7, 8, 9] }, limits)?.message).toBe('The variables hold more than 10 values.');
    expect(checkVariables({ a: { b: { c: 1 } } }, limits)).toBeUndefined();
    expect(checkVariables({ a: { b: { c: [1] } } }, limits)?.message).toBe('The variables nest more than 3 levels.');
  });
});
