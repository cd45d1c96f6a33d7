import { describe, expect, it } from 'vitest';
import { checkTokens } from './lexical.ts';

const limits = { tokens: 20, nesting: 4 };

describe('limits before parsing (PLT-05)', () => {
  it('lets through what is exactly at the limits', () => {
    expect(checkTokens('{a{b{c{d}}}}', limits)).toBeUndefined();
    expect(checkTokens(`{${'a '.repeat(18)}}`, limits)).toBeUndefined();
  });

  it('refuses one token too many', () => {
    expect(checkTokens(`{${'a '.repeat(19)}}`, limits)?.extensions['code']).toBe('BAD_USER_INPUT');
  });

  it.each(['{a{b{c{d{e}}}}}', '{a(b:[[[[1]]]])}', '{a(b:{c:{d:{e:1}}})}'])('refuses brackets nested too deep: %s', (text) => {
    expect(checkTokens(text, limits)?.message).toBe('The document nests more than 4 levels.');
  });

  it('does not count brackets in strings and comments', () => {
    expect(checkTokens('{a(b:"{{{{{{{{")} # {{{{{{{{', limits)).toBeUndefined();
  });

  it('counts across brackets that were closed again', () => {
    expect(checkTokens('{a{b} c{d} e{f}}', limits)).toBeUndefined();
  });

  it.each([String.raw`{a(b:"\u0000")}`, '{a(b:"""a\u0000b""")}'])('refuses text that no database keeps: %j', (text) => {
    expect(checkTokens(text, limits)?.extensions['code']).toMatch(/BAD_USER_INPUT|GRAPHQL_PARSE_FAILED/);
  });

  it('refuses numbers that only infinity can stand for', () => {
    expect(checkTokens('{a(b:1e400)}', limits)?.message).toBe('The document holds a number that is too large.');
    expect(checkTokens('{a(b:1e300)}', limits)).toBeUndefined();
  });

  it('says where the text is not GraphQL', () => {
    const error = checkTokens('{ a ~ }', limits);
    expect(error?.extensions['code']).toBe('GRAPHQL_PARSE_FAILED');
    expect(error?.locations).toEqual([{ line: 1, column: 5 }]);
  });
});
