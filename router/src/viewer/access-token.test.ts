import { asId, createFakeClock, SECOND } from '@marketgraph/kernel';
import { exportJWK, generateKeyPair, SignJWT, type JSONWebKeySet } from 'jose';
import { describe, expect, it } from 'vitest';
import { SubgraphUnavailable } from '../errors/subgraph-errors.ts';
import { createAccessTokenVerifier } from './access-token.ts';

const user = '01890000-0000-7000-8000-000000000001';
const session = '01890000-0000-7000-8000-000000000002';

async function setUp() {
  const clock = createFakeClock();
  let published: JSONWebKeySet = { keys: [] };
  let questions = 0;
  let isAway = false;
  const identity = {
    jwks: async () => {
      questions += 1;
      if (isAway) throw new SubgraphUnavailable('identity');
      return published;
    },
  };
  const newKey = async (kid: string, alg = 'EdDSA') => {
    const { privateKey, publicKey } = await generateKeyPair(alg, alg === 'EdDSA' ? { crv: 'Ed25519' } : {});
    return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg } };
  };
  const sign = (key: Awaited<ReturnType<typeof newKey>>, claims: Record<string, unknown> = {}, lifetime = 300) => {
    const now = Math.floor(clock.now().getTime() / 1_000);
    return new SignJWT({ sub: user, sid: session, exp: now + lifetime, iat: now, ...claims }).setProtectedHeader({ alg: key.alg, kid: key.kid }).sign(key.privateKey);
  };
  return {
    clock,
    newKey,
    sign,
    publish: (...keys: { jwk: object }[]) => {
      published = { keys: keys.map(({ jwk }) => jwk) } as JSONWebKeySet;
    },
    setAway: (value: boolean) => {
      isAway = value;
    },
    questions: () => questions,
    verify: createAccessTokenVerifier(identity, clock),
  };
}

describe('access token (IDN-02)', () => {
  it('proves user and session until it expires', async () => {
    const { clock, newKey, publish, sign, verify } = await setUp();
    const key = await newKey('a');
    publish(key);
    const token = await sign(key);
    expect(await verify(token)).toEqual({ userId: asId('User', user), sessionId: asId('Session', session) });
    clock.advance(306 * SECOND);
    expect(await verify(token)).toBeNull();
  });

  it('proves nothing with another key, another algorithm, without a session, or as no token', async () => {
    const { newKey, publish, sign, verify } = await setUp();
    const key = await newKey('a');
    const forged = await newKey('a');
    const other = await newKey('b', 'ES256');
    publish(key, other);
    expect(await verify(await sign(forged))).toBeNull();
    expect(await verify(await sign(other))).toBeNull();
    expect(await verify(await sign(key, { sid: 'x' }))).toBeNull();
    expect(await verify(await sign(key, { exp: undefined }))).toBeNull();
    expect(await verify('a.b.c')).toBeNull();
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ sub: user, sid: session, exp: 9e9 })).toString('base64url')}.`;
    expect(await verify(unsigned)).toBeNull();
  });

  it('asks for keys once, and again for an unknown key id', async () => {
    const { clock, newKey, publish, questions, sign, verify } = await setUp();
    const [first, second] = [await newKey('a'), await newKey('b')];
    publish(first);
    await verify(await sign(first));
    await verify(await sign(first));
    expect(questions()).toBe(1);
    publish(first, second);
    clock.advance(10 * SECOND);
    expect(await verify(await sign(second))).not.toBeNull();
    expect(questions()).toBe(2);
  });

  it('does not let invented key ids become questions', async () => {
    const { newKey, publish, questions, sign, verify } = await setUp();
    const key = await newKey('a');
    publish(key);
    await verify(await sign(key));
    for (let number = 0; number < 20; number += 1) expect(await verify(await sign(await newKey(`invented-${number}`)))).toBeNull();
    expect(questions()).toBe(1);
  });

  it('goes on with the keys it has while identity is away, and says so where it has none', async () => {
    const { clock, newKey, publish, setAway, sign, verify } = await setUp();
    const key = await newKey('a');
    publish(key);
    setAway(true);
    await expect(verify(await sign(key))).rejects.toThrow(SubgraphUnavailable);
    setAway(false);
    expect(await verify(await sign(key))).not.toBeNull();
    setAway(true);
    clock.advance(600 * SECOND);
    expect(await verify(await sign(key))).not.toBeNull();
  });
});
