import { guest } from '@marketgraph/testing';
import { Kind } from 'graphql';
import { describe, expect, test } from 'vitest';
import { silentLogger } from '../process/logger.ts';
import { CurrencyCode } from './currency-code.ts';
import { DateTime } from './date-time.ts';
import { MinorUnits } from './minor-units.ts';
import { moneyResolvers } from './money.ts';

const refused = expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } });

describe('MinorUnits', () => {
  test.each<[unknown, string]>([
    [0n, '0'],
    [-1_999n, '-1999'],
    [2n ** 63n - 1n, '9223372036854775807'],
    ['1234', '1234'],
  ])('writes %s', (value, text) => {
    expect(MinorUnits.serialize(value)).toBe(text);
  });
  test.each([1, 1.5, '1.5', '1e3', null, undefined, {}])('never writes %s', (value) => {
    expect(() => MinorUnits.serialize(value)).toThrow(TypeError);
  });
  test.each<[unknown, bigint]>([
    ['1234', 1_234n],
    ['-5', -5n],
    ['9007199254740993', 9_007_199_254_740_993n],
    [42, 42n],
  ])('reads %s', (value, amount) => {
    expect(MinorUnits.parseValue(value)).toBe(amount);
  });
  test.each(['', '1.5', '01', '-0x1', ' 1', '1e3', '9223372036854775808', 1.5, 2 ** 60, true, null, {}])('refuses %s', (value) => {
    expect(() => MinorUnits.parseValue(value)).toThrow(refused);
  });
  test('reads literals of strings and whole numbers only', () => {
    expect(MinorUnits.parseLiteral({ kind: Kind.INT, value: '9007199254740993' }, {})).toBe(9_007_199_254_740_993n);
    expect(MinorUnits.parseLiteral({ kind: Kind.STRING, value: '7' }, {})).toBe(7n);
    expect(() => MinorUnits.parseLiteral({ kind: Kind.FLOAT, value: '1.0' }, {})).toThrow(refused);
  });
});

describe('CurrencyCode', () => {
  test('knows the currencies of the marketplace', () => {
    expect(CurrencyCode.parseValue('USD')).toBe('USD');
    expect(CurrencyCode.serialize('JPY')).toBe('JPY');
    expect(CurrencyCode.parseLiteral({ kind: Kind.STRING, value: 'EUR' }, {})).toBe('EUR');
  });
  test.each(['usd', 'XXX', '', 'constructor', 5, null])('refuses %s', (value) => {
    expect(() => CurrencyCode.parseValue(value)).toThrow(refused);
    expect(() => CurrencyCode.serialize(value)).toThrow(TypeError);
  });
});

describe('DateTime', () => {
  test('writes UTC', () => {
    expect(DateTime.serialize(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
    expect(DateTime.serialize('2026-03-01T12:00:00+02:00')).toBe('2026-03-01T10:00:00.000Z');
  });
  test.each([new Date(NaN), 0, '2026-03-01', null])('never writes %s', (value) => {
    expect(() => DateTime.serialize(value)).toThrow(TypeError);
  });
  test.each([
    ['2026-03-01T12:00:00Z', '2026-03-01T12:00:00.000Z'],
    ['2026-03-01T12:00:00.123456Z', '2026-03-01T12:00:00.123Z'],
    ['2026-03-01T12:00:00-05:30', '2026-03-01T17:30:00.000Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
  ])('reads %s', (text, utc) => {
    expect(DateTime.parseValue(text)).toEqual(new Date(utc));
    expect(DateTime.parseLiteral({ kind: Kind.STRING, value: text }, {})).toEqual(new Date(utc));
  });
  test.each(['2026-03-01', '2026-03-01T12:00:00', '2026-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01T24:00:00Z', '1 March 2026', 5, null])(
    'refuses %s',
    (value) => {
      expect(() => DateTime.parseValue(value)).toThrow(refused);
    },
  );
});

describe('Money', () => {
  const context = { viewer: guest({ locale: 'de-DE' }), log: silentLogger };
  const euros = { amount: 123_456n, currency: 'EUR' } as const;
  const { decimal, formatted } = moneyResolvers;

  test('is told as a decimal, from text as well', () => {
    expect(decimal(euros)).toBe('1234.56');
    expect(decimal({ amount: '9007199254740993', currency: 'JPY' })).toBe('9007199254740993');
  });
  test("is written as people of the viewer's locale write it, or of the one asked for", () => {
    expect(formatted(euros, {}, context)).toBe('1.234,56\u00a0€');
    expect(formatted(euros, { locale: 'en-US' }, context)).toBe('€1,234.56');
  });
  test('refuses a locale that is none, but forgives the one of the request', () => {
    expect(() => formatted(euros, { locale: 'not a locale' }, context)).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', inputPath: ['locale'] } }));
    expect(formatted(euros, {}, { ...context, viewer: guest({ locale: '*' }) })).toBe('€1,234.56');
  });
});
