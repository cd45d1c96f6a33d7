import { DAY, MINUTE, SECOND } from '@marketgraph/kernel';
import { buyer, guest } from '@marketgraph/testing';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishedKeys } from '../src/keys/access-token.ts';
import { REFRESH_GRACE_MS } from '../src/sessions/session.rules.ts';
import { refreshTokens } from '../src/sessions/session.tables.ts';
import { lastMail, login, newAccount, newAddress, newEmail, signIn, startIdentity, encodeId, type Account, type Harness } from './support/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startIdentity();
});
afterAll(() => harness.stop());

const REFRESH = `mutation ($input: SessionRefreshInput!) { sessionRefresh(input: $input) { kind: __typename ... on UserError { code }
  ... on SessionRefreshSuccess { sessionId userId emailVerified tokens { accessToken refreshToken refreshTokenExpiresAt } } } }`;
const SESSIONS = '{ sessions { nodes { id device { name kind } place current createdAt } pageInfo { hasNextPage endCursor } } }';

interface Refreshed {
  readonly kind: string;
  readonly code?: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly tokens: { readonly accessToken: string; readonly refreshToken: string; readonly refreshTokenExpiresAt: string };
}

async function refresh(account: Account, refreshToken = account.refreshToken, device: { clientAddress?: string; userAgent?: string } = {}): Promise<Refreshed> {
  const { clientAddress, userAgent } = account.viewer;
  const client = guest({ clientAddress, userAgent, ...device });
  return (await harness.client.as(client).mutate<{ sessionRefresh: Refreshed }>(REFRESH, { input: { refreshToken } })).sessionRefresh;
}

async function sessionsOf(account: Account): Promise<{ id: string; current: boolean; place: string; device: { name: string; kind: string } }[]> {
  return (await harness.client.as(account.viewer).query<{ sessions: { nodes: { id: string; current: boolean; place: string; device: { name: string; kind: string } }[] } }>(SESSIONS)).sessions.nodes;
}

describe('login (IDN-01, IDN-02)', () => {
  it('gives an access token that anybody with the published keys can verify', async () => {
    const { email, userId } = await newAccount(harness);
    const answer = await login(harness, email);
    expect(answer).toMatchObject({ kind: 'SessionCreateSuccess', emailVerified: true, userId: encodeId('User', userId) });
    const now = harness.deps.clock.now();
    const { payload, protectedHeader } = await jwtVerify(answer.tokens.accessToken, createLocalJWKSet(await publishedKeys(harness.deps)), { currentDate: now, issuer: 'marketgraph' });
    expect(protectedHeader.alg).toBe('EdDSA');
    expect(protectedHeader.kid).toBe((await publishedKeys(harness.deps)).keys[0]?.kid);
    expect(payload.sub).toBe(userId);
    expect(Object.keys(payload).toSorted()).toEqual(['exp', 'iat', 'iss', 'sid', 'sub']);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
    expect(new Date(answer.tokens.accessTokenExpiresAt).getTime() - now.getTime()).toBe(5 * MINUTE);
    expect(new Date(answer.tokens.refreshTokenExpiresAt).getTime() - now.getTime()).toBe(30 * DAY);
  });

  it('lets an unverified account in, and says so', async () => {
    const { email } = await newAccount(harness, { verified: false });
    expect(await login(harness, email)).toMatchObject({ kind: 'SessionCreateSuccess', emailVerified: false });
  });

  it('answers a wrong password and an unknown account alike', async () => {
    const { email } = await newAccount(harness);
    const wrong = await login(harness, email, 'not the password');
    const unknown = await login(harness, newEmail(), 'not the password');
    const nonsense = await login(harness, 'no address at all', 'not the password');
    expect(wrong).toEqual({ kind: 'CredentialsInvalid', code: 'CREDENTIALS_INVALID', message: 'E-mail address and password do not belong together.', path: [], retryable: false });
    expect(unknown).toEqual(wrong);
    expect(nonsense).toEqual(wrong);
  });

  it('takes its time for an unknown account too', async () => {
    const { email } = await newAccount(harness);
    const median = async (address: string) => {
      const times: number[] = [];
      for (let attempt = 0; attempt < 7; attempt += 1) {
        const started = performance.now();
        await login(harness, address, 'not the password');
        times.push(performance.now() - started);
      }
      return times.toSorted((left, right) => left - right)[3] ?? 0;
    };
    const [known, unknown] = [await median(email), await median(newEmail())];
    // Without the hash an unknown account would be answered several times faster.
    expect(unknown).toBeGreaterThan(known / 2);
  });

  it('is throttled for the account, known or not, from wherever the guesses come', async () => {
    const { email } = await newAccount(harness);
    for (const address of [email, newEmail()]) {
      const answers = await Promise.all(Array.from({ length: 12 }, () => login(harness, address, 'not the password')));
      const refused = answers.filter((answer) => answer.kind === 'TooManyAttempts');
      expect(refused).toHaveLength(2);
      expect(refused[0]).toMatchObject({ code: 'TOO_MANY_ATTEMPTS', retryable: true, retryAfter: 900 });
    }
    // Not even the right password helps a stranger now.
    expect((await login(harness, email)).kind).toBe('TooManyAttempts');
    harness.deps.clock.advance(15 * MINUTE);
    expect((await login(harness, email)).kind).toBe('SessionCreateSuccess');
  });

  it('lets the owner in from a known network while strangers are locked out', async () => {
    const { email, viewer } = await newAccount(harness);
    for (let attempt = 0; attempt < 11; attempt += 1) await login(harness, email, 'not the password');
    expect((await login(harness, email)).kind).toBe('TooManyAttempts');
    expect((await login(harness, email, undefined, guest({ clientAddress: viewer.clientAddress }))).kind).toBe('SessionCreateSuccess');
  });

  it('is throttled for the network, and a success gives its attempt back', async () => {
    const client = guest({ clientAddress: newAddress() });
    const { email } = await newAccount(harness);
    for (let attempt = 0; attempt < 3; attempt += 1) expect((await login(harness, email, undefined, client)).kind).toBe('SessionCreateSuccess');
    for (let attempt = 0; attempt < 100; attempt += 1) expect((await login(harness, newEmail(), 'x', client)).kind).toBe('CredentialsInvalid');
    expect((await login(harness, newEmail(), 'x', client)).kind).toBe('TooManyAttempts');
    expect((await login(harness, email, undefined, guest({ clientAddress: newAddress() }))).kind).toBe('SessionCreateSuccess');
  });

  it('forgets earlier failures of the account after a success', async () => {
    const { email } = await newAccount(harness);
    for (let round = 0; round < 2; round += 1) {
      for (let attempt = 0; attempt < 9; attempt += 1) await login(harness, email, 'not the password');
      expect((await login(harness, email)).kind).toBe('SessionCreateSuccess');
    }
  });
});

