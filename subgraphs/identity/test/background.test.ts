import { EVENT_CONSUMERS } from '@marketgraph/contracts';
import { DAY, HOUR, MINUTE } from '@marketgraph/kernel';
import { mailOutbox } from '@marketgraph/mailer';
import { guest, waitFor } from '@marketgraph/testing';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailCodes, passwordResets } from '../src/accounts/account.tables.ts';
import { saveVendorRating } from '../src/consumers/save-vendor-rating.ts';
import { createIdentity, createOperator, identityConsumers } from '../src/index.ts';
import { refreshTokens, sessions } from '../src/sessions/session.tables.ts';
import { identitySweepers } from '../src/sweepers.ts';
import { vendorInvitations } from '../src/team/team.tables.ts';
import { attemptCounters } from '../src/throttle/throttle.tables.ts';
import { vendors } from '../src/vendors/vendor.tables.ts';
import { login, newAccount, newAddress, newEmail, PASSWORD, register, signIn, startIdentity, type Harness } from './support/harness.ts';
import { approvedVendor, invite } from './support/vendors.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startIdentity();
});
afterAll(() => harness.stop());

const sweep = async (name: string) => identitySweepers(harness.deps).find((sweeper) => sweeper.name === name)?.run(harness.deps.clock.now());
const count = async (table: typeof sessions | typeof refreshTokens | typeof attemptCounters | typeof emailCodes | typeof passwordResets | typeof vendorInvitations) => harness.deps.db.reader.$count(table);

describe('ratings (consumers of social\'s reviews)', () => {
  it('has a consumer for each event that names identity', () => {
    const expected = Object.entries(EVENT_CONSUMERS).flatMap(([name, groups]) => (groups.includes('identity') ? [name] : []));
    expect(identityConsumers.map(({ event }) => event).toSorted()).toEqual(expected.toSorted());
  });

  it('keeps the sums of the latest event, whatever the order they come in', async () => {
    const { vendorId } = await approvedVendor(harness);
    const handle = async (ratingCount: number, ratingSum: number, occurredAt: string) => {
      const { ids } = harness.deps;
      const payload = {
        reviewId: ids.next('Review'), productId: ids.next('Product'), vendorId, authorId: ids.next('User'), rating: 5,
        productRatingCount: 1, productRatingSum: 5, vendorRatingCount: ratingCount, vendorRatingSum: ratingSum,
      };
      const event = { id: ids.next('Event'), name: 'social.review.published', wireVersion: 1, aggregateId: payload.reviewId, aggregateVersion: 1, occurredAt, traceId: 'test', payload } as const;
      await harness.deps.db.transaction((tx) => saveVendorRating(tx, event));
    };
    const rating = async () => {
      const [row] = await harness.deps.db.reader.select().from(vendors).where(eq(vendors.id, vendorId));
      return [row?.ratingCount, row?.ratingSum, row?.ratingHundredths];
    };
    expect(await rating()).toEqual([0, 0, 0]);
    await handle(3, 11, '2026-01-02T00:00:02.000Z');
    expect(await rating()).toEqual([3, 11, 366]);
    await handle(2, 9, '2026-01-02T00:00:01.000Z');
    expect(await rating()).toEqual([3, 11, 366]);
    await handle(2, 6, '2026-01-02T00:00:03.000Z');
    expect(await rating()).toEqual([2, 6, 300]);
  });
});

