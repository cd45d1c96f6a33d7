import { CURRENCY_DIGITS, type CurrencyCode, type Id, type IdKind } from '@marketgraph/kernel';
import { z } from 'zod';

/** Ids travel as uuids, branded again where they arrive. */
export function idField<Kind extends IdKind>(_kind: Kind) {
  return z.uuid().transform((uuid) => uuid as Id<Kind>);
}

/** Minor units as text: JSON's numbers end at 2^53. Read with `BigInt(text)`. */
export const minorUnits = z.string().regex(/^-?\d+$/);
export const currency = z.enum(Object.keys(CURRENCY_DIGITS) as [CurrencyCode, ...CurrencyCode[]]);
export const count = z.number().int().nonnegative();
/** RFC 3339 in UTC. */
export const instant = z.iso.datetime();

/** As printed on a label. `region` and `postalCode` are empty where a country has none. */
export const postalAddress = z.object({
  recipient: z.string(),
  phone: z.string(),
  line1: z.string(),
  line2: z.string(),
  city: z.string(),
  region: z.string(),
  postalCode: z.string(),
  /** ISO 3166-1 alpha-2 */
  country: z.string().length(2),
});
export type PostalAddress = z.infer<typeof postalAddress>;
