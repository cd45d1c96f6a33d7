import { MINUTE } from '@marketgraph/kernel';
import { guest } from '@marketgraph/testing';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailCodes, users } from '../src/accounts/account.tables.ts';
import { userByEmail } from '../src/accounts/account.queries.ts';
import { eventsOf, lastCode, login, mailsTo, newAccount, newAddress, newEmail, PASSWORD, register, signIn, startIdentity, verify, type Harness } from './support/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startIdentity();
});
afterAll(() => harness.stop());

const SEND = 'mutation { emailVerificationSend { kind: __typename ... on UserError { code } ... on EmailVerificationSendSuccess { expiresAt } } }';

describe('registration (IDN-01)', () => {
  it('opens an account, tells it by an event, mails a code, and signs nobody in', async () => {
    const email = newEmail();
    expect(await register(harness, ` ${email.toUpperCase()} `, { name: '  Ann  Other ', locale: 'de-ch', timeZone: 'Europe/Zurich' })).toEqual({ kind: 'UserRegisterSuccess', email });
    const user = await userByEmail(harness.deps.db.reader, email);
    expect(user).toMatchObject({ email, name: 'Ann Other', locale: 'de-CH', timeZone: 'Europe/Zurich', currency: 'USD', emailVerifiedAt: null, operatorRole: null });
    expect(await eventsOf(harness, user?.id ?? '')).toEqual([
      { name: 'identity.user.registered', payload: { userId: user?.id, email, name: 'Ann Other', locale: 'de-CH' } },
    ]);
    expect(await mailsTo(harness, email)).toHaveLength(1);
    expect(await lastCode(harness, email)).toMatch(/^\d{6}$/);
  });

  it('keeps neither password nor code as it is', async () => {
    const email = newEmail();
    await register(harness, email);
    const code = await lastCode(harness, email);
    const { rows, codes } = await stored();
    expect(rows.find((row) => row.email === email)?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(JSON.stringify(codes)).not.toContain(code);
    expect(JSON.stringify(rows)).not.toContain(PASSWORD);
  });

  it('answers a known address like a new one, changes nothing, and mails its owner', async () => {
    const { email, userId } = await newAccount(harness);
    const before = await mailsTo(harness, email);
    const known = await register(harness, email, { password: 'another password', name: 'Mallory' });
    const unknown = newEmail();
    const fresh = await register(harness, unknown);
    expect({ ...known, email: '' }).toEqual({ ...fresh, email: '' });
    expect(known.email).toBe(email);

    expect((await userByEmail(harness.deps.db.reader, email))?.name).toBe('Ann Other');
    expect((await login(harness, email)).kind).toBe('SessionCreateSuccess');
    expect((await login(harness, email, 'another password')).kind).toBe('CredentialsInvalid');
    expect((await eventsOf(harness, userId)).filter(({ name }) => name === 'identity.user.registered')).toHaveLength(1);
    const after = await mailsTo(harness, email);
    expect(after).toHaveLength(before.length + 1);
    expect(after.at(-1)?.subject).toBe('You already have an account at Marketgraph');
    expect(after.at(-1)?.text).not.toContain('Mallory');
  });

  it('is the same for two who register one address at once', async () => {
    const email = newEmail();
    const answers = await Promise.all([register(harness, email), register(harness, email)]);
    expect(answers).toEqual([{ kind: 'UserRegisterSuccess', email }, { kind: 'UserRegisterSuccess', email }]);
    const mails = await mailsTo(harness, email);
    expect(mails.map((mail) => mail.key.split(':')[0]).toSorted()).toEqual(['address-known', 'email-code']);
  });

  it.each([
    [{ email: 'nobody' }, 'INVALID_INPUT', ['email']],
    [{ name: '   ' }, 'INVALID_INPUT', ['name']],
    [{ locale: 'not a locale' }, 'INVALID_INPUT', ['locale']],
    [{ timeZone: 'Mars/Olympus' }, 'INVALID_INPUT', ['timeZone']],
    [{ password: 'short' }, 'PASSWORD_TOO_WEAK', ['password']],
    [{ password: 'password123' }, 'PASSWORD_TOO_WEAK', ['password']],
  ])('refuses %o', async (input, code, path) => {
    const email = newEmail();
    expect(await register(harness, email, input)).toMatchObject({ code, path });
    expect(await mailsTo(harness, email)).toEqual([]);
  });

  it('is limited for each address, the same for known and unknown ones', async () => {
    const [known, unknown] = [(await newAccount(harness)).email, newEmail()];
    const answersFor = async (email: string, times: number) => {
      const answers: string[] = [];
      for (let attempt = 0; attempt < times; attempt += 1) answers.push((await register(harness, email)).kind);
      return answers;
    };
    // The known one was registered once already.
    expect((await answersFor(known, 5)).at(-1)).toBe('TooManyAttempts');
    expect((await answersFor(unknown, 6)).at(-1)).toBe('TooManyAttempts');
    expect((await mailsTo(harness, known)).length).toBe((await mailsTo(harness, unknown)).length);
  });

  it('is limited for each network', async () => {
    const viewer = guest({ clientAddress: newAddress() });
    const answers: string[] = [];
    for (let attempt = 0; attempt < 31; attempt += 1) answers.push((await register(harness, newEmail(), { password: 'x'.repeat(8) + attempt }, viewer)).kind);
    expect(new Set(answers.slice(0, 30))).toEqual(new Set(['UserRegisterSuccess']));
    expect(answers[30]).toBe('TooManyAttempts');
  });
});

describe('verification of the address (IDN-01)', () => {
  it('takes the code from the mail, once, within a session of the account', async () => {
    const account = await newAccount(harness, { verified: false });
    expect(account.viewer.emailVerified).toBe(false);
    const code = await lastCode(harness, account.email);
    const stranger = await newAccount(harness, { verified: false });
    expect(await verify(harness, stranger.viewer, code)).toMatchObject({ code: 'EMAIL_CODE_INVALID', path: ['code'] });
    expect(await verify(harness, account.viewer, code)).toEqual({ kind: 'EmailVerifySuccess', user: { emailVerified: true } });
    expect(await verify(harness, account.viewer, code)).toMatchObject({ code: 'EMAIL_ALREADY_VERIFIED' });
    expect((await signIn(harness, account.email)).viewer.emailVerified).toBe(true);
  });

  it('survives five wrong codes and not a sixth guess, however many come at once', async () => {
    const account = await newAccount(harness, { verified: false });
    const code = await lastCode(harness, account.email);
    const wrong = code === '000000' ? '000001' : '000000';
    await Promise.all(Array.from({ length: 5 }, () => verify(harness, account.viewer, wrong)));
    expect(await verify(harness, account.viewer, code)).toMatchObject({ code: 'EMAIL_CODE_INVALID' });
    await harness.client.as(account.viewer).mutate(SEND);
    expect(await verify(harness, account.viewer, await lastCode(harness, account.email))).toMatchObject({ kind: 'EmailVerifySuccess' });
  });

  it('counts guesses that come at once one by one', async () => {
    const account = await newAccount(harness, { verified: false });
    const code = await lastCode(harness, account.email);
    await Promise.all(Array.from({ length: 20 }, () => verify(harness, account.viewer, code === '000000' ? '000001' : '000000')));
    const [stored] = await harness.deps.db.reader.select().from(emailCodes).where(eq(emailCodes.userId, account.userId));
    expect(stored?.attempts).toBe(5);
  });

  it('still takes the right code after four wrong ones', async () => {
    const account = await newAccount(harness, { verified: false });
    const code = await lastCode(harness, account.email);
    for (let guess = 0; guess < 4; guess += 1) await verify(harness, account.viewer, code === '000000' ? '000001' : '000000');
    expect(await verify(harness, account.viewer, code)).toMatchObject({ kind: 'EmailVerifySuccess' });
  });

  it('refuses a code that is too old', async () => {
    const account = await newAccount(harness, { verified: false });
    const code = await lastCode(harness, account.email);
    harness.deps.clock.advance(30 * MINUTE);
    expect(await verify(harness, account.viewer, code)).toMatchObject({ code: 'EMAIL_CODE_INVALID' });
  });

  it('sends another code, which replaces the first, five times an hour', async () => {
    const account = await newAccount(harness, { verified: false });
    const first = await lastCode(harness, account.email);
    const send = () => harness.client.as(account.viewer).mutate<{ emailVerificationSend: { kind: string; expiresAt?: string } }>(SEND);
    expect((await send()).emailVerificationSend).toEqual({
      kind: 'EmailVerificationSendSuccess',
      expiresAt: new Date(harness.deps.clock.now().getTime() + 30 * MINUTE).toISOString(),
    });
    const second = await lastCode(harness, account.email);
    if (first !== second) expect(await verify(harness, account.viewer, first)).toMatchObject({ code: 'EMAIL_CODE_INVALID' });
    for (let times = 1; times < 5; times += 1) expect((await send()).emailVerificationSend.kind).toBe('EmailVerificationSendSuccess');
    expect((await send()).emailVerificationSend).toMatchObject({ kind: 'TooManyAttempts' });
    expect(await mailsTo(harness, account.email)).toHaveLength(6);
    expect(await verify(harness, account.viewer, await lastCode(harness, account.email))).toMatchObject({ kind: 'EmailVerifySuccess' });
    expect((await send()).emailVerificationSend).toMatchObject({ code: 'EMAIL_ALREADY_VERIFIED' });
  });

  it('is nothing for guests', async () => {
    const errors = await harness.client.as(guest()).errors(SEND);
    expect(errors[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});

async function stored() {
  const rows = await harness.deps.db.reader.select().from(users);
  return { rows, codes: await harness.deps.db.reader.select().from(emailCodes) };
}
