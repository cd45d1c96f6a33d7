import { createHash } from 'node:crypto';
import type { PostalAddress } from '@marketgraph/contracts';
import type { QuotedFor } from './cart.tables.ts';

export interface QuotedLine {
  readonly vendorId: string;
  readonly variantId: string;
  readonly quantity: number;
}

/**
 * Fingerprints of what a shipping quote was asked for. A checkout with other goods or another address would otherwise
 * travel at a price that was made for something lighter, or nearer. Prices are left out: that one has changed is told
 * with the new total, which keeps the quotes.
 */
export function quotedFor(address: PostalAddress, lines: readonly QuotedLine[]): QuotedFor {
  const byVendor = Map.groupBy(lines, (line) => line.vendorId);
  return { address: addressFingerprint(address), vendors: Object.fromEntries([...byVendor].map(([vendorId, own]) => [vendorId, linesFingerprint(own)])) };
}

export function addressFingerprint(address: PostalAddress): string {
  // Who receives it and under which number changes no price.
  const { line1, line2, city, region, postalCode, country } = address;
  return fingerprint([line1, line2, city, region, postalCode, country].map((text) => text.toLowerCase()));
}

export function linesFingerprint(lines: readonly QuotedLine[]): string {
  return fingerprint(lines.map((line) => `${line.variantId} ${line.quantity}`).toSorted());
}

function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}
