import type { AuthRequirement, ServiceName } from '@marketgraph/contracts';
import { expect, test } from 'vitest';
import { implies } from './implies.ts';
import type { AuthRule } from './rules.ts';

const open: AuthRule = { kind: 'public' };
const auth = (...requires: AuthRequirement[]): AuthRule => ({ kind: 'auth', requires });
const internal = (...callers: ServiceName[]): AuthRule => ({ kind: 'internal', callers });

test.each<[AuthRule, AuthRule, boolean]>([
  [open, open, true],
  [open, auth('SIGNED_IN'), false],
  [open, internal('router'), false],
  [auth('SIGNED_IN'), open, true],
  [auth('vendor:manage_orders'), auth('SIGNED_IN'), true],
  [auth('SIGNED_IN'), auth('vendor:*'), false],
  [auth('vendor:manage_orders'), auth('vendor:*'), true],
  [auth('operator:manage_orders'), auth('vendor:*'), false],
  [auth('vendor:manage_products'), auth('vendor:view_products'), true],
  [auth('vendor:view_products'), auth('vendor:manage_products'), false],
  [auth('vendor:manage_orders', 'operator:manage_orders'), auth('vendor:manage_orders'), false],
  [auth('vendor:manage_orders'), auth('vendor:manage_orders', 'operator:manage_orders'), true],
  [auth('SIGNED_IN'), internal('router'), false],
  [internal('router'), auth('vendor:manage_orders'), true],
  [internal('router'), internal('router', 'catalog'), true],
  [internal('router', 'catalog'), internal('router'), false],
])('%o → %o: %s', (held, wanted, expected) => {
  expect(implies(held, wanted)).toBe(expected);
});
