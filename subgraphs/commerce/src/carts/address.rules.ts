import { fail, ok, type Result } from '@marketgraph/kernel';

/** As a label is printed; `line2`, `region` and `postalCode` may be empty. */
export interface AddressLines {
  readonly recipient: string;
  readonly phone: string;
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  readonly country: string;
}

const REQUIRED = ['recipient', 'phone', 'line1', 'city', 'country'] as const;
const LONGEST = 200;

export interface AddressMistake {
  readonly type: 'AddressMistake';
  readonly field: keyof AddressLines;
  readonly message: string;
}

/** Trims, and finds the first thing that no carrier could use. Whether the address exists is logistics' to say. */
export function checkAddress(address: AddressLines): Result<AddressLines, AddressMistake> {
  const trimmed = Object.fromEntries(Object.entries(address).map(([field, text]) => [field, String(text).trim()])) as unknown as AddressLines;
  const mistake = (field: keyof AddressLines, message: string) => fail<AddressMistake>({ type: 'AddressMistake', field, message });
  for (const [field, text] of Object.entries(trimmed)) {
    if (text.length > LONGEST) return mistake(field as keyof AddressLines, `At most ${LONGEST} characters.`);
  }
  for (const field of REQUIRED) if (trimmed[field] === '') return mistake(field, 'This is needed.');
  if (!/^[A-Z]{2}$/.test(trimmed.country)) return mistake('country', 'A country is two capital letters (ISO 3166-1 alpha-2).');
  if (!/^\+[1-9]\d{6,14}$/.test(trimmed.phone)) return mistake('phone', 'A phone number is written as +41791234567 (E.164).');
  return ok(trimmed);
}
