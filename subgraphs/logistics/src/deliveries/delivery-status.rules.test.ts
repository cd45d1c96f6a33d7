import { DELIVERY_STATUSES } from '@marketgraph/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveryActions, isFinal, mayBecome, type DeliveryStatus } from './delivery-status.rules.ts';

const status = fc.constantFrom(...DELIVERY_STATUSES);
const carrier = fc.constantFrom('UBER' as const, 'MANUAL' as const);

describe('delivery statuses', () => {
  it('are never left once final, whatever is reported', () => {
    fc.assert(
      fc.property(fc.constantFrom<DeliveryStatus>('DELIVERED', 'CANCELLED', 'RETURNED'), status, (from, to) => {
        expect(mayBecome(from, to)).toBe(false);
      }),
    );
  });

  it('lead to a final one by a legal walk from anywhere', () => {
    fc.assert(
      fc.property(status, fc.array(status, { maxLength: 40 }), (start, reports) => {
        let current = start;
        for (const report of reports) if (mayBecome(current, report)) current = report;
        const reachable = new Set<DeliveryStatus>([current]);
        for (const known of reachable) for (const next of DELIVERY_STATUSES) if (mayBecome(known, next)) reachable.add(next);
        expect([...reachable].some(isFinal)).toBe(true);
      }),
    );
  });

  it('offer no action that would be refused', () => {
    const target = { CANCEL: 'CANCELLED', RETRY: 'PENDING', MARK_IN_TRANSIT: 'IN_TRANSIT', MARK_DELIVERED: 'DELIVERED', MARK_FAILED: 'FAILED' } as const;
    fc.assert(
      fc.property(status, carrier, (from, by) => {
        for (const action of deliveryActions(from, by)) expect(mayBecome(from, target[action])).toBe(true);
      }),
    );
  });

  it('cannot be set by hand where a carrier reports', () => {
    expect(deliveryActions('PENDING', 'UBER')).toEqual(['CANCEL']);
    expect(deliveryActions('PENDING', 'MANUAL')).toEqual(['CANCEL', 'MARK_IN_TRANSIT', 'MARK_DELIVERED', 'MARK_FAILED']);
    expect(deliveryActions('IN_TRANSIT', 'UBER')).toEqual([]);
  });
});
