import { ROLE_PERMISSIONS, type UserViewer } from '@marketgraph/contracts';
import { asId } from '@marketgraph/kernel';
import { describe, expect, it } from 'vitest';
import { decodeAnswer, decodeReview, isAuthor, mayAnswer, reviewRefusal } from './review.rules.ts';

const vendorId = asId('Vendor', '00000000-0000-7000-8000-000000000001');
const userId = asId('User', '00000000-0000-7000-8000-000000000002');
const traits = { locale: 'en', traceId: 'trace', clientAddress: '', userAgent: '' };
const viewer: UserViewer = { ...traits, kind: 'user', userId, sessionId: asId('Session', '00000000-0000-7000-8000-000000000003'), emailVerified: true, memberships: [], operatorRole: null };
const member = (role: 'MANAGER' | 'STAFF'): UserViewer => ({ ...viewer, memberships: [{ vendorId, role, permissions: ROLE_PERMISSIONS[role] }] });
const guest = { ...traits, kind: 'guest' } as const;

describe('the words of a review', () => {
  it('are plain text, without what no keyboard types', () => {
    expect(decodeReview({ rating: 5, title: ' A\u0000 \n\t title ', text: '\u001B[31mred\u0007\r\n\n<b>kept</b>\t\u007F ' })).toEqual({
      ok: true,
      value: { rating: 5, title: 'A title', text: '[31mred\n\n<b>kept</b>' },
    });
  });

  it.each([
    [{ rating: 5.5 }, 'rating'],
    [{ title: '\u0000' }, 'title'],
    [{ title: 'x'.repeat(121) }, 'title'],
    [{ text: '\n' }, 'text'],
    [{ text: 'x'.repeat(5_001) }, 'text'],
  ])('%j are refused', (input, field) => {
    expect(decodeReview({ rating: 5, title: 'a', text: 'b', ...input })).toMatchObject({ ok: false, error: { field } });
  });

  it('of an answer have a limit of their own', () => {
    expect(decodeAnswer(` ${'x'.repeat(2_000)} `)).toMatchObject({ ok: true });
    expect(decodeAnswer('x'.repeat(2_001))).toMatchObject({ ok: false, error: { field: 'text' } });
  });
});

describe('who may review', () => {
  it('is decided in this order', () => {
    const purchase = { vendorId };
    expect(reviewRefusal(guest, purchase, false)).toBe('SIGN_IN_REQUIRED');
    expect(reviewRefusal(viewer, null, false)).toBe('NOT_PURCHASED');
    expect(reviewRefusal(viewer, null, true)).toBe('ALREADY_REVIEWED');
    expect(reviewRefusal(member('STAFF'), purchase, false)).toBe('OWN_STORE');
    expect(reviewRefusal(viewer, purchase, false)).toBeNull();
  });
});

describe('who may do what with a review', () => {
  it('is the author, and for the answer whoever looks after the store\'s products', () => {
    expect([isAuthor(viewer, { authorId: userId }), isAuthor(viewer, { authorId: vendorId }), isAuthor(guest, { authorId: userId })]).toEqual([true, false, false]);
    expect([mayAnswer(member('MANAGER'), { vendorId }), mayAnswer(member('STAFF'), { vendorId }), mayAnswer(member('MANAGER'), { vendorId: userId })]).toEqual([true, false, false]);
  });
});
