import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';

interface Cost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. About 25 ms here. */
const COST: Cost = { memoryKib: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** argon2 1.3, the only version Node's implementation has. */
const VERSION = 19;

/** A PHC string, `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`: the cost travels with the hash and can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive(password, salt, COST, TAG_BYTES);
  return `$argon2id$v=${VERSION}$m=${COST.memoryKib},t=${COST.passes},p=${COST.parallelism}$${base64(salt)}$${base64(tag)}`;
}

/**
 * Takes as long without a hash as with one, and is then always false: the time of a login does not tell whether the
 * account exists.
 */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const parsed = parse(stored ?? NOBODY);
  if (parsed === undefined) throw new Error('a stored password hash is not an argon2id PHC string');
  const tag = await derive(password, parsed.salt, parsed.cost, parsed.tag.length);
  return timingSafeEqual(tag, parsed.tag) && stored !== undefined;
}

/** Whether the hash was made with another cost than today's, and should be made again at the next login. */
export function isOutdated(stored: string): boolean {
  const cost = parse(stored)?.cost;
  return cost === undefined || cost.memoryKib !== COST.memoryKib || cost.passes !== COST.passes || cost.parallelism !== COST.parallelism;
}

/** No password has this hash: stands in where there is no account. */
const NOBODY = `$argon2id$v=${VERSION}$m=${COST.memoryKib},t=${COST.passes},p=${COST.parallelism}$${base64(Buffer.alloc(SALT_BYTES))}$${base64(Buffer.alloc(TAG_BYTES))}`;

const PHC = /^\$argon2id\$v=(\d+)\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

function parse(stored: string): { cost: Cost; salt: Buffer; tag: Buffer } | undefined {
  const match = PHC.exec(stored);
  if (match === null || Number(match[1]) !== VERSION) return undefined;
  return {
    cost: { memoryKib: Number(match[2]), passes: Number(match[3]), parallelism: Number(match[4]) },
    salt: Buffer.from(match[5] ?? '', 'base64'),
    tag: Buffer.from(match[6] ?? '', 'base64'),
  };
}

function derive(password: string, salt: Buffer, cost: Cost, tagLength: number): Promise<Buffer> {
  // The same characters typed on two keyboards may be composed differently: NFKC makes them one password.
  const message = Buffer.from(password.normalize('NFKC'));
  const parameters = { message, nonce: salt, parallelism: cost.parallelism, tagLength, memory: cost.memoryKib, passes: cost.passes };
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

/** PHC strings carry base64 without padding. */
function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
