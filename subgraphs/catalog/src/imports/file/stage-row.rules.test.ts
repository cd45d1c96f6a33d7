import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProductNumbers, LONGEST_CELL, stageRow } from './stage-row.rules.ts';

const columns = ['handle', 'title', null, 'sku'] as const;
const stage = (cells: readonly string[]) => stageRow(cells, { row: 7, columns, numberOf: createProductNumbers() });

describe('a row that is put aside', () => {
  it('holds what stands in known columns, trimmed', () => {
    expect(stage([' mug ', 'Mug', 'ignored', "'0012"])).toEqual({ rowNumber: 7, productNumber: 1, handle: 'mug', sku: '0012', fields: { handle: 'mug', title: 'Mug', sku: "'0012" }, problem: null });
    expect(stage(['mug', ' ', '', ''])).toMatchObject({ fields: { handle: 'mug' }, sku: null, problem: null });
  });

  it('is none where nothing stands', () => {
    expect(stage(['', ' ', '\t', ''])).toBeNull();
  });

  it.each([
    [['mug', 'Mug', ''], 'COLUMN_COUNT', null],
    [['mug', 'Mug', '', '', 'more'], 'COLUMN_COUNT', null],
    [['mug', 'a\0b', '', ''], 'INVALID_CHARACTER', 'title'],
    [['mug', 'a\ud800', '', ''], 'INVALID_CHARACTER', 'title'],
    [['mug', 'x'.repeat(LONGEST_CELL + 1), '', ''], 'CELL_TOO_LONG', 'title'],
    [['m'.repeat(256), '', '', ''], 'INVALID_HANDLE', 'handle'],
  ])('has a problem: %#', (cells, code, column) => {
    expect(stage(cells)).toMatchObject({ fields: {}, sku: null, problem: { code, column } });
  });

  it('may have empty cells too many, and anything in a column that is not read', () => {
    expect(stage(['mug', 'Mug', 'a\0b', '', '', ' '])?.problem).toBeNull();
  });

  it('belongs to the product of its handle, wherever it stands; without one, to none other', () => {
    const numberOf = createProductNumbers();
    expect(['a', 'b', 'a', null, 'c', null, 'b'].map(numberOf)).toEqual([1, 2, 1, 3, 4, 5, 2]);
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', null)), (handles) => {
        const count = createProductNumbers();
        const numbers = handles.map(count);
        const distinct = new Set(handles.filter((handle) => handle !== null)).size + handles.filter((handle) => handle === null).length;
        expect([...new Set(numbers)]).toEqual(Array.from({ length: distinct }, (_, index) => index + 1));
      }),
    );
  });
});
