import { isIP } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import { readImageHeader, type ImageHeader } from './image-header.rules.ts';
import type { ImageNetwork } from './image-network.ts';

export interface DownloadedImage extends ImageHeader {
  readonly byteSize: number;
  readonly etag: string | null;
}

export type Download =
  | { readonly kind: 'done'; readonly image: DownloadedImage }
  /** `isFinal`: trying again would not help. `reason`: for the vendor. */
  | { readonly kind: 'failed'; readonly reason: string; readonly isFinal: boolean }
  /** We ended it ourselves: nothing is known. */
  | { readonly kind: 'stopped' };

export interface DownloadLimits {
  readonly stop?: AbortSignal;
  readonly maxBytes: number;
  /** For all of it together, redirects too. */
  readonly timeoutMs: number;
}

const LIMITS: DownloadLimits = { maxBytes: 10_000_000, timeoutMs: 10_000 };
const MOST_REDIRECTS = 3;
const LONGEST_ETAG = 200;

class Failed extends Error {
  readonly isFinal: boolean;

  constructor(reason: string, isFinal: boolean) {
    super(reason);
    this.isFinal = isFinal;
  }
}

/** Fetches a picture and looks at it. Never throws: what goes wrong out there is an answer. */
export async function downloadImage(network: ImageNetwork, address: string, options: Partial<DownloadLimits> = {}): Promise<Download> {
  const { stop, ...limits } = { ...LIMITS, ...options };
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const signal = stop === undefined ? timeout : AbortSignal.any([timeout, stop]);
  try {
    let url = address;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const answer = await fetchOnce(network, url, { signal, maxBytes: limits.maxBytes });
      if (answer.kind === 'image') return { kind: 'done', image: answer.image };
      url = answer.location;
    }
    throw new Failed(`It leads on to another address more than ${MOST_REDIRECTS} times.`, true);
  } catch (error) {
    if (stop?.aborted === true) return { kind: 'stopped' };
    if (error instanceof Failed) return { kind: 'failed', reason: error.message, isFinal: error.isFinal };
    const reason = signal.aborted ? `It did not come within ${limits.timeoutMs / 1_000} seconds.` : `The server could not be reached (${codeOf(error)}).`;
    return { kind: 'failed', reason, isFinal: false };
  }
}

interface FetchOptions {
  readonly signal: AbortSignal;
  readonly maxBytes: number;
}

type Answer = { readonly kind: 'image'; readonly image: DownloadedImage } | { readonly kind: 'redirect'; readonly location: string };

/**
 * One request to one address that has been checked. The connection goes to that very address, whatever the name means by
 * the time it is made: a name may change its mind between the check and the connection.
 */
async function fetchOnce(network: ImageNetwork, address: string, { signal, maxBytes }: FetchOptions): Promise<Answer> {
  const url = readAddress(address);
  const pinned = await pin(network, url, signal);
  const client = new Client(url.origin, {
    connect: { lookup: (_hostname, { all }, done) => (all === true ? done(null, [pinned]) : done(null, pinned.address, pinned.family)) },
    maxHeaderSize: 16_384,
    pipelining: 0,
  });
  try {
    const response = await client.request({
      method: 'GET',
      path: `${url.pathname}${url.search}`,
      headers: { accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif', 'accept-encoding': 'identity', 'user-agent': 'marketgraph-images/1' },
      signal,
    });
    const location = response.headers['location'];
    if (response.statusCode >= 300 && response.statusCode < 400 && typeof location === 'string') {
      if (!URL.canParse(location, url.href)) throw new Failed('It leads on to something that is no address.', true);
      return { kind: 'redirect', location: new URL(location, url).href };
    }
    if (response.statusCode !== 200) throw new Failed(`The server answered ${response.statusCode}.`, isFinalStatus(response.statusCode));
    return { kind: 'image', image: await look(response, maxBytes) };
  } finally {
    // Not closed in order: a body that was refused half-way is not read to its end.
    await client.destroy();
  }
}

function readAddress(text: string): URL {
  if (!URL.canParse(text)) throw new Failed('It is no address.', true);
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Failed('Only http and https addresses are fetched.', true);
  if (url.username !== '' || url.password !== '') throw new Failed('Addresses with a user name are not fetched.', true);
  return url;
}

/** All addresses of the name have to be allowed: one that is both public and private is after the private one. */
async function pin(network: ImageNetwork, url: URL, signal: AbortSignal): Promise<{ address: string; family: 4 | 6 }> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const addresses = await Promise.race([network.resolve(hostname), whenAborted(signal)]);
  const [address] = addresses;
  if (address === undefined || !addresses.every((candidate) => network.allows(candidate, port))) throw new Failed('The address is not one of the public web.', true);
  return { address, family: isIP(address) === 6 ? 6 : 4 };
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

async function look({ headers, body }: Dispatcher.ResponseData, maxBytes: number): Promise<DownloadedImage> {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw new Failed('The server packs the picture although it was asked not to.', true);
  const tooLarge = (): Failed => new Failed(`The picture is larger than ${maxBytes / 1_000_000} MB.`, true);
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const header = readImageHeader(Buffer.concat(chunks, size));
  if (header === undefined) throw new Failed('It is not a JPEG, PNG, GIF, WebP or AVIF picture.', true);
  const etag = headers['etag'];
  return { ...header, byteSize: size, etag: typeof etag === 'string' && etag.length <= LONGEST_ETAG ? etag : null };
}

/** The server knows the address and refuses it; everything else may be better tomorrow. */
function isFinalStatus(status: number): boolean {
  return status >= 400 && status < 500 && ![408, 425, 429].includes(status);
}

/** `ENOTFOUND` and the like; never a text that might tell about our own network. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no answer';
}
