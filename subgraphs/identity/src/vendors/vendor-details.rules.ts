import { fail, ok, type CurrencyCode, type Result } from '@marketgraph/kernel';
import { invalidInput, type InvalidInput } from '../errors.ts';
import { normaliseEmail } from '../accounts/email.rules.ts';
import { countryCode, e164, manyLines, oneLine, pictureUrl } from '../profile/profile.rules.ts';
import { isSlug } from './slug.rules.ts';
import type { BusinessType } from './vendor.tables.ts';
import { isMissing, type Optional } from '../optional.ts';

const NAME_MAXIMUM_LENGTH = 80;
const DESCRIPTION_MAXIMUM_LENGTH = 5_000;
const LINE_MAXIMUM_LENGTH = 200;
const POSTAL_CODE_MAXIMUM_LENGTH = 20;

/** What a store may say of itself. In an update what is left out stays; null clears what may be empty. */
export interface VendorDetailsInput {
  readonly name?: Optional<string>;
  readonly slug?: Optional<string>;
  readonly description?: Optional<string>;
  readonly businessType?: Optional<BusinessType>;
  readonly contactEmail?: Optional<string>;
  readonly contactPhone?: Optional<string>;
  readonly logoUrl?: Optional<string>;
  readonly bannerUrl?: Optional<string>;
  readonly pickupAddress?: Optional<PickupAddressInput>;
}

export interface PickupAddressInput {
  readonly recipient: string;
  readonly phone: string;
  readonly line1: string;
  readonly line2?: Optional<string>;
  readonly city: string;
  readonly region?: Optional<string>;
  readonly postalCode?: Optional<string>;
  readonly country: string;
}

export interface PickupAddress {
  readonly recipient: string;
  readonly phone: string;
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  readonly country: string;
}

/** Only the fields that change; `null` clears. */
export interface VendorDetails {
  readonly name?: string;
  readonly slug?: string;
  readonly description?: string;
  readonly businessType?: BusinessType;
  readonly contactEmail?: string | null;
  readonly contactPhone?: string | null;
  readonly logoUrl?: string | null;
  readonly bannerUrl?: string | null;
  readonly pickupAddress?: PickupAddress;
}

type Field = (input: VendorDetailsInput, country: string) => Result<VendorDetails, InvalidInput>;

const NOTHING = ok({});

/** One reader a field: null where the field must have a value is as good as left out. */
const FIELDS: readonly Field[] = [
  ({ name }) => {
    if (isMissing(name)) return NOTHING;
    const line = oneLine(name, NAME_MAXIMUM_LENGTH);
    return line === undefined ? fail(invalidInput(`A store's name has 1 to ${NAME_MAXIMUM_LENGTH} characters.`, 'name')) : ok({ name: line });
  },
  ({ slug }) => {
    if (isMissing(slug)) return NOTHING;
    return isSlug(slug) ? ok({ slug }) : fail(invalidInput('Small letters, digits and single hyphens, at most 60, and not a word of the site itself.', 'slug'));
  },
  ({ description }) => {
    if (isMissing(description)) return NOTHING;
    const text = manyLines(description);
    return [...text].length > DESCRIPTION_MAXIMUM_LENGTH
      ? fail(invalidInput(`At most ${DESCRIPTION_MAXIMUM_LENGTH} characters.`, 'description'))
      : ok({ description: text });
  },
  ({ businessType }) => (isMissing(businessType) ? NOTHING : ok({ businessType })),
  ({ contactEmail }) => {
    if (contactEmail === undefined) return NOTHING;
    const email = contactEmail === null ? null : normaliseEmail(contactEmail);
    return email === undefined ? fail(invalidInput('This is not an e-mail address.', 'contactEmail')) : ok({ contactEmail: email });
  },
  ({ contactPhone }, country) => {
    if (contactPhone === undefined) return NOTHING;
    if (contactPhone === null) return ok({ contactPhone });
    const phone = e164(contactPhone, country);
    return phone === undefined ? fail(invalidInput('This is not a telephone number.', 'contactPhone')) : ok({ contactPhone: phone });
  },
  ({ logoUrl }) => {
    if (logoUrl === undefined) return NOTHING;
    const url = logoUrl === null ? null : pictureUrl(logoUrl);
    return url === undefined ? fail(invalidInput('A picture has an https address.', 'logoUrl')) : ok({ logoUrl: url });
  },
  ({ bannerUrl }) => {
    if (bannerUrl === undefined) return NOTHING;
    const url = bannerUrl === null ? null : pictureUrl(bannerUrl);
    return url === undefined ? fail(invalidInput('A picture has an https address.', 'bannerUrl')) : ok({ bannerUrl: url });
  },
  ({ pickupAddress }) => {
    if (isMissing(pickupAddress)) return NOTHING;
    const address = decodePickupAddress(pickupAddress);
    return address.ok ? ok({ pickupAddress: address.value }) : address;
  },
];

/** `country`: of the vendor, for national telephone numbers. Answers the first mistake. */
export function decodeVendorDetails(input: VendorDetailsInput, country: string): Result<VendorDetails, InvalidInput> {
  let details: VendorDetails = {};
  for (const field of FIELDS) {
    const decoded = field(input, country);
    if (!decoded.ok) return decoded;
    details = { ...details, ...decoded.value };
  }
  return ok(details);
}

export interface NewVendorInput extends VendorDetailsInput {
  readonly name: string;
  readonly businessType: BusinessType;
  readonly country: string;
  readonly currency: CurrencyCode;
}

export interface NewVendor extends VendorDetails {
  readonly name: string;
  readonly businessType: BusinessType;
  readonly country: string;
  readonly currency: CurrencyCode;
}

export function decodeNewVendor(input: NewVendorInput): Result<NewVendor, InvalidInput> {
  const country = countryCode(input.country);
  if (country === undefined) return fail(invalidInput('This is not a country such as `UG`.', 'country'));
  const details = decodeVendorDetails(input, country);
  if (!details.ok) return details;
  const { name = '', businessType = input.businessType } = details.value;
  return ok({ ...details.value, name, businessType, country, currency: input.currency });
}

function decodePickupAddress(input: PickupAddressInput): Result<PickupAddress, InvalidInput> {
  const wrong = (message: string, field: string) => fail(invalidInput(message, 'pickupAddress', field));
  const country = countryCode(input.country);
  if (country === undefined) return wrong('This is not a country such as `UG`.', 'country');
  const phone = e164(input.phone, country);
  if (phone === undefined) return wrong('This is not a telephone number.', 'phone');
  const [recipient, line1, city] = [input.recipient, input.line1, input.city].map((line) => oneLine(line, LINE_MAXIMUM_LENGTH));
  if (recipient === undefined) return wrong('Who is to be asked for?', 'recipient');
  if (line1 === undefined) return wrong('Which street?', 'line1');
  if (city === undefined) return wrong('Which city?', 'city');
  const [line2, region] = [input.line2, input.region].map((line) => (isMissing(line) || line.trim() === '' ? '' : oneLine(line, LINE_MAXIMUM_LENGTH)));
  if (line2 === undefined) return wrong('Too long.', 'line2');
  if (region === undefined) return wrong('Too long.', 'region');
  const postalCode = isMissing(input.postalCode) || input.postalCode.trim() === '' ? '' : oneLine(input.postalCode, POSTAL_CODE_MAXIMUM_LENGTH);
  if (postalCode === undefined) return wrong('Too long.', 'postalCode');
  return ok({ recipient, phone, line1, line2, city, region, postalCode, country });
}
