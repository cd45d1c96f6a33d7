import { describe, expect, it } from 'vitest';
import { createCors } from './cors.ts';

describe('origins (PLT-05)', () => {
  it('are allowed as they are written', () => {
    const { allows } = createCors({ origins: ['https://shop.example'] });
    expect(allows('https://shop.example')).toBe(true);
    for (const stranger of ['http://shop.example', 'https://shop.example:8443', 'https://shop.example.test', 'null', '']) expect(allows(stranger), stranger).toBe(false);
  });

  it('with a star for a port are allowed on every port, and on no other host', () => {
    const { allows, headers } = createCors({ origins: ['http://localhost:*'] });
    for (const own of ['http://localhost:3000', 'http://localhost:5173', 'http://localhost']) expect(allows(own), own).toBe(true);
    const strangers = ['https://localhost:3000', 'http://localhost.example', 'http://localhost:3000.example', 'http://localhost:', 'http://localhost:3000@shop.example', 'http://localhosts:3000', 'http://my.localhost:3000'];
    for (const stranger of strangers) expect(allows(stranger), stranger).toBe(false);
    expect(headers({ origin: 'http://localhost:3000' })['access-control-allow-origin']).toBe('http://localhost:3000');
    expect(headers({ origin: 'http://localhost.example' })).toEqual({ vary: 'origin, accept' });
  });

  it('are none unless told, and all with a star', () => {
    expect(createCors({ origins: [] }).allows('http://localhost:3000')).toBe(false);
    expect(createCors({ origins: '*' }).headers({ origin: 'https://anywhere.example' })['access-control-allow-origin']).toBe('*');
  });
});
