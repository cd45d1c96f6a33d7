import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stateChange, stockState, type StockState } from './stock-state.rules.ts';

describe('stockState', () => {
  it.each([
    [0, 5, 'OUT'],
    [1, 5, 'LOW'],
    [5, 5, 'LOW'],
    [6, 5, 'IN_STOCK'],
    [1, 0, 'IN_STOCK'],
    [0, 0, 'OUT'],
  ] as const)('%i available with threshold %i is %s', (available, threshold, state) => {
    expect(stockState(available, threshold)).toBe(state);
  });
});

describe('stateChange', () => {
  it.each([
    ['IN_STOCK', 'LOW', 'catalog.stock.low', 'LOW', null],
    ['IN_STOCK', 'OUT', 'catalog.stock.out', 'OUT', null],
    ['LOW', 'OUT', 'catalog.stock.out', 'OUT', 'LOW'],
    ['OUT', 'LOW', 'catalog.stock.back', 'LOW', 'OUT'],
    ['OUT', 'IN_STOCK', 'catalog.stock.back', null, 'OUT'],
    ['LOW', 'IN_STOCK', null, null, 'LOW'],
  ] as const)('from %s to %s tells %s, opens %s, closes %s', (before, after, event, opens, closes) => {
    expect(stateChange(before, after)).toEqual({ event, opens, closes });
  });

  it('follows any history with exactly the alert of the present state open, and an `out` before every `back`', () => {
    const history = fc.array(fc.record({ available: fc.integer({ min: 0, max: 12 }), threshold: fc.integer({ min: 0, max: 6 }) }), { maxLength: 40 });
    fc.assert(
      fc.property(history, (steps) => {
        let state: StockState = 'IN_STOCK';
        const open = new Set<string>();
        let out = false;
        for (const { available, threshold } of steps) {
          const next = stockState(available, threshold);
          const change = stateChange(state, next);
          expect(change === null).toBe(next === state);
          if (change?.closes) expect(open.delete(change.closes)).toBe(true);
          if (change?.opens) open.add(change.opens);
          if (change?.event === 'catalog.stock.back') expect(out).toBe(true);
          state = next;
          out = state === 'OUT';
          expect([...open]).toEqual(state === 'IN_STOCK' ? [] : [state]);
        }
      }),
    );
  });
});
