import { describe, expect, it } from 'vitest';
import { marketplaceEnvironment } from './environment.ts';
import { createSecrets } from './secrets.ts';

const secrets = await createSecrets();

describe('the environment of both forms', () => {
  it('lets apps on other ports of this machine in, but not in production', () => {
    expect(marketplaceEnvironment({}, {}, secrets)['CORS_ORIGINS']).toBe('http://localhost:*,http://127.0.0.1:*');
    expect(marketplaceEnvironment({ NODE_ENV: 'production' }, {}, secrets)['CORS_ORIGINS']).toBeUndefined();
  });

  it('is what was set, where something was', () => {
    const set = { CORS_ORIGINS: 'https://shop.example', RATE_LIMIT: '0', ADDRESS_LIMIT_FACTOR: '1' };
    expect(marketplaceEnvironment(set, {}, secrets)).toMatchObject(set);
  });
});
