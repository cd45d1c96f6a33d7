import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from './address.rules.ts';
import { publicInternet } from './image-network.ts';

describe('addresses', () => {
  it.each(['8.8.8.8', '1.1.1.1', '93.184.216.34', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450:4001::1'])('%s is on the public internet', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.8', '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.51.100.1',
    '203.0.113.9', '224.0.0.1', '240.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1', 'fc00::1', 'fd12:3456::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::7f00:1', '64:ff9b::a00:1',
    '2001::1', '2001:db8::1', '2002:7f00:1::', '100::1', '3fff::1', '', 'localhost', '1.2.3', '08.8.8.8', '8.8.8.8:80', 'fe80::1%eth0',
  ])('%j is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('of a private network are never public', () => {
    const octet = fc.nat(255);
    fc.assert(
      fc.property(fc.constantFrom('10.', '127.', '0.', '192.168.', '169.254.'), octet, octet, octet, (net, a, b, c) => {
        const tail = [a, b, c].slice(0, 4 - net.split('.').length + 1);
        expect(isPublicAddress(net + tail.join('.'))).toBe(false);
      }),
    );
  });
});

describe('the public internet', () => {
  it('is spoken to on the ports of the web alone', () => {
    expect([80, 443, 22, 25, 5432, 6379, 8080].map((port) => publicInternet.allows('8.8.8.8', port))).toEqual([true, true, false, false, false, false, false]);
    expect(publicInternet.allows('169.254.169.254', 80)).toBe(false);
  });

  it('needs nobody to resolve what is an address already', async () => {
    expect([await publicInternet.resolve('127.0.0.1'), await publicInternet.resolve('::1')]).toEqual([['127.0.0.1'], ['::1']]);
  });
});
