import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashPassword, isOutdated, verifyPassword } from './password-hash.ts';
import { seal, unseal } from './seal.ts';
import { createSecrets } from './secrets.ts';
import { randomCode, randomToken, tokenHash } from './tokens.ts';

describe('password hash (IDN-01)', () => {
  it('is argon2id with 19 MiB and two passes, salted', async () => {
    const [first, second] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(first).not.toBe(second);
    expect(isOutdated(first)).toBe(false);
  });

  it('verifies the password and no other', async () => {
    const stored = await hashPassword('correct horse');
    expect(await verifyPassword('correct horse', stored)).toBe(true);
    expect(await verifyPassword('correct horsf', stored)).toBe(false);
  });

  it('takes a composed and a decomposed character for the same', async () => {
    expect(await verifyPassword('cafe\u0301-au-lait', await hashPassword('caf\u00e9-au-lait'))).toBe(true);
  });

  it('is false for nobody, and does the work all the same', async () => {
    expect(await verifyPassword('', undefined)).toBe(false);
    expect(await verifyPassword('anything', undefined)).toBe(false);
  });

  it('knows a hash of another cost', () => {
    expect(isOutdated('$argon2id$v=19$m=4096,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA')).toBe(true);
  });
});

describe('seal', () => {
  const key = randomBytes(32);

  it('opens with the same key and context alone', () => {
    const sealed = seal(key, 'private', 'kid-1');
    expect(unseal(key, sealed, 'kid-1')).toBe('private');
    expect(() => unseal(key, sealed, 'kid-2')).toThrow();
    expect(() => unseal(randomBytes(32), sealed, 'kid-1')).toThrow();
    expect(() => unseal(key, sealed.replace('v1.', 'v2.'), 'kid-1')).toThrow('version');
  });

  it('never gives the same text twice', () => {
    expect(seal(key, 'private', 'kid-1')).not.toBe(seal(key, 'private', 'kid-1'));
  });
});

describe('secrets', () => {
  it('derive another hash for each purpose and secret', () => {
    const one = createSecrets('a'.repeat(32));
    const two = createSecrets('b'.repeat(32));
    const hashes = [one.keyedHash('email-code', '123456'), one.keyedHash('throttle', '123456'), two.keyedHash('email-code', '123456')];
    expect(new Set(hashes).size).toBe(3);
    expect(one.keyedHash('email-code', '123456')).toBe(createSecrets('a'.repeat(32)).keyedHash('email-code', '123456'));
  });

  it('refuse a secret that can be guessed', () => {
    expect(() => createSecrets('short')).toThrow('32');
  });
});

describe('tokens', () => {
  it('carry 256 bits and are stored as another text', () => {
    const token = randomToken();
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(tokenHash(token)).not.toContain(token);
    expect(randomToken()).not.toBe(token);
  });

  it('codes always have six digits', () => {
    for (let index = 0; index < 200; index += 1) expect(randomCode()).toMatch(/^\d{6}$/);
  });
});