describe('refresh (IDN-02)', () => {
  it('rotates: the same session, another pair, only hashes at rest', async () => {
    const account = await newAccount(harness);
    harness.deps.clock.advance(DAY);
    const first = await refresh(account);
    expect(first).toMatchObject({ kind: 'SessionRefreshSuccess', sessionId: encodeId('Session', account.viewer.sessionId) });
    expect(first.tokens.refreshToken).not.toBe(account.refreshToken);
    expect(new Date(first.tokens.refreshTokenExpiresAt).getTime() - harness.deps.clock.now().getTime()).toBe(30 * DAY);
    harness.deps.clock.advance(REFRESH_GRACE_MS + 1);
    expect((await refresh(account, first.tokens.refreshToken)).kind).toBe('SessionRefreshSuccess');
    const rows = JSON.stringify(await harness.deps.db.reader.select().from(refreshTokens));
    expect(rows).not.toContain(first.tokens.refreshToken);
  });

  it('ends the whole family when a used token comes again, and tells the owner', async () => {
    const account = await newAccount(harness);
    const next = await refresh(account);
    harness.deps.clock.advance(REFRESH_GRACE_MS + 1);
    expect(await refresh(account)).toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
    expect(await refresh(account, next.tokens.refreshToken)).toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
    expect(await sessionsOf(account)).toEqual([]);
    expect((await lastMail(harness, account.email)).subject).toBe('A Marketgraph session was ended for your safety');
  });

  it('other sessions of the account survive a theft', async () => {
    const account = await newAccount(harness);
    const other = await signIn(harness, account.email);
    await refresh(account);
    harness.deps.clock.advance(REFRESH_GRACE_MS + 1);
    await refresh(account);
    expect((await refresh(other)).kind).toBe('SessionRefreshSuccess');
  });

  it('two refreshes of one client at once both go on', async () => {
    const account = await newAccount(harness);
    const answers = await Promise.all([refresh(account), refresh(account)]);
    expect(answers.map((answer) => answer.kind)).toEqual(['SessionRefreshSuccess', 'SessionRefreshSuccess']);
    for (const answer of answers) expect((await refresh(account, answer.tokens.refreshToken)).kind).toBe('SessionRefreshSuccess');
  });

  it('three at once are one too many', async () => {
    const account = await newAccount(harness);
    const answers = await Promise.all([refresh(account), refresh(account), refresh(account)]);
    expect(answers.filter((answer) => answer.kind === 'RefreshTokenInvalid')).toHaveLength(1);
    expect(await sessionsOf(account)).toEqual([]);
  });

  it('the grace is for the same client alone', async () => {
    for (const device of [{ userAgent: 'another client' }, { clientAddress: newAddress() }]) {
      const account = await newAccount(harness);
      await refresh(account);
      expect(await refresh(account, account.refreshToken, device)).toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
      expect(await sessionsOf(account)).toEqual([]);
    }
  });

  it('refuses what is no token, and a session that was not used for a month', async () => {
    const account = await newAccount(harness);
    expect(await refresh(account, 'nonsense')).toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
    harness.deps.clock.advance(30 * DAY);
    expect(await refresh(account)).toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
  });

  it('ends after half a year however much it is used', async () => {
    const account = await newAccount(harness);
    let token = account.refreshToken;
    for (let month = 0; month < 6; month += 1) {
      harness.deps.clock.advance(29 * DAY);
      const answer = await refresh(account, token);
      expect(answer.kind).toBe('SessionRefreshSuccess');
      token = answer.tokens.refreshToken;
    }
    harness.deps.clock.advance(6 * DAY + SECOND);
    expect(await refresh(account, token)).toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
  });
});

