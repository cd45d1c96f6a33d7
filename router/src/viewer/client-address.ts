import { BlockList, isIP } from 'node:net';

/** Finds out who is at the other end of a request. */
export type ClientAddress = (socketAddress: string | undefined, forwardedFor: string | undefined) => string;

/**
 * `x-forwarded-for` is what proxies wrote, and before them anybody: it is read from its end, and only as far as the
 * addresses are those of trusted proxies (single ones or CIDR ranges). Believing more lets clients choose their address.
 */
export function createClientAddress(trustedProxies: readonly string[]): ClientAddress {
  const trusted = new BlockList();
  for (const entry of trustedProxies) {
    const [address = '', prefix] = entry.split('/');
    const family = familyOf(address);
    if (family === undefined) throw new Error(`not an address or a range: ${entry}`);
    if (prefix === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(prefix), family);
  }

  function isTrusted(address: string): boolean {
    const family = familyOf(address);
    return family !== undefined && trusted.check(address, family);
  }

  return (socketAddress, forwardedFor) => {
    let client = plain(socketAddress ?? '');
    const hops = forwardedFor === undefined ? [] : forwardedFor.split(',').map((hop) => plain(hop.trim()));
    while (isTrusted(client) && hops.length > 0) {
      const hop = hops.pop() ?? '';
      if (isIP(hop) === 0) break;
      client = hop;
    }
    return client;
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6';
}

/** A server that listens on `::` sees IPv4 clients as `::ffff:192.0.2.1`. */
function plain(address: string): string {
  return address.toLowerCase().startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}
