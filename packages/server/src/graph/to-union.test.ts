import { fail, ok, type Result } from '@marketgraph/kernel';
import { expect, test } from 'vitest';
import { codeOf, toUnion } from './to-union.ts';

type Accepted = Result<{ order: { id: string } }, { type: 'IllegalTransition'; from: string } | { type: 'NotFound'; message: string; path: readonly string[] }>;
const accepted = (result: Accepted) => toUnion('OrderAccept', result);

test('a success is `<Mutation>Success` with the value', () => {
  expect(accepted(ok({ order: { id: 'o' } }))).toEqual({ __typename: 'OrderAcceptSuccess', order: { id: 'o' } });
});

test('a failure is its type, with a derived code and defaults', () => {
  expect(accepted(fail({ type: 'IllegalTransition', from: 'READY' }))).toEqual({
    __typename: 'IllegalTransition',
    code: 'ILLEGAL_TRANSITION',
    message: 'Illegal transition.',
    path: [],
    retryable: false,
    from: 'READY',
  });
});

test('a failure may say more than the defaults', () => {
  const error = { type: 'NotFound', message: 'No such order.', path: ['input', 'id'] } as const;
  expect(accepted(fail(error))).toEqual({ __typename: 'NotFound', code: 'NOT_FOUND', message: 'No such order.', path: ['input', 'id'], retryable: false });
});

test.each([
  ['NotFound', 'NOT_FOUND'],
  ['ProductVersionConflict', 'PRODUCT_VERSION_CONFLICT'],
  ['SKUTaken', 'SKU_TAKEN'],
  ['Expired', 'EXPIRED'],
  ['InvalidIBAN', 'INVALID_IBAN'],
  ['Line2Missing', 'LINE2_MISSING'],
])('the code of %s is %s', (type, code) => {
  expect(codeOf(type)).toBe(code);
});
