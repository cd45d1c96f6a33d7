import type { Transaction } from '@marketgraph/db';
import { MINUTE } from '@marketgraph/kernel';
import { guest } from '@marketgraph/testing';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passwordResets, users } from '../src/accounts/account.tables.ts';
import { sessions } from '../src/sessions/session.tables.ts';
import { lastMail, lastToken, login, mailsTo, newAccount, newAddress, newEmail, PASSWORD, signIn, startIdentity, type Account, type Harness } from './support/harness.ts';
import { overtake } from './support/overtake.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startIdentity();
});
afterAll(() => harness.stop());

const NEW = 'a brand new password';
const REQUEST = 'mutation ($email: String!) { passwordResetRequest(input: { email: $email }) { kind: __typename ... on UserError { code } ... on PasswordResetRequestSuccess { email } } }';
const RESET = 'mutation ($input: PasswordResetInput!) { passwordReset(input: $input) { kind: __typename ... on UserError { code path } ... on PasswordResetSuccess { email } } }';
const CHANGE = 'mutation ($input: PasswordChangeInput!) { passwordChange(input: $input) { kind: __typename ... on UserError { code path } ... on PasswordChangeSuccess { endedSessions } } }';
const REFRESH = 'mutation ($input: SessionRefreshInput!) { sessionRefresh(input: $input) { kind: __typename } }';

type Answer = { kind: string; code?: string };
const stranger = () => harness.client.as(guest({ clientAddress: newAddress() }));
const request = async (email: string) => (await stranger().mutate<{ passwordResetRequest: Answer }>(REQUEST, { email })).passwordResetRequest;
const reset = async (token: string, newPassword = NEW) => (await stranger().mutate<{ passwordReset: Answer }>(RESET, { input: { token, newPassword } })).passwordReset;
const change = async (account: Account, currentPassword: string, newPassword = NEW) =>
  (await harness.client.as(account.viewer).mutate<{ passwordChange: Answer }>(CHANGE, { input: { currentPassword, newPassword } })).passwordChange;
const canRefresh = async ({ refreshToken, viewer: { clientAddress, userAgent } }: Account) =>
  (await harness.client.as(guest({ clientAddress, userAgent })).mutate<{ sessionRefresh: Answer }>(REFRESH, { input: { refreshToken } })).sessionRefresh.kind === 'SessionRefreshSuccess';

