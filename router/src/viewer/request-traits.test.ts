import { describe, expect, it } from 'vitest';
import { createClientAddress } from './client-address.ts';
import { localeOf } from './locale.ts';
import { traceIdOf } from './trace.ts';

describe('client address (PLT-05)', () => {
  const none = createClientAddress([]);
  const behind = createClientAddress(['10.0.0.0/8', '192.0.2.7', 'fd00::/8']);

  it('believes nobody unless told', () => {
    expect(none('198.51.100.1', '203.0.113.9')).toBe('198.51.100.1');
  });

  it.each([
    ['10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['10.0.0.1', '1.1.1.1, 203.0.113.9', '203.0.113.9'],
    ['10.0.0.1', '203.0.113.9, 192.0.2.7, 10.9.9.9', '203.0.113.9'],
    ['::ffff:10.0.0.1', '::ffff:203.0.113.9', '203.0.113.9'],
    ['fd00::1', '2001:db8::5', '2001:db8::5'],
    ['198.51.100.1', '203.0.113.9', '198.51.100.1'],
    ['10.0.0.1', 'nonsense', '10.0.0.1'],
    ['10.0.0.1', undefined, '10.0.0.1'],
  ])('socket %s, forwarded for %s: %s', (socket, forwarded, expected) => {
    expect(behind(socket, forwarded)).toBe(expected);
  });

  it('refuses a setting that is no address', () => {
    expect(() => createClientAddress(['everybody'])).toThrow('not an address');
  });
});

describe('locale', () => {
  it.each([
    [undefined, 'en'],
    ['de-CH', 'de-CH'],
    ['fr;q=0.5, de-ch;q=0.9, *;q=0.1', 'de-CH'],
    ['*', 'en'],
    ['xx-invalid-tag-of-more-than-eight, pt', 'pt'],
    ['en;q=0, it', 'it'],
    ['a'.repeat(500), 'en'],
    [';;;,,,=', 'en'],
  ])('of %s is %s', (header, expected) => {
    expect(localeOf(header)).toBe(expected);
  });
});

describe('trace id', () => {
  const id = '4bf92f3577b34da6a3ce929d0e0e4736';

  it('is that of a valid traceparent', () => {
    expect(traceIdOf(`00-${id}-00f067aa0ba902b7-01`)).toBe(id);
  });

  it.each([undefined, '', 'garbage', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, `00-${id}-${'0'.repeat(16)}-01`, `00-${id.toUpperCase()}-00f067aa0ba902b7-01`])('is random for %s', (header) => {
    expect(traceIdOf(header)).toMatch(/^[0-9a-f]{32}$/);
    expect(traceIdOf(header)).not.toBe(traceIdOf(header));
  });
});
