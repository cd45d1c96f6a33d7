import { expect, test } from 'vitest';
import { meetsAny, operatorMay, vendorsWith } from '@marketgraph/contracts';
import { createIdGenerator, systemClock } from '@marketgraph/kernel';
import { buyer, guest, operator, service, vendorMember } from './viewers.ts';

const vendorId = createIdGenerator(systemClock).next('Vendor');

test('every viewer is somebody else', () => {
  expect(buyer().userId).not.toBe(buyer().userId);
  expect(guest().traceId).not.toBe(guest().traceId);
});

test('roles hold what contracts say', () => {
  expect(vendorsWith(vendorMember(vendorId, 'STAFF'), 'manage_orders')).toEqual([vendorId]);
  expect(vendorsWith(vendorMember(vendorId, 'STAFF'), 'manage_products')).toEqual([]);
  expect(vendorsWith(vendorMember(vendorId, ['manage_products']), 'view_products')).toEqual([vendorId]);
  expect(operatorMay(operator('SUPPORT'), 'manage_vendors')).toBe(false);
  expect(operatorMay(operator(), 'manage_vendors')).toBe(true);
  expect(meetsAny(buyer(), ['SIGNED_IN'])).toBe(true);
  expect(meetsAny(guest(), ['SIGNED_IN'])).toBe(false);
  expect(meetsAny(service('router'), ['SIGNED_IN'])).toBe(false);
});