describe('password reset (IDN-03)', () => {
  it('sets a new password by the mailed token, ends every session and proves the address', async () => {
    const account = await newAccount(harness, { verified: false });
    const other = await signIn(harness, account.email);
    expect(await request(account.email)).toEqual({ kind: 'PasswordResetRequestSuccess', email: account.email });
    const token = await lastToken(harness, account.email);
    expect(JSON.stringify(await harness.deps.db.reader.select().from(passwordResets))).not.toContain(token);
    expect(await reset(token)).toEqual({ kind: 'PasswordResetSuccess', email: account.email });
    expect([await canRefresh(account), await canRefresh(other)]).toEqual([false, false]);
    expect((await login(harness, account.email, PASSWORD)).kind).toBe('CredentialsInvalid');
    expect(await login(harness, account.email, NEW)).toMatchObject({ kind: 'SessionCreateSuccess', emailVerified: true });
    expect((await lastMail(harness, account.email)).subject).toBe('Your Marketgraph password was changed');
  });

  it('works once, also for two at the same moment', async () => {
    const account = await newAccount(harness);
    await request(account.email);
    const token = await lastToken(harness, account.email);
    const answers = await Promise.all([reset(token, 'first new password'), reset(token, 'second new password')]);
    expect(answers.map((answer) => answer.kind).toSorted()).toEqual(['PasswordResetSuccess', 'PasswordResetTokenInvalid']);
    expect(await reset(token)).toMatchObject({ code: 'PASSWORD_RESET_TOKEN_INVALID', path: ['token'] });
  });

  it('refuses a token that is too old, replaced, or made up', async () => {
    const account = await newAccount(harness);
    await request(account.email);
    const old = await lastToken(harness, account.email);
    await request(account.email);
    expect(await reset(old)).toMatchObject({ code: 'PASSWORD_RESET_TOKEN_INVALID' });
    const token = await lastToken(harness, account.email);
    harness.deps.clock.advance(60 * MINUTE);
    expect(await reset(token)).toMatchObject({ code: 'PASSWORD_RESET_TOKEN_INVALID' });
    expect(await reset('made up')).toMatchObject({ code: 'PASSWORD_RESET_TOKEN_INVALID' });
    expect((await login(harness, account.email)).kind).toBe('SessionCreateSuccess');
  });

  it('a weak password uses nothing up', async () => {
    const account = await newAccount(harness);
    await request(account.email);
    const token = await lastToken(harness, account.email);
    expect(await reset(token, 'short')).toMatchObject({ code: 'PASSWORD_TOO_WEAK', path: ['newPassword'] });
    expect(await reset(token)).toMatchObject({ kind: 'PasswordResetSuccess' });
  });

  it('answers an unknown address alike, and mails nobody', async () => {
    const [known, unknown] = [(await newAccount(harness)).email, newEmail()];
    const answers = [await request(known), await request(unknown)];
    expect(answers).toEqual([{ kind: 'PasswordResetRequestSuccess', email: known }, { kind: 'PasswordResetRequestSuccess', email: unknown }]);
    expect(await mailsTo(harness, unknown)).toEqual([]);
    for (const email of [known, unknown]) {
      const more: string[] = [];
      for (let times = 0; times < 5; times += 1) more.push((await request(email)).kind);
      expect(more.slice(-2)).toEqual(['PasswordResetRequestSuccess', 'TooManyAttempts']);
    }
    expect(await request('not an address')).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('opens a locked account for its owner', async () => {
    const account = await newAccount(harness);
    for (let attempt = 0; attempt < 11; attempt += 1) await login(harness, account.email, 'guess');
    await request(account.email);
    await reset(await lastToken(harness, account.email));
    expect((await login(harness, account.email, NEW)).kind).toBe('SessionCreateSuccess');
  });
});

describe('password change (IDN-03)', () => {
  it('needs the current one, ends the other sessions and keeps this one', async () => {
    const account = await newAccount(harness);
    const other = await signIn(harness, account.email);
    expect(await change(account, 'not it')).toMatchObject({ code: 'CREDENTIALS_INVALID', path: ['currentPassword'] });
    expect(await change(account, PASSWORD, 'short')).toMatchObject({ code: 'PASSWORD_TOO_WEAK', path: ['newPassword'] });
    expect(await canRefresh(other)).toBe(true);
    expect(await change(account, PASSWORD)).toEqual({ kind: 'PasswordChangeSuccess', endedSessions: 1 });
    expect([await canRefresh(account), await canRefresh(other)]).toEqual([true, false]);
    expect((await login(harness, account.email, NEW)).kind).toBe('SessionCreateSuccess');
    expect((await login(harness, account.email, PASSWORD)).kind).toBe('CredentialsInvalid');
  });

  it('makes an open reset link useless', async () => {
    const account = await newAccount(harness);
    await request(account.email);
    const token = await lastToken(harness, account.email);
    await change(account, PASSWORD);
    expect(await reset(token, 'yet another password')).toMatchObject({ code: 'PASSWORD_RESET_TOKEN_INVALID' });
  });

  it('of two at once one wins', async () => {
    const account = await newAccount(harness);
    const answers = await Promise.all([change(account, PASSWORD, 'first new password'), change(account, PASSWORD, 'second new password')]);
    expect(answers.map((answer) => answer.kind).toSorted()).toEqual(['CredentialsInvalid', 'PasswordChangeSuccess']);
  });

  it('guesses at the current one are counted, and guests have none', async () => {
    const account = await newAccount(harness);
    for (let attempt = 0; attempt < 10; attempt += 1) expect(await change(account, 'guess')).toMatchObject({ code: 'CREDENTIALS_INVALID' });
    expect(await change(account, PASSWORD)).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    const errors = await harness.client.as(guest()).errors(CHANGE, { input: { currentPassword: PASSWORD, newPassword: NEW } });
    expect(errors[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });

  it('no session begins with the old password, not even for a login that was under way', async () => {
    const account = await newAccount(harness);
    const changedMeanwhile = (tx: Transaction) => tx.update(users).set({ passwordHash: 'another one' }).where(eq(users.id, account.userId));
    const answer = await overtake(harness, changedMeanwhile, () => login(harness, account.email));
    expect(answer.kind).toBe('CredentialsInvalid');
    expect(await harness.deps.db.reader.$count(sessions, eq(sessions.userId, account.userId))).toBe(1);
  });
});
