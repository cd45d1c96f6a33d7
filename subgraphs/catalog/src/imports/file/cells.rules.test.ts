import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBooleanCell, readIntegerCell, readNumberCell, readPriceCell, readWeightCell } from './cells.rules.ts';

describe('cells', () => {
  it.each([
    ['12.34', 1234n], ['12', 1200n], ['0.00', 0n], ['12.3', 1230n], ['12.340', 1234n],
    ['-1.00', undefined], ['12.345', undefined], ['1,234.00', undefined], ['$5', undefined], ['=1+1', undefined], ['1e3', undefined], ['', undefined], ['NaN', undefined],
  ])('a price in dollars of %j is %s', (text, price) => {
    expect(readPriceCell(text, 'USD')).toBe(price);
  });

  it('knows that yen have no decimals and dinars three', () => {
    expect([readPriceCell('1500.00', 'JPY'), readPriceCell('1500.5', 'JPY'), readPriceCell('1.234', 'KWD')]).toEqual([1500n, undefined, 1234n]);
  });

  it('reads a price back to the last unit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999n }), (amount) => {
        expect(readPriceCell(`${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`, 'USD')).toBe(amount);
      }),
    );
  });

  it.each([['7', 7], ['-2', -2], ['+3', 3], ['12.0', 12], ['12.', 12], ['1.5', undefined], ['1e9', undefined], ['=2', undefined], ['', undefined], ['9'.repeat(13), undefined]])('a count of %j is %s', (text, count) => {
    expect(readIntegerCell(text)).toBe(count);
  });

  it.each([['454', 'g', 454], ['0.5', 'kg', 500], ['1', 'lb', 454], ['1', 'OZ', 28], ['2.54', 'g', 3], ['-1', 'g', undefined], ['1', 'stone', undefined], ['=1', 'g', undefined]])('%j %s are %s grams', (text, unit, grams) => {
    expect(readWeightCell(text, unit)).toBe(grams);
  });

  it('reads yes and no as spreadsheets write them', () => {
    expect(['TRUE', 'true', 'yes', '1', 'FALSE', 'no', '0', 'maybe', ''].map(readBooleanCell)).toEqual([true, true, true, true, false, false, false, undefined, undefined]);
  });

  it('takes the apostrophe off numbers that were to keep their zeros', () => {
    expect(["'00123", '00123', "''1", ''].map(readNumberCell)).toEqual(['00123', '00123', "'1", '']);
  });
});
