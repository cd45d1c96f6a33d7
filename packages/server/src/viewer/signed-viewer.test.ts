import type { ServiceName, Viewer } from '@marketgraph/contracts';
import { asId, createFakeClock, SECOND } from '@marketgraph/kernel';
import { buyer, guest, service, vendorMember } from '@marketgraph/testing';
import { base64url, importJWK, SignJWT, type JWK } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { generateServiceKeys } from './service-keys.ts';
import { InvalidViewerToken } from './signed-viewer.types.ts';
import { createViewerSigner } from './viewer-signer.ts';
import { createViewerVerifier } from './viewer-verifier.ts';

const clock = createFakeClock();
const vendorId = asId('Vendor', '018f0000-0000-7000-8000-000000000001');
let keys: Record<'router' | 'catalog' | 'commerce' | 'stranger', { privateJwk: JWK; publicJwk: JWK }>;

beforeAll(async () => {
  keys = {
    router: await generateServiceKeys(),
    catalog: await generateServiceKeys(),
    commerce: await generateServiceKeys(),
    stranger: await generateServiceKeys(),
  };
});

const sign = (viewer: Viewer, issuer: ServiceName = 'router', by: keyof typeof keys = 'router') =>
  createViewerSigner({ issuer, privateJwk: keys[by].privateJwk, clock })(viewer, ['catalog', 'social']);
const verifier = () =>
  createViewerVerifier({ audience: 'catalog', trustedJwks: { router: keys.router.publicJwk, commerce: keys.commerce.publicJwk }, clock });

describe('the viewer arrives as it was', () => {
  test.each<[string, Viewer]>([
    ['a guest', guest({ locale: 'de-CH', userAgent: 'curl' })],
    ['a user', buyer({ operatorRole: 'SUPPORT', emailVerified: false })],
    ['a member of a team', vendorMember(vendorId, ['manage_orders'])],
    ['the router itself', service('router')],
  ])('%s, signed by the router', async (_case, viewer) => {
    expect(await verifier()(await sign(viewer))).toEqual(viewer);
  });

  test('a subgraph, signed by itself', async () => {
    const viewer = service('commerce');
    expect(await verifier()(await sign(viewer, 'commerce', 'commerce'))).toEqual(viewer);
  });

  test('again, while it is fresh, from memory', async () => {
    const verify = verifier();
    const token = await sign(guest());
    expect(await verify(token)).toBe(await verify(token));
  });
});

describe('a token is refused', () => {
  const refused = async (token: string): Promise<void> => {
    await expect(verifier()(token)).rejects.toThrow(InvalidViewerToken);
  };

  test('after 30 seconds, even when it was known', async () => {
    const verify = verifier();
    const token = await sign(guest());
    await verify(token);
    clock.advance(29 * SECOND);
    await verify(token);
    clock.advance(7 * SECOND);
    await expect(verify(token)).rejects.toThrow(InvalidViewerToken);
    await refused(token);
  });

  test('of another audience', async () => {
    const token = await createViewerSigner({ issuer: 'router', privateJwk: keys.router.privateJwk, clock })(guest(), ['social']);
    await refused(token);
  });

  test('signed with another key', async () => refused(await sign(guest(), 'router', 'stranger')));
  test("signed by a subgraph in the router's name", async () => refused(await sign(guest(), 'router', 'commerce')));
  test('of a subgraph that is not listed', async () => refused(await sign(service('catalog'), 'catalog', 'catalog')));
  test('of a subgraph that speaks for a user', async () => refused(await sign(buyer(), 'commerce', 'commerce')));
  test('of a subgraph that speaks for another', async () => refused(await sign(service('social'), 'commerce', 'commerce')));
  test('of the router that speaks for a subgraph', async () => refused(await sign(service('commerce'))));

  test('tampered with', async () => {
    const [header, payload, signature] = (await sign(buyer())).split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as { viewer: { operatorRole: string } };
    claims.viewer.operatorRole = 'ADMIN';
    await refused([header, base64url.encode(JSON.stringify(claims)), signature].join('.'));
    await refused([header, payload, signature?.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))].join('.'));
  });

  test('not signed at all', async () => {
    const [, payload] = (await sign(guest())).split('.');
    await refused([base64url.encode(JSON.stringify({ alg: 'none' })), payload, ''].join('.'));
  });

  test.each(['', 'x', 'a.b.c', '..', '{}'])('that is none: "%s"', async (token) => refused(token));

  const signed = async (claims: Record<string, unknown>, seconds = 30): Promise<string> => {
    const now = Math.floor(clock.now().getTime() / 1_000);
    const jwt = new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA' }).setIssuer('router').setAudience('catalog').setIssuedAt(now).setJti('t');
    return jwt.setExpirationTime(now + seconds).sign(await importJWK(keys.router.privateJwk, 'EdDSA'));
  };
  test('without a viewer', async () => refused(await signed({})));
  test('with half a viewer', async () => refused(await signed({ viewer: { kind: 'user', locale: 'en', clientAddress: '', userAgent: '' } })));
  test('that would live longer than 30 seconds', async () => {
    const { kind, locale, clientAddress, userAgent } = guest();
    const token = await signed({ viewer: { kind, locale, clientAddress, userAgent } }, 3_600);
    clock.advance(36 * SECOND);
    await refused(token);
  });
});
