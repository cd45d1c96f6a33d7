import { isIP } from 'node:net';

const UNKNOWN = 'unknown';
const LONGEST_PREFIX = 49;

/**
 * The network an address belongs to, `203.0.113.0/24` or `2001:db8:1::/48`: what a session shows as its place and what
 * is throttled. The entrance sends a prefix already; a whole address is cut down here, so that none is ever stored.
 */
export function addressPrefix(text: string): string {
  const address = text.trim().toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  const plain = mapped ?? address;
  if (isIP(plain) === 4) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  if (isIP(plain) === 6) return `${expand(plain).slice(0, 3).map(withoutZeros).join(':')}::/48`;
  const [network, bits, ...rest] = plain.split('/');
  const isPrefix = network !== undefined && isIP(network) > 0 && bits !== undefined && /^\d{1,3}$/.test(bits) && rest.length === 0;
  return isPrefix && plain.length <= LONGEST_PREFIX ? plain : UNKNOWN;
}

/** The eight groups, with what `::` stands for written out. */
function expand(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  if (tail === undefined) return left;
  const right = tail === '' ? [] : tail.split(':');
  return [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0'), ...right];
}

function withoutZeros(group: string): string {
  return group.replace(/^0+(?=.)/, '');
}
