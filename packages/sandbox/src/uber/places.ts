import { createHash } from 'node:crypto';
import { invalidParams, UberFailure } from './errors.ts';
import type { DetailedAddress, LatLng } from './objects.ts';

/** Beyond this the marketplace's orders are nobody's local delivery. */
const FARTHEST_KM = 32;

const CURRENCIES: Record<string, string> = {
  AU: 'AUD', BE: 'EUR', CA: 'CAD', CL: 'CLP', CR: 'USD', DE: 'EUR', ES: 'EUR', FR: 'EUR', GB: 'GBP', IE: 'EUR', IT: 'EUR', JP: 'JPY',
  KE: 'KES', MX: 'MXN', NL: 'EUR', NZ: 'NZD', PL: 'PLN', PT: 'EUR', SE: 'SEK', US: 'USD', ZA: 'ZAR',
};

export function currencyOf(country: string): string {
  return CURRENCIES[country.toUpperCase()] ?? 'USD';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** An address is a JSON document in a string; a plain line of text is taken too. */
export function parseAddress(text: string, field: string): DetailedAddress {
  if (text.trim() === '') throw invalidParams({ [field]: 'This field is required.' });
  if (!text.trimStart().startsWith('{')) return parsePlainAddress(text);
  let parsed: Record<string, unknown>;
  try {
    parsed = JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw invalidParams({ [field]: 'The address is not valid JSON.' });
  }
  const lines = Array.isArray(parsed.street_address) ? parsed.street_address.map(textOf) : [];
  const city = textOf(parsed.city);
  if (lines.length === 0 || city === '') throw invalidParams({ param_details: 'unable to resolve provided address through geocoding' });
  return { street_address_1: lines[0] ?? '', street_address_2: lines.slice(1).join(', '), city, state: textOf(parsed.state), zip_code: textOf(parsed.zip_code), country: textOf(parsed.country) || 'US' };
}

/** `425 Market St, San Francisco, CA 94105, US`, as far as it can be told apart. */
function parsePlainAddress(text: string): DetailedAddress {
  const parts = text.split(',').map((part) => part.trim());
  const country = /^[A-Z]{2}$/.test(parts.at(-1) ?? '') && parts.length > 3 ? (parts.pop() ?? 'US') : 'US';
  const [, state = '', zip = ''] = /^([A-Z]{2})?\s*([\w-]*)$/.exec(parts[2] ?? '') ?? [];
  return { street_address_1: parts[0] ?? '', street_address_2: '', city: parts[1] ?? '', state, zip_code: zip, country };
}

export function lineOf(address: DetailedAddress): string {
  const { street_address_1, street_address_2, city, state, zip_code, country } = address;
  return [street_address_1, street_address_2, city, `${state} ${zip_code}`.trim(), country].filter((part) => part !== '').join(', ');
}

/** Words in an address that make it refused. */
const MAGIC: readonly (readonly [RegExp, 'address_undeliverable' | 'address_undeliverable_limited_couriers' | 'unknown_location'])[] = [
  [/limited couriers/i, 'address_undeliverable_limited_couriers'],
  [/undeliverable/i, 'address_undeliverable'],
  [/unknown location/i, 'unknown_location'],
];

/** The point of an address: as given, else made up from its text, always the same, within a few kilometres of others in its country. */
export function locate(address: DetailedAddress, latitude: number | undefined, longitude: number | undefined): LatLng {
  const line = lineOf(address);
  const refused = MAGIC.find(([pattern]) => pattern.test(line));
  if (refused !== undefined) throw new UberFailure(refused[1]);
  if (latitude !== undefined && longitude !== undefined) return { lat: latitude, lng: longitude };
  const country = fractions(address.country.toUpperCase());
  const place = fractions(line.toLowerCase());
  return round({ lat: 25 + country[0] * 25 + (place[0] - 0.5) * 0.05, lng: -120 + country[1] * 100 + (place[1] - 0.5) * 0.05 });
}

function fractions(text: string): readonly [number, number] {
  const hash = createHash('sha256').update(text).digest();
  return [hash.readUInt32BE(0) / 2 ** 32, hash.readUInt32BE(4) / 2 ** 32];
}

export function round({ lat, lng }: LatLng): LatLng {
  return { lat: Math.round(lat * 1e6) / 1e6, lng: Math.round(lng * 1e6) / 1e6 };
}

/** Great circle. */
export function kilometres(from: LatLng, to: LatLng): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (a: number, b: number): number => Math.sin(radians(b - a) / 2) ** 2;
  const share = half(from.lat, to.lat) + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * half(from.lng, to.lng);
  return 2 * 6_371 * Math.asin(Math.sqrt(share));
}

export function checkDistance(from: LatLng, to: LatLng): void {
  if (kilometres(from, to) > FARTHEST_KM) throw new UberFailure('address_undeliverable');
}

/** A point on the straight line, `share` of the way along. */
export function between(from: LatLng, to: LatLng, share: number): LatLng {
  return round({ lat: from.lat + (to.lat - from.lat) * share, lng: from.lng + (to.lng - from.lng) * share });
}
