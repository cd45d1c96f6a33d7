import { lookup } from 'node:dns/promises';
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
  resolve: async (hostname) => {
    if (isIP(hostname) !== 0) return [hostname];
    const found = await lookup(hostname, { all: true, verbatim: true });
    return found.map(({ address }) => address);
  },
  allows: (address, port) => WEB_PORTS.includes(port) && isPublicAddress(address),
};
