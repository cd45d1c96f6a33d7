import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planCommit, planDebts, planReturn } from './order-stock.rules.ts';

const amount = fc.nat(50);

describe('planCommit', () => {
  it.each([
    ['all held', { held: 3, ordered: 3, available: 0 }, { fromHeld: 3, released: 0, taken: 0, short: 0 }],
    ['expired, enough left', { held: 0, ordered: 3, available: 5 }, { fromHeld: 0, released: 0, taken: 3, short: 0 }],
    ['expired, some left', { held: 0, ordered: 3, available: 2 }, { fromHeld: 0, released: 0, taken: 2, short: 1 }],
    ['expired, nothing left', { held: 0, ordered: 3, available: 0 }, { fromHeld: 0, released: 0, taken: 0, short: 3 }],
    ['more held than ordered', { held: 5, ordered: 3, available: 1 }, { fromHeld: 3, released: 2, taken: 0, short: 0 }],
  ])('%s', (_, given, plan) => {
    expect(planCommit(given)).toEqual(plan);
  });

  it('accounts for every unit and never takes what is not there', () => {
    fc.assert(
      fc.property(amount, amount, amount, (held, ordered, available) => {
        const plan = planCommit({ held, ordered, available });
        expect(plan.fromHeld + plan.taken + plan.short).toBe(ordered);
        expect(plan.fromHeld + plan.released).toBe(held);
        expect(plan.taken).toBeLessThanOrEqual(available);
        expect(Math.min(plan.fromHeld, plan.released, plan.taken, plan.short)).toBeGreaterThanOrEqual(0);
        if (plan.short > 0) expect(plan.taken).toBe(available);
      }),
    );
  });
});

describe('planReturn', () => {
  it('calls off what is owed before anything comes back', () => {
    expect(planReturn({ committed: 3, oversold: 2, returned: 0 }, 5)).toEqual({ calledOff: 2, back: 3 });
    expect(planReturn({ committed: 3, oversold: 2, returned: 0 }, 1)).toEqual({ calledOff: 1, back: 0 });
  });

  it('never gives back more than left, however often it is asked', () => {
    fc.assert(
      fc.property(amount, amount, fc.array(amount, { maxLength: 8 }), (committed, owed, requests) => {
        let line = { committed, oversold: owed, returned: 0 };
        let asked = 0;
        for (const quantity of requests) {
          const plan = planReturn(line, quantity);
          expect(plan.calledOff + plan.back).toBeLessThanOrEqual(quantity);
          line = { ...line, oversold: line.oversold - plan.calledOff, returned: line.returned + plan.back };
          asked += quantity;
        }
        expect(line.oversold).toBeGreaterThanOrEqual(0);
        expect(owed - line.oversold + line.returned).toBe(Math.min(asked, committed + owed));
        expect(line.returned).toBeLessThanOrEqual(committed);
      }),
    );
  });
});

describe('planDebts', () => {
  it('fills the oldest first and never more than there is', () => {
    const debts = [{ oversold: 2, order: 'a' }, { oversold: 3, order: 'b' }, { oversold: 1, order: 'c' }];
    expect(planDebts(4, debts)).toEqual([
      { debt: debts[0], filled: 2 },
      { debt: debts[1], filled: 2 },
    ]);
    expect(planDebts(0, debts)).toEqual([]);
    fc.assert(
      fc.property(amount, fc.array(fc.record({ oversold: amount })), (available, list) => {
        const total = planDebts(available, list).reduce((sum, { filled }) => sum + filled, 0);
        expect(total).toBe(Math.min(available, list.reduce((sum, { oversold }) => sum + oversold, 0)));
      }),
    );
  });
});
