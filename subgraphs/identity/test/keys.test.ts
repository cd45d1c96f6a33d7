import { DAY, MINUTE } from '@marketgraph/kernel';
import { guest, service } from '@marketgraph/testing';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureSigningKey, rotateSigningKeys } from '../src/keys/rotate-signing-keys.ts';
import { signingKeys } from '../src/keys/signing-key.tables.ts';
import { rotateWhenDue } from '../src/sweepers.ts';
import { login, newAccount, startIdentity, type Harness } from './support/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startIdentity();
});
afterAll(() => harness.stop());
beforeEach(async () => {
  await harness.deps.db.transaction((tx) => tx.delete(signingKeys));
});

async function keySet(): Promise<JSONWebKeySet> {
  const route = harness.subgraph.routes.find(({ path }) => path === '/.well-known/jwks.json');
  const answer = await route?.handle({ headers: {}, rawBody: Buffer.alloc(0), query: new URLSearchParams() });
  expect(answer?.headers?.['content-type']).toBe('application/json');
  return JSON.parse(String(answer?.body)) as JSONWebKeySet;
}

async function verifies(token: string, keys: JSONWebKeySet): Promise<boolean> {
  return jwtVerify(token, createLocalJWKSet(keys), { currentDate: harness.deps.clock.now() }).then(() => true, () => false);
}

const kids = async () => (await keySet()).keys.map(({ kid }) => kid);

describe('signing keys (IDN-02)', () => {
  it('one is made by the first who needs it, even if many do at once', async () => {
    await Promise.all([ensureSigningKey(harness.deps), ensureSigningKey(harness.deps), ensureSigningKey(harness.deps)]);
    expect(await kids()).toHaveLength(1);
  });

  it('are published without their private half, which lies sealed in the database', async () => {
    await ensureSigningKey(harness.deps);
    const [key] = (await keySet()).keys;
    expect(Object.keys(key ?? {}).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    const [row] = await harness.deps.db.reader.select().from(signingKeys);
    expect(row?.privateJwkSealed).toMatch(/^v1\.[A-Za-z0-9_-]+$/);
  });

  it('rotate without logging anyone out: tokens of both keys verify all the way', async () => {
    const { email } = await newAccount(harness);
    const before = await login(harness, email);
    const cached = await keySet();
    const { kid, signsFrom } = await rotateSigningKeys(harness.deps);
    expect(signsFrom.getTime() - harness.deps.clock.now().getTime()).toBe(10 * MINUTE);
    expect(await kids()).toContain(kid);
    expect(await verifies(before.tokens.accessToken, await keySet())).toBe(true);

    // Still the old key: nobody who cached the set five minutes ago is surprised.
    harness.deps.clock.advance(4 * MINUTE);
    expect(await verifies((await login(harness, email)).tokens.accessToken, cached)).toBe(true);
    harness.deps.clock.advance(6 * MINUTE - 1);
    const last = await login(harness, email);
    harness.deps.clock.advance(1);
    const first = await login(harness, email);
    expect([await verifies(first.tokens.accessToken, cached), await verifies(first.tokens.accessToken, await keySet())]).toEqual([false, true]);
    harness.deps.clock.advance(4 * MINUTE);
    expect(await verifies(last.tokens.accessToken, await keySet())).toBe(true);
    harness.deps.clock.advance(2 * MINUTE);
    expect(await kids()).toEqual([kid]);
  });

  it('a leaked one is gone at once', async () => {
    const { email } = await newAccount(harness);
    const leaked = await login(harness, email);
    await rotateSigningKeys(harness.deps);
    const { kid } = await rotateSigningKeys(harness.deps, { immediately: true });
    expect(await kids()).toEqual([kid]);
    expect(await verifies(leaked.tokens.accessToken, await keySet())).toBe(false);
    expect(await verifies((await login(harness, email)).tokens.accessToken, await keySet())).toBe(true);
    harness.deps.clock.advance(DAY);
    expect(await verifies((await login(harness, email)).tokens.accessToken, await keySet())).toBe(true);
  });

  it('rotate by themselves after a month, and the old one is removed', async () => {
    await ensureSigningKey(harness.deps);
    const [old] = await kids();
    expect(await rotateWhenDue(harness.deps, harness.deps.clock.now())).toBe(0);
    harness.deps.clock.advance(30 * DAY);
    expect(await rotateWhenDue(harness.deps, harness.deps.clock.now())).toBe(1);
    expect(await kids()).toHaveLength(2);
    harness.deps.clock.advance(DAY);
    expect(await rotateWhenDue(harness.deps, harness.deps.clock.now())).toBe(1);
    expect(await kids()).not.toContain(old);
    expect(await harness.deps.db.reader.select().from(signingKeys)).toHaveLength(1);
  });

  it('are given to the router as text, and to no client', async () => {
    await ensureSigningKey(harness.deps);
    const { internalJwks } = await harness.client.as(service('router')).query<{ internalJwks: string }>('{ internalJwks }');
    expect(JSON.parse(internalJwks)).toEqual(await keySet());
    for (const viewer of [guest(), service('catalog')]) {
      expect((await harness.client.as(viewer).errors('{ internalJwks }'))[0]?.extensions?.['code']).toMatch(/FORBIDDEN|UNAUTHENTICATED/);
    }
  });
});
