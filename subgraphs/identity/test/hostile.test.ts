import { DAY } from '@marketgraph/kernel';
import { encodeCursor } from '@marketgraph/server';
import { guest, operator } from '@marketgraph/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeId, login, newAccount, newAddress, newEmail, startIdentity, type Account, type Harness } from './support/harness.ts';
import { approvedVendor, PICKUP, STORE, type Store } from './support/vendors.ts';

let harness: Harness;
let account: Account;
let store: Store;
beforeAll(async () => {
  harness = await startIdentity();
  account = await newAccount(harness);
  store = await approvedVendor(harness);
});
afterAll(() => harness.stop());

const JUNK = ['', '\u0000', 'a\u0000b', '\ud800', '💥'.repeat(200), 'x'.repeat(20_000), "' or 1=1 --", '%_\\', 'null'];
type Viewer = Parameters<Harness['client']['as']>[0];

/** What a client sends may be refused, and may be stored; it must never reach us as an error of ours. */
async function codesOf(viewer: Viewer, document: string, variables: object): Promise<unknown[]> {
  // Past every limit, so that what is sent gets as far as it can.
  harness.deps.clock.advance(DAY);
  const { errors } = await harness.client.as(viewer).execute(document, { ...variables });
  return errors.map(({ extensions }) => extensions?.['code']);
}

const stranger = () => guest({ clientAddress: newAddress(), userAgent: 'a\u0000b' });
const input = (type: string, field: string) => `mutation ($input: ${type}!) { ${field}(input: $input) { __typename } }`;

