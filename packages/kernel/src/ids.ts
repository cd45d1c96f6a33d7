import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';
import { decodeBase32, encodeBase32 } from './base32.ts';

/** Subgraphs of the graph. The name is also that of the database, the folder and the event domain. */
export const SUBGRAPHS = ['identity', 'catalog', 'commerce', 'logistics', 'social', 'insights'] as const;
export type SubgraphName = (typeof SUBGRAPHS)[number];

/**
 * Every kind of object that has an id of its own: the prefix clients see and the subgraph that owns it.
 * An id is `<prefix>_` and 26 characters of Crockford base32 in the API, a `uuid` in the database.
 */
export const ID_KINDS = {
  User: { prefix: 'usr', owner: 'identity' },
  Session: { prefix: 'ses', owner: 'identity' },
  Address: { prefix: 'adr', owner: 'identity' },
  Vendor: { prefix: 'ven', owner: 'identity' },
  VendorMember: { prefix: 'mem', owner: 'identity' },
  VendorInvitation: { prefix: 'vin', owner: 'identity' },
  VendorRole: { prefix: 'rol', owner: 'identity' },
  Product: { prefix: 'prd', owner: 'catalog' },
  ProductVariant: { prefix: 'var', owner: 'catalog' },
  ProductImage: { prefix: 'img', owner: 'catalog' },
  Category: { prefix: 'cat', owner: 'catalog' },
  StockMovement: { prefix: 'mov', owner: 'catalog' },
  StockLevel: { prefix: 'stk', owner: 'catalog' },
  Warehouse: { prefix: 'whs', owner: 'catalog' },
  StockAlert: { prefix: 'alt', owner: 'catalog' },
  Reservation: { prefix: 'rsv', owner: 'catalog' },
  ProductImport: { prefix: 'imp', owner: 'catalog' },
  Cart: { prefix: 'crt', owner: 'commerce' },
  CartLine: { prefix: 'cln', owner: 'commerce' },
  Checkout: { prefix: 'chk', owner: 'commerce' },
  Order: { prefix: 'ord', owner: 'commerce' },
  VendorOrder: { prefix: 'vor', owner: 'commerce' },
  OrderItem: { prefix: 'itm', owner: 'commerce' },
  Payment: { prefix: 'pay', owner: 'commerce' },
  Refund: { prefix: 'rfd', owner: 'commerce' },
  LedgerEntry: { prefix: 'led', owner: 'commerce' },
  ShippingQuote: { prefix: 'sqt', owner: 'logistics' },
  Delivery: { prefix: 'dlv', owner: 'logistics' },
  Review: { prefix: 'rev', owner: 'social' },
  Notification: { prefix: 'ntf', owner: 'social' },
  Event: { prefix: 'evt', owner: 'identity' },
  Mail: { prefix: 'eml', owner: 'identity' },
} as const satisfies Record<string, { prefix: string; owner: SubgraphName }>;

export type IdKind = keyof typeof ID_KINDS;

declare const idKind: unique symbol;
/** A uuid in its canonical text form, branded with what it identifies. */
export type Id<Kind extends IdKind> = string & { readonly [idKind]: Kind };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What clients see: `prd_01j9…`. */
export function encodeId<Kind extends IdKind>(kind: Kind, id: Id<Kind>): string {
  return `${ID_KINDS[kind].prefix}_${encodeBase32(Buffer.from(id.replaceAll('-', ''), 'hex'))}`;
}

/** The inverse of {@link encodeId}; `undefined` for another prefix or anything that is not an id. */
export function decodeId<Kind extends IdKind>(kind: Kind, text: string): Id<Kind> | undefined {
  const prefix = `${ID_KINDS[kind].prefix}_`;
  if (!text.startsWith(prefix)) return undefined;
  const bytes = decodeBase32(text.slice(prefix.length));
  return bytes === undefined ? undefined : (formatUuid(bytes) as Id<Kind>);
}

/** For values that come from our own database or events, where the column says what they identify. */
export function asId<Kind extends IdKind>(_kind: Kind, uuid: string): Id<Kind> {
  if (!UUID.test(uuid)) throw new Error(`not a uuid: ${uuid}`);
  return uuid as Id<Kind>;
}

export interface IdGenerator {
  next<Kind extends IdKind>(kind: Kind): Id<Kind>;
}

/**
 * UUIDv7 (RFC 9562): 48 bits of milliseconds, then a 12-bit counter so that ids made by one process sort in the order
 * they were made, then randomness. Made in code because PostgreSQL 15, our floor, has no `uuidv7()`.
 */
export function createIdGenerator(clock: Clock, random: (size: number) => Buffer = randomBytes): IdGenerator {
  let lastTime = 0;
  let counter = 0;
  return {
    next: <Kind extends IdKind>(_kind: Kind): Id<Kind> => {
      const now = clock.now().getTime();
      if (now > lastTime) {
        lastTime = now;
        counter = 0;
      } else if (++counter > 0xfff) {
        lastTime += 1;
        counter = 0;
      }
      return formatUuid(uuidV7Bytes(lastTime, counter, random(8))) as Id<Kind>;
    },
  };
}

function uuidV7Bytes(time: number, counter: number, tail: Buffer): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(time, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  tail.copy(bytes, 8, 0, 8);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes;
}

function formatUuid(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