describe('my sessions (IDN-02)', () => {
  const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0';

  it('are listed with device and place, newest first, page by page', async () => {
    const account = await newAccount(harness);
    harness.deps.clock.advance(SECOND);
    await signIn(harness, account.email, { clientAddress: '203.0.113.77', userAgent: FIREFOX });
    harness.deps.clock.advance(SECOND);
    await signIn(harness, account.email, { clientAddress: '2001:db8:1:2::9', userAgent: 'Dart/3.5 (dart:io) Android' });
    const listed = await sessionsOf(account);
    expect(listed.map(({ device, place, current }) => ({ ...device, place, current }))).toEqual([
      { name: 'Flutter app on Android', kind: 'APP', place: '2001:db8:1::/48', current: false },
      { name: 'Firefox on Linux', kind: 'BROWSER', place: '203.0.113.0/24', current: false },
      { name: 'Unknown device', kind: 'OTHER', place: expect.stringMatching(/\.0\/24$/) as string, current: true },
    ]);
    const page = async (after: string | null) =>
      (await harness.client.as(account.viewer).query<{ sessions: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }>(
        'query ($after: String) { sessions(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }', { after },
      )).sessions;
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual(listed.map(({ id }) => id));
  });

  it('one of them, all others, or all can be ended; ended ones refresh no more', async () => {
    const account = await newAccount(harness);
    const [one, two, three] = [await signIn(harness, account.email), await signIn(harness, account.email), await signIn(harness, account.email)];
    const mutate = <Data>(text: string, variables = {}) => harness.client.as(account.viewer).mutate<Data>(text, variables);
    const END = 'mutation ($id: ID!) { sessionEnd(input: { id: $id }) { kind: __typename ... on UserError { code path } ... on SessionEndSuccess { sessionId } } }';
    const id = encodeId('Session', one.viewer.sessionId);
    expect(await mutate(END, { id })).toEqual({ sessionEnd: { kind: 'SessionEndSuccess', sessionId: id } });
    expect(await mutate(END, { id })).toEqual({ sessionEnd: { kind: 'NotFound', code: 'NOT_FOUND', path: ['id'] } });
    expect(await refresh(one)).toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
    expect((await refresh(two)).kind).toBe('SessionRefreshSuccess');

    expect(await mutate('mutation { sessionEndOthers { ... on SessionEndOthersSuccess { endedSessions } } }')).toEqual({ sessionEndOthers: { endedSessions: 2 } });
    expect(await refresh(three)).toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
    expect((await sessionsOf(account)).map(({ current }) => current)).toEqual([true]);

    expect(await mutate('mutation { sessionEndAll { ... on SessionEndAllSuccess { endedSessions } } }')).toEqual({ sessionEndAll: { endedSessions: 1 } });
    expect(await refresh(account)).toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
  });

  it('are nobody else\'s', async () => {
    const account = await newAccount(harness);
    const stranger = await newAccount(harness);
    const id = encodeId('Session', account.viewer.sessionId);
    const END = 'mutation ($id: ID!) { sessionEnd(input: { id: $id }) { kind: __typename } }';
    expect(await harness.client.as(stranger.viewer).mutate(END, { id })).toEqual({ sessionEnd: { kind: 'NotFound' } });
    expect((await refresh(account)).kind).toBe('SessionRefreshSuccess');
    expect((await sessionsOf(stranger)).map((session) => session.id)).not.toContain(id);
    expect((await harness.client.as(guest()).errors(END, { id }))[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    expect((await harness.client.as(guest()).errors(SESSIONS))[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    expect((await harness.client.as(buyer()).errors(END, { id: encodeId('User', account.userId) }))[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });
});
