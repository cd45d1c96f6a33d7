import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPublicAddress } from './address.rules.ts';

/** How pictures are reached. Not a setting: only whoever composes the program can give another one. */
export interface ImageNetwork {
  /** All addresses of a name. Rejects for a name that has none. */
  resolve(hostname: string): Promise<readonly string[]>;
  /** Whether that address and port may be spoken to. Asked of every address, and of the one behind every redirect. */
  allows(address: string, port: number): boolean;
}

const WEB_PORTS = [80, 443];

/** The public internet, and of it web servers: vendors name addresses, and they must not lead to anything of ours. */
export const publicInternet: ImageNetwork = {
  resolve: async (hostname) => (isIP(hostname) === 0 ? askNameServers(hostname) : [hostname]),
  allows: (address, port) => WEB_PORTS.includes(port) && isPublicAddress(address),
};

/**
 * Asks name servers directly, both families at once. The system's own look-up would hold one of the process's four worker
 * threads for as long as it takes, which with a name server that does not answer leaves none for password hashing.
 */
async function askNameServers(hostname: string): Promise<string[]> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  const [four, six] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  const found = [four, six].flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  if (found.length === 0 && four.status === 'rejected') throw four.reason;
  return found;
}
