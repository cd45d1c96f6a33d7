import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableActions, nextStatus, reachableFrom, TRANSITIONS, VENDOR_ACTIONS, VENDOR_STATUSES, type StatusAction, type VendorStatus } from './vendor-status.rules.ts';

const ACTIONS = VENDOR_ACTIONS.filter((action) => action !== 'UPDATE');
const status = fc.constantFrom(...VENDOR_STATUSES);
const action = fc.constantFrom(...ACTIONS);

function run(actions: readonly StatusAction[]): VendorStatus[] {
  const path: VendorStatus[] = ['PENDING'];
  for (const step of actions) {
    const next = nextStatus(path.at(-1) ?? 'PENDING', step);
    if (next !== undefined) path.push(next);
  }
  return path;
}

describe('life of a vendor (IDN-08)', () => {
  it.each([
    ['PENDING', 'APPROVE', 'APPROVED'],
    ['PENDING', 'REJECT', 'REJECTED'],
    ['PENDING', 'SUSPEND', undefined],
    ['REJECTED', 'RESUBMIT', 'PENDING'],
    ['REJECTED', 'APPROVE', 'APPROVED'],
    ['REJECTED', 'REJECT', undefined],
    ['APPROVED', 'APPROVE', undefined],
    ['APPROVED', 'REJECT', undefined],
    ['APPROVED', 'SUSPEND', 'SUSPENDED'],
    ['SUSPENDED', 'REACTIVATE', 'APPROVED'],
    ['SUSPENDED', 'APPROVE', undefined],
    ['APPROVED', 'CLOSE', 'CLOSED'],
    ['CLOSED', 'REACTIVATE', undefined],
    ['CLOSED', 'CLOSE', undefined],
  ] as const)('%s, %s: %s', (from, step, to) => {
    expect(nextStatus(from, step)).toBe(to);
  });

  it('closed is the end, whatever is tried', () => {
    fc.assert(
      fc.property(fc.array(action), (actions) => {
        const path = run(actions);
        const closed = path.indexOf('CLOSED');
        expect(closed === -1 || closed === path.length - 1).toBe(true);
      }),
    );
  });

  it('nobody is suspended who was not approved before, and nobody rejected who was', () => {
    fc.assert(
      fc.property(fc.array(action), (actions) => {
        const path = run(actions);
        const approved = path.indexOf('APPROVED');
        path.forEach((current, index) => {
          if (current === 'SUSPENDED') expect(approved).toBeGreaterThanOrEqual(0);
          if (current === 'REJECTED' && approved >= 0) expect(index).toBeLessThan(approved);
        });
      }),
    );
  });

  it('offers exactly the legal actions, to those alone who may take them', () => {
    const standing = fc.record({ operator: fc.boolean(), owner: fc.boolean(), mayEdit: fc.boolean() });
    fc.assert(
      fc.property(status, standing, (from, viewer) => {
        const offered = availableActions(from, viewer);
        for (const step of ACTIONS) {
          const by = TRANSITIONS[step].by;
          const may = (viewer.operator && by.includes('OPERATOR')) || (viewer.owner && by.includes('OWNER'));
          expect(offered.includes(step)).toBe(may && nextStatus(from, step) !== undefined);
        }
        expect(offered.includes('UPDATE')).toBe(viewer.mayEdit);
      }),
    );
  });

  it('a stranger is offered nothing', () => {
    fc.assert(fc.property(status, (from) => void expect(availableActions(from, { operator: false, owner: false, mayEdit: false })).toEqual([])));
  });

  it('tells what can be reached', () => {
    expect(reachableFrom('PENDING')).toEqual(['APPROVED', 'REJECTED', 'CLOSED']);
    expect(reachableFrom('CLOSED')).toEqual([]);
  });
});
