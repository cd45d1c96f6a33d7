import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOnSale, mayMove, movesFrom, statusWithStock, type ProductStatus } from './product-status.rules.ts';

const STATUSES: ProductStatus[] = ['DRAFT', 'ACTIVE', 'INACTIVE', 'OUT_OF_STOCK', 'DISCONTINUED'];

describe('product status', () => {
  it('allows exactly these moves to a vendor', () => {
    const allowed = STATUSES.flatMap((from) => STATUSES.filter((to) => mayMove(from, to)).map((to) => `${from} → ${to}`));
    expect(allowed).toEqual([
      'DRAFT → ACTIVE',
      'ACTIVE → INACTIVE',
      'ACTIVE → DISCONTINUED',
      'INACTIVE → ACTIVE',
      'INACTIVE → DISCONTINUED',
      'OUT_OF_STOCK → INACTIVE',
      'OUT_OF_STOCK → DISCONTINUED',
    ]);
  });

  it('is shown to the public as ACTIVE and OUT_OF_STOCK alone', () => {
    expect(STATUSES.filter(isOnSale)).toEqual(['ACTIVE', 'OUT_OF_STOCK']);
  });

  it('keeps, over any history of moves and stock, what stock and status say of each other', () => {
    const move = fc.oneof(
      fc.record({ kind: fc.constant('move' as const), to: fc.constantFrom(...STATUSES) }),
      fc.record({ kind: fc.constant('stock' as const), available: fc.integer({ min: 0, max: 3 }) }),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), (history) => {
        let status: ProductStatus = 'DRAFT';
        let available = 0;
        let discontinued = false;
        for (const step of history) {
          const before: ProductStatus = status;
          if (step.kind === 'move' && mayMove(status, step.to)) status = step.to;
          if (step.kind === 'stock') available = step.available;
          status = statusWithStock(status, available);

          if (discontinued) expect(status).toBe('DISCONTINUED');
          discontinued = status === 'DISCONTINUED';
          if (status === 'ACTIVE') expect(available).toBeGreaterThan(0);
          if (status === 'OUT_OF_STOCK') expect(available).toBe(0);
          // Stock alone never puts on sale what was not, nor takes off sale what was.
          if (step.kind === 'stock') expect(isOnSale(status)).toBe(isOnSale(before));
          if (status !== 'DISCONTINUED') expect(movesFrom(status).length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('settles at once: applying the stock twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATUSES), fc.nat(5), (status, available) => {
        const once = statusWithStock(status, available);
        expect(statusWithStock(once, available)).toBe(once);
      }),
    );
  });
});