describe('junk as input', () => {
  const asEach = (fields: readonly string[], whole: object, text: string) => fields.map((field) => ({ ...whole, [field]: text }));

  it.each(JUNK.map((text) => [JSON.stringify(text).slice(0, 30), text]))('%s is refused or stored by accounts and sessions', async (_name, text) => {
    const person = { email: newEmail(), password: 'violet ladder 9', name: 'Junk', locale: 'en', timeZone: 'UTC' };
    for (const wrong of asEach(Object.keys(person), person, text)) expect(await codesOf(stranger(), input('UserRegisterInput', 'userRegister'), { input: wrong })).toEqual([]);
    for (const wrong of asEach(['email', 'password'], { email: account.email, password: 'x' }, text)) expect(await codesOf(stranger(), input('SessionCreateInput', 'sessionCreate'), { input: wrong })).toEqual([]);
    expect(await codesOf(stranger(), input('SessionRefreshInput', 'sessionRefresh'), { input: { refreshToken: text } })).toEqual([]);
    expect(await codesOf(stranger(), input('PasswordResetRequestInput', 'passwordResetRequest'), { input: { email: text } })).toEqual([]);
    expect(await codesOf(stranger(), input('PasswordResetInput', 'passwordReset'), { input: { token: text, newPassword: text } })).toEqual([]);
    expect(await codesOf(account.viewer, input('EmailVerifyInput', 'emailVerify'), { input: { code: text } })).toEqual([]);
    for (const wrong of asEach(['name', 'phone', 'phoneCountry', 'avatarUrl', 'locale', 'timeZone'], { phone: '0701 234567' }, text)) expect(await codesOf(account.viewer, input('ProfileUpdateInput', 'profileUpdate'), { input: wrong })).toEqual([]);
    expect(await codesOf(account.viewer, input('SessionEndInput', 'sessionEnd'), { input: { id: text } })).toEqual(['BAD_USER_INPUT']);
  });

  it.each(JUNK.map((text) => [JSON.stringify(text).slice(0, 30), text]))('%s is refused or stored by vendors and teams', async (_name, text) => {
    const id = encodeId('Vendor', store.vendorId);
    const owner = store.owner.viewer;
    const fields = ['name', 'slug', 'description', 'contactEmail', 'contactPhone', 'logoUrl', 'bannerUrl'];
    for (const wrong of asEach([...fields, 'country'], STORE, text)) expect(await codesOf(account.viewer, input('VendorRegisterInput', 'vendorRegister'), { input: wrong })).toEqual([]);
    for (const wrong of asEach(fields, { id }, text)) {
      expect(await codesOf(owner, input('VendorUpdateInput', 'vendorUpdate'), { input: { ...wrong, expectedVersion: await version() } })).toEqual([]);
    }
    const address = { ...PICKUP, line2: '', region: '', postalCode: '' };
    for (const pickupAddress of asEach(Object.keys(address), address, text)) {
      expect(await codesOf(owner, input('VendorUpdateInput', 'vendorUpdate'), { input: { id, expectedVersion: await version(), pickupAddress } })).toEqual([]);
    }
    expect(await codesOf(owner, input('VendorMemberInviteInput', 'vendorMemberInvite'), { input: { vendorId: id, email: text, role: 'STAFF' } })).toEqual([]);
    expect(await codesOf(owner, input('VendorInvitationAcceptInput', 'vendorInvitationAccept'), { input: { token: text } })).toEqual([]);
    expect(await codesOf(owner, input('VendorRoleCreateInput', 'vendorRoleCreate'), { input: { vendorId: id, name: text, permissions: ['VIEW_PRODUCTS'] } })).toEqual([]);
    expect(await codesOf(store.operator, input('VendorSuspendInput', 'vendorSuspend'), { input: { id: encodeId('Vendor', harness.deps.ids.next('Vendor')), reason: text } })).toEqual([]);
    for (const filter of [{ query: text }, { country: text }]) expect(await codesOf(guest(), 'query ($filter: VendorFilter) { vendors(filter: $filter) { nodes { id } } }', { filter })).toEqual([]);
    expect(await codesOf(guest(), 'query ($slug: String) { vendor(slug: $slug) { id } }', { slug: text })).toEqual([]);
  });

  async function version(): Promise<number> {
    const { vendor } = await harness.client.as(guest()).query<{ vendor: { editVersion: number } }>('query ($id: ID!) { vendor(id: $id) { editVersion } }', { id: encodeId('Vendor', store.vendorId) });
    return vendor.editVersion;
  }

  it('an address or a device with a control character, or half a character, in it', async () => {
    for (const half of ['\u0000', '\ud800', '\u001b']) {
      expect(await codesOf(stranger(), input('UserRegisterInput', 'userRegister'), { input: { email: `a${half}b@example.com`, password: 'violet ladder 9', name: 'Junk' } })).toEqual([]);
      expect(await codesOf(stranger(), input('SessionCreateInput', 'sessionCreate'), { input: { email: `a${half}b@example.com`, password: 'violet ladder 9' } })).toEqual([]);
      expect((await login(harness, account.email, undefined, guest({ clientAddress: newAddress(), userAgent: `a${half}b` }))).kind).toBe('SessionCreateSuccess');
    }
  });

  it('cursors that were tampered with are BAD_USER_INPUT', async () => {
    const id = harness.deps.ids.next('Vendor');
    const lists: [Viewer, string, string][] = [
      [guest(), 'NEWEST', '{ vendors(sort: NEWEST, after: $after) { nodes { id } } }'],
      [guest(), 'NAME', '{ vendors(sort: NAME, after: $after) { nodes { id } } }'],
      [guest(), 'RATING', '{ vendors(sort: RATING, after: $after) { nodes { id } } }'],
      [operator(), 'CREATED_AT', '{ vendorApplications(after: $after) { nodes { id } } }'],
      [account.viewer, 'CREATED_AT', '{ sessions(after: $after) { nodes { id } } }'],
      [store.owner.viewer, 'JOINED_AT', `{ vendor(id: "${encodeId('Vendor', store.vendorId)}") { members(after: $after) { nodes { id } } } }`],
    ];
    for (const [viewer, sort, document] of lists) {
      for (const key of ['\u0000', 1e300, ['a', 'b']] as const) {
        expect(await codesOf(viewer, `query ($after: String) ${document}`, { after: encodeCursor({ sort, key, id }) })).toEqual(['BAD_USER_INPUT']);
      }
    }
  });
});
