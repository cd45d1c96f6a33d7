import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageArguments, toConnection } from './connection.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

const id = '018f0000-0000-7000-8000-000000000001';
const refusedCursor = expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', inputPath: ['after'] } });

describe('a cursor', () => {
  test('comes back as it was', () => {
    const key = fc.oneof(fc.string(), fc.integer(), fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 8 }));
    fc.assert(
      fc.property(fc.string(), key, fc.uuid(), (sort, key, uuid) => {
        expect(decodeCursor(encodeCursor({ sort, key, id: uuid }), sort)).toEqual({ key, id: uuid });
      }),
    );
  });

  test('is safe in a URL', () => {
    expect(encodeCursor({ sort: 'TITLE', key: '???>>>', id })).toMatch(/^[\w-]+$/);
  });

  test('of another sort is refused', () => {
    const cursor = encodeCursor({ sort: 'PRICE_ASC', key: 100, id });
    expect(() => decodeCursor(cursor, 'NEWEST')).toThrow(refusedCursor);
  });

  const forged = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  test.each([
    ['no text', ''],
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['null', forged(null)],
    ['an id that is no uuid', forged({ s: 'NEWEST', k: 1, i: "'; drop table" })],
    ['a key that is an object', forged({ s: 'NEWEST', k: { $gt: '' }, i: id })],
    ['no key', forged({ s: 'NEWEST', i: id })],
    ['something more', forged({ s: 'NEWEST', k: 1, i: id, x: 1 })],
    ['far too long', 'a'.repeat(5_000)],
  ])('that is %s is refused', (_case, text) => {
    expect(() => decodeCursor(text, 'NEWEST')).toThrow(refusedCursor);
  });
});

describe('the arguments of a page', () => {
  test('have a default', () => {
    expect(pageArguments({}, 'NEWEST')).toEqual({ limit: 20, after: null });
    expect(pageArguments({ first: null, after: null }, 'NEWEST')).toEqual({ limit: 20, after: null });
  });
  test('are decoded', () => {
    const after = encodeCursor({ sort: 'NEWEST', key: 'k', id });
    expect(pageArguments({ first: 100, after }, 'NEWEST')).toEqual({ limit: 100, after: { key: 'k', id } });
  });
  test.each([0, -1, 101, 1.5])('refuse %d items', (first) => {
    expect(() => pageArguments({ first }, 'NEWEST')).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', inputPath: ['first'] } }));
  });
});

describe('a connection', () => {
  const toCursor = (row: string): string => `c:${row}`;

  test('drops the row that only tells of a next page', () => {
    expect(toConnection(['a', 'b', 'c'], 2, toCursor, false)).toEqual({
      edges: [
        { cursor: 'c:a', node: 'a' },
        { cursor: 'c:b', node: 'b' },
      ],
      nodes: ['a', 'b'],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: 'c:a', endCursor: 'c:b' },
    });
  });
  test('of the last page has no next one', () => {
    expect(toConnection(['a', 'b'], 2, toCursor, true).pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: true, startCursor: 'c:a', endCursor: 'c:b' });
  });
  test('may be empty', () => {
    expect(toConnection([], 2, toCursor, false)).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });
});
