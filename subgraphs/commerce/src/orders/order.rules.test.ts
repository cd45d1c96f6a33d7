import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  availableActions,
  ITEM_STATUS_OF,
  isFinal,
  moveVendorOrder,
  ORDER_PARTIES,
  orderStatusOf,
  VENDOR_ORDER_ACTIONS,
  VENDOR_ORDER_STATUSES,
  VENDOR_ORDER_TRANSITIONS,
  type OrderParty,
  type VendorOrderMove,
  type VendorOrderStatus,
} from './order.rules.ts';

const statuses = fc.constantFrom(...VENDOR_ORDER_STATUSES);
const moves = fc.constantFrom(...(Object.keys(VENDOR_ORDER_TRANSITIONS) as VendorOrderMove[]));
const parties = fc.subarray([...ORDER_PARTIES]);

/** Written apart from the table in the rules, so that a slip there shows here. */
const LEGAL: readonly (readonly [VendorOrderStatus, VendorOrderMove, OrderParty, VendorOrderStatus])[] = [
  ['AWAITING_PAYMENT', 'PLACE', 'SYSTEM', 'PENDING'],
  ['AWAITING_PAYMENT', 'EXPIRE', 'SYSTEM', 'EXPIRED'],
  ['PENDING', 'ACCEPT', 'VENDOR', 'PROCESSING'],
  ['PENDING', 'REJECT', 'VENDOR', 'REJECTED'],
  ['PENDING', 'CANCEL', 'BUYER', 'CANCELLED'],
  ['PENDING', 'CANCEL', 'VENDOR', 'CANCELLED'],
  ['PENDING', 'CANCEL', 'OPERATOR', 'CANCELLED'],
  ['PROCESSING', 'READY', 'VENDOR', 'READY'],
  ['PROCESSING', 'CANCEL', 'BUYER', 'CANCELLED'],
  ['PROCESSING', 'CANCEL', 'VENDOR', 'CANCELLED'],
  ['PROCESSING', 'CANCEL', 'OPERATOR', 'CANCELLED'],
  ['READY', 'CANCEL', 'VENDOR', 'CANCELLED'],
  ['READY', 'CANCEL', 'OPERATOR', 'CANCELLED'],
  ['READY', 'DISPATCH', 'SYSTEM', 'IN_TRANSIT'],
  ['READY', 'DELIVER', 'SYSTEM', 'DELIVERED'],
  ['IN_TRANSIT', 'DELIVER', 'SYSTEM', 'DELIVERED'],
  ['IN_TRANSIT', 'BRING_BACK', 'SYSTEM', 'READY'],
];

describe('COM-03 the life of a vendor order', () => {
  it('allows exactly the moves of the table, to whom the table names', () => {
    fc.assert(
      fc.property(statuses, moves, parties, (status, move, roles) => {
        const legal = LEGAL.filter(([from, name, party]) => from === status && name === move && roles.includes(party));
        const result = moveVendorOrder(status, move, roles);
        expect(result.ok).toBe(legal.length > 0);
        if (result.ok) {
          expect(legal.map(([, , party, to]) => ({ by: party, status: to }))).toContainEqual(result.value);
        } else {
          expect(result.error).toMatchObject({ type: 'OrderIllegalTransition', status });
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('offers an action if and only if it would succeed', () => {
    fc.assert(
      fc.property(statuses, parties, (status, roles) => {
        const succeeding = VENDOR_ORDER_ACTIONS.filter((action) => moveVendorOrder(status, action, roles).ok);
        expect(availableActions(status, roles)).toEqual(succeeding);
      }),
    );
  });

  it('never leaves a final status, whoever tries what', () => {
    fc.assert(
      fc.property(statuses.filter(isFinal), moves, (status, move) => {
        expect(moveVendorOrder(status, move, [...ORDER_PARTIES]).ok).toBe(false);
      }),
    );
  });

  it('ends every walk of legal moves in a status whose items agree with it', () => {
    fc.assert(
      fc.property(fc.array(moves, { maxLength: 30 }), (walk) => {
        let status: VendorOrderStatus = 'AWAITING_PAYMENT';
        for (const move of walk) {
          const result = moveVendorOrder(status, move, [...ORDER_PARTIES]);
          if (result.ok) status = result.value.status;
        }
        const item = ITEM_STATUS_OF[status];
        expect(isFinal(status)).toBe(item === 'DELIVERED' || item === 'CANCELLED');
      }),
    );
  });
});

describe('COM-03 the status of an order follows from its parts', () => {
  it.each([
    [['AWAITING_PAYMENT', 'AWAITING_PAYMENT'], 'AWAITING_PAYMENT'],
    [['PENDING', 'DELIVERED'], 'PLACED'],
    [['DELIVERED', 'CANCELLED'], 'COMPLETED'],
    [['REJECTED', 'CANCELLED'], 'CANCELLED'],
    [['EXPIRED', 'EXPIRED'], 'EXPIRED'],
  ] as const)('%j is %s', (parts, expected) => {
    expect(orderStatusOf(parts)).toBe(expected);
  });

  it('is closed if and only if every part is final', () => {
    fc.assert(
      fc.property(fc.array(statuses, { minLength: 1, maxLength: 6 }), (parts) => {
        expect(['COMPLETED', 'CANCELLED', 'EXPIRED'].includes(orderStatusOf(parts))).toBe(parts.every(isFinal));
      }),
    );
  });
});