describe('sweepers', () => {
  it('remove what has had its time and nothing else', async () => {
    const account = await newAccount(harness);
    const store = await approvedVendor(harness);
    await signIn(harness, account.email);
    await register(harness, newEmail());
    await invite(harness, store.owner.viewer, store.vendorId, newEmail(), 'STAFF');
    await harness.client.as(guest({ clientAddress: newAddress() })).mutate('mutation ($email: String!) { passwordResetRequest(input: { email: $email }) { __typename } }', { email: account.email });
    expect([await sweep('identity.session.purge'), await sweep('identity.code.purge')]).toEqual([0, 0]);
    expect([await count(emailCodes), await count(passwordResets), await count(vendorInvitations)].every((rows) => rows > 0)).toBe(true);

    harness.deps.clock.advance(HOUR);
    expect(await sweep('identity.attempt.purge')).toBeGreaterThan(0);
    expect(await sweep('identity.code.purge')).toBeGreaterThan(0);
    expect([await count(emailCodes), await count(passwordResets), await count(vendorInvitations)]).toEqual([0, 0, 1]);
    harness.deps.clock.advance(7 * DAY);
    expect(await sweep('identity.code.purge')).toBe(1);
    expect(await count(vendorInvitations)).toBe(0);

    harness.deps.clock.advance(31 * DAY);
    const fresh = await signIn(harness, account.email);
    expect(await sweep('identity.session.purge')).toBe(0);
    harness.deps.clock.advance(25 * DAY);
    expect(await sweep('identity.session.purge')).toBeGreaterThan(0);
    const left = await harness.deps.db.reader.select().from(sessions);
    expect(left.map(({ id }) => id)).toEqual([fresh.viewer.sessionId]);
    expect(await count(refreshTokens)).toBe(1);
    expect(await sweep('identity.attempt.purge')).toBeGreaterThan(0);
    expect(await count(attemptCounters)).toBe(0);
  });
});

describe('operators (createOperator)', () => {
  it('are made verified, and can sign in', async () => {
    const email = newEmail();
    expect(await createOperator(harness.deps, { email, password: PASSWORD, role: 'ADMIN' })).toMatchObject({ ok: true });
    expect(await login(harness, email)).toMatchObject({ kind: 'SessionCreateSuccess', emailVerified: true });
    expect(await createOperator(harness.deps, { email: newEmail(), password: 'short', role: 'ADMIN' })).toMatchObject({ ok: false, error: { type: 'PasswordTooWeak' } });
    expect(await createOperator(harness.deps, { email: 'nobody', password: PASSWORD, role: 'ADMIN' })).toMatchObject({ ok: false, error: { type: 'InvalidInput' } });
  });

  it('an existing account gets role and password, and its sessions end', async () => {
    const account = await newAccount(harness, { verified: false });
    const made = await createOperator(harness.deps, { email: account.email, password: 'the operator password', role: 'SUPPORT' });
    expect(made).toEqual({ ok: true, value: { userId: account.userId } });
    expect((await login(harness, account.email)).kind).toBe('CredentialsInvalid');
    expect(await login(harness, account.email, 'the operator password')).toMatchObject({ emailVerified: true });
    const [session] = await harness.deps.db.reader.select().from(sessions).where(eq(sessions.id, account.viewer.sessionId));
    expect(session?.revokedReason).toBe('PASSWORD_CHANGED');
  });
});

describe('running', () => {
  it('publishes its events and sends its mails, then stops cleanly', async () => {
    const sent: string[] = [];
    const deps = { ...harness.deps, mailer: { send: async ({ to }: { to: string }) => (sent.push(to), { outcome: 'sent' as const }), close: () => undefined } };
    const running = createIdentity(deps);
    await running.start();
    try {
      const email = newEmail();
      await register(harness, email);
      await waitFor(() => sent.includes(email), { what: 'the mail', timeoutMs: 10_000 });
      await waitFor(() => deps.transport.published.some(({ name, payload }) => name === 'identity.user.registered' && 'email' in payload && payload.email === email), { what: 'the event' });
      const [mail] = await waitFor(async () => {
        const rows = await deps.db.reader.select().from(mailOutbox).where(eq(mailOutbox.toAddress, email));
        return rows[0]?.state === 'sent' ? rows : undefined;
      });
      // The code is in nobody's database once the mail is gone.
      expect(mail).toMatchObject({ bodyText: '', bodyHtml: '' });
    } finally {
      await running.stop();
      await harness.deps.live.start();
    }
    expect(await running.ready()).toBeUndefined();
  });

  it('a code in a mail that cannot be sent is given up with the code', async () => {
    const email = newEmail();
    await register(harness, email);
    const [mail] = await harness.deps.db.reader.select().from(mailOutbox).where(eq(mailOutbox.toAddress, email));
    expect((mail?.giveUpAt.getTime() ?? 0) - harness.deps.clock.now().getTime()).toBe(30 * MINUTE);
  });
});
