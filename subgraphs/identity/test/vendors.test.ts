import type { Transaction } from '@marketgraph/db';
import { guest, operator } from '@marketgraph/testing';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vendors } from '../src/vendors/vendor.tables.ts';
import { encodeId, eventsOf, lastCode, mailsTo, newAccount, newAddress, newEmail, PASSWORD, signIn, startIdentity, verify, type Harness } from './support/harness.ts';
import { overtake } from './support/overtake.ts';
import { approvedVendor, decide, newMember, newVendor, PICKUP, registerVendor, STORE, type Answer, type Store } from './support/vendors.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startIdentity();
});
afterAll(() => harness.stop());

const VIEWER = '{ viewer { ownsVendor memberships { role permissions vendor { id slug status } } } }';
const UPDATE = `mutation ($input: VendorUpdateInput!) { vendorUpdate(input: $input) { kind: __typename ... on UserError { code path } ... on VendorSlugTaken { suggestion }
  ... on VendorVersionConflict { current { name editVersion } } ... on VendorUpdateSuccess { vendor { name slug contactPhone logoUrl editVersion pickupAddress { id phone line1 line2 country } } } } }`;
const PUBLIC = 'query ($id: ID, $slug: String) { vendor(id: $id, slug: $slug) { id name status availableActions viewerPermissions } }';
const VENDOR = 'query ($id: ID, $slug: String) { vendor(id: $id, slug: $slug) { id name status statusReason availableActions viewerPermissions pickupAddress { city } ownerEmailVerified } }';

const account = (email: string) => ({ email, password: PASSWORD, name: 'Ann Other' });
const update = async (viewer: Parameters<Harness['client']['as']>[0], { vendorId }: Pick<Store, 'vendorId'>, change: object) =>
  (await harness.client.as(viewer).mutate<{ vendorUpdate: Answer }>(UPDATE, { input: { id: encodeId('Vendor', vendorId), ...change } })).vendorUpdate;
const look = async (viewer: Parameters<Harness['client']['as']>[0], { vendorId }: Pick<Store, 'vendorId'>) =>
  (await harness.client.as(viewer).query<{ vendor: Record<string, unknown> | null }>(viewer.kind === 'guest' ? PUBLIC : VENDOR, { id: encodeId('Vendor', vendorId) })).vendor;

describe('registration of a vendor (IDN-07)', () => {
  it('from an account: pending, owned, with a slug made of its name, and no event', async () => {
    const { viewer, userId } = await newAccount(harness);
    const answer = await registerVendor(harness, viewer, { name: 'Café Zoë & Co.', pickupAddress: PICKUP, contactPhone: '0701 234567' });
    expect(answer).toMatchObject({ kind: 'VendorRegisterSuccess', email: null, vendor: { slug: 'cafe-zoe-and-co', status: 'PENDING', editVersion: 1 } });
    expect(await harness.client.as(viewer).query(VIEWER)).toEqual({
      viewer: { ownsVendor: false, memberships: [{ role: 'OWNER', permissions: ['MANAGE_SETTINGS'], vendor: { id: answer.vendor?.id, slug: 'cafe-zoe-and-co', status: 'PENDING' } }] },
    });
    const { vendor } = await harness.client.as(viewer).query<{ vendor: object }>('query ($id: ID!) { vendor(id: $id) { contactEmail contactPhone country currency businessType pickupAddress { phone line2 region city } } }', { id: answer.vendor?.id });
    expect(vendor).toEqual({
      contactEmail: null, contactPhone: '+256701234567', country: 'UG', currency: 'UGX', businessType: 'COMPANY',
      pickupAddress: { phone: '+256701234567', line2: '', region: '', city: 'Kampala' },
    });
    expect((await eventsOf(harness, userId)).map(({ name }) => name)).toEqual(['identity.user.registered']);
  });

  it('together with a new account: found after signing in', async () => {
    const email = newEmail();
    const answer = await registerVendor(harness, guest({ clientAddress: newAddress() }), { account: account(email) });
    expect(answer).toEqual({ kind: 'VendorRegisterSuccess', email, vendor: null });
    const { viewer } = await signIn(harness, email);
    await verify(harness, viewer, await lastCode(harness, email));
    const data = await harness.client.as(viewer).query<{ viewer: { memberships: { role: string }[] } }>(VIEWER);
    expect(data.viewer.memberships).toMatchObject([{ role: 'OWNER', vendor: { status: 'PENDING' } }]);
  });

  it('answers a known address alike, makes no store, and leaves no trace in what others can see', async () => {
    const { email, viewer } = await newAccount(harness);
    const wish = { name: 'A Name Of Its Own', slug: 'a-name-of-its-own' };
    const known = await registerVendor(harness, guest({ clientAddress: newAddress() }), { account: account(email), ...wish });
    const unknownEmail = newEmail();
    const unknown = await registerVendor(harness, guest({ clientAddress: newAddress() }), { account: account(unknownEmail), ...wish, slug: 'another-name' });
    expect({ ...known, email: '' }).toEqual({ ...unknown, email: '' });
    expect((await harness.client.as(viewer).query<{ viewer: { memberships: object[] } }>(VIEWER)).viewer.memberships).toEqual([]);
    expect((await mailsTo(harness, email)).at(-1)?.text).toContain('apply for a store');
    // Whether either application exists does not show in whether its slug can be had.
    const prober = (await newAccount(harness)).viewer;
    for (const slug of ['a-name-of-its-own', 'another-name']) expect((await registerVendor(harness, prober, { slug })).vendor?.slug).toBe(slug);
  });

  it.each([
    [{ name: ' ' }, ['name']],
    [{ country: 'XX' }, ['country']],
    [{ slug: 'Not A Slug' }, ['slug']],
    [{ slug: 'admin' }, ['slug']],
    [{ description: 'x'.repeat(5_001) }, ['description']],
    [{ contactEmail: 'nobody' }, ['contactEmail']],
    [{ contactPhone: '12' }, ['contactPhone']],
    [{ logoUrl: 'javascript:alert(1)' }, ['logoUrl']],
    [{ bannerUrl: 'http://example.com/a.png' }, ['bannerUrl']],
    [{ pickupAddress: { ...PICKUP, phone: 'none' } }, ['pickupAddress', 'phone']],
    [{ pickupAddress: { ...PICKUP, country: 'XX' } }, ['pickupAddress', 'country']],
    [{ pickupAddress: { ...PICKUP, line1: '' } }, ['pickupAddress', 'line1']],
    [{ account: { email: 'x@example.com', password: PASSWORD, name: 'X' } }, ['account']],
  ])('refuses %o', async (input, path) => {
    const { viewer } = await newAccount(harness);
    expect(await registerVendor(harness, viewer, input)).toMatchObject({ code: 'INVALID_INPUT', path });
    expect((await harness.client.as(viewer).query<{ viewer: { memberships: object[] } }>(VIEWER)).viewer.memberships).toEqual([]);
  });

  it('refuses a guest without an account, and a weak password in its place', async () => {
    expect(await registerVendor(harness, guest())).toMatchObject({ code: 'INVALID_INPUT', path: ['account'] });
    const weak = { account: { ...account(newEmail()), password: 'short' } };
    expect(await registerVendor(harness, guest(), weak)).toMatchObject({ code: 'PASSWORD_TOO_WEAK', path: ['account', 'password'] });
  });

  it('is limited for each person', async () => {
    const { viewer } = await newAccount(harness);
    for (let times = 0; times < 5; times += 1) expect((await registerVendor(harness, viewer)).kind).toBe('VendorRegisterSuccess');
    expect(await registerVendor(harness, viewer)).toMatchObject({ kind: 'TooManyAttempts', retryAfter: 86_400 });
  });
});

describe('slug (IDN-07)', () => {
  it('becomes a vendor\'s own with the approval; a second one with the same name gets another', async () => {
    const [first, second] = [await newVendor(harness, { name: 'Twin Peaks' }), await newVendor(harness, { name: 'Twin Peaks' })];
    const answers = await Promise.all([first, second].map((store) => decide(harness, store.operator, 'Approve', store.vendorId)));
    expect(answers.map((answer) => (answer['vendor'] as { slug: string }).slug).toSorted()).toEqual(['twin-peaks', 'twin-peaks-2']);
    const taken = await registerVendor(harness, (await newAccount(harness)).viewer, { slug: 'twin-peaks' });
    expect(taken).toMatchObject({ code: 'VENDOR_SLUG_TAKEN', path: ['slug'], suggestion: 'twin-peaks-3' });
  });

  it('is looked for again when another approval takes it in the same moment', async () => {
    const [first, second] = [await newVendor(harness, { name: 'Overtaken' }), await newVendor(harness, { name: 'Overtaken' })];
    const approvedMeanwhile = (tx: Transaction) => tx.update(vendors).set({ status: 'APPROVED', approvedAt: harness.deps.clock.now() }).where(eq(vendors.id, first.vendorId));
    const answer = await overtake(harness, approvedMeanwhile, () => decide(harness, second.operator, 'Approve', second.vendorId));
    expect(answer).toMatchObject({ kind: 'VendorApproveSuccess', vendor: { slug: 'overtaken-2' } });
    expect((await eventsOf(harness, second.vendorId)).map(({ name }) => name)).toEqual(['identity.vendor.approved']);
  });

  it('can be changed to a free one by one of two who want it at once', async () => {
    const stores = [await approvedVendor(harness), await approvedVendor(harness)];
    const answers = await Promise.all(stores.map((store) => update(store.owner.viewer, store, { expectedVersion: 1, slug: 'wanted-by-both' })));
    expect(answers.map((answer) => answer.kind).toSorted()).toEqual(['VendorSlugTaken', 'VendorUpdateSuccess']);
    const { vendor } = await harness.client.as(guest()).query<{ vendor: { name: string } | null }>(PUBLIC, { slug: 'wanted-by-both' });
    expect(vendor?.name).toBe(STORE.name);
  });
});

describe('update of a vendor (IDN-07)', () => {
  it('changes what is given, clears with null, raises the version and tells it', async () => {
    const store = await approvedVendor(harness, { contactPhone: '0701 234567', logoUrl: 'https://example.com/logo.png' });
    const answer = await update(store.owner.viewer, store, { expectedVersion: 1, name: 'Boreal Audio', contactPhone: null, pickupAddress: { ...PICKUP, line2: 'Floor 3' } });
    expect(answer).toMatchObject({
      kind: 'VendorUpdateSuccess',
      vendor: { name: 'Boreal Audio', contactPhone: null, logoUrl: 'https://example.com/logo.png', editVersion: 2, pickupAddress: { line1: '1 Main Street', line2: 'Floor 3' } },
    });
    const moved = await update(store.owner.viewer, store, { expectedVersion: 2, pickupAddress: { ...PICKUP, line1: '2 Main Street' } });
    const addressId = (found: Answer) => (found['vendor'] as { pickupAddress: { id: string } }).pickupAddress.id;
    expect(addressId(moved)).toBe(addressId(answer));
    const events = await eventsOf(harness, store.vendorId);
    expect(events.map(({ name }) => name)).toEqual(['identity.vendor.approved', 'identity.vendor.updated', 'identity.vendor.updated']);
    expect(events[1]?.payload).toEqual({ vendorId: store.vendorId, ownerId: store.owner.userId, name: 'Boreal Audio', slug: expect.any(String) as string, status: 'APPROVED', currency: 'UGX', country: 'UG', reason: '' });
  });

  it('a stale version answers with the state by now and changes nothing', async () => {
    const store = await newVendor(harness);
    await update(store.owner.viewer, store, { expectedVersion: 1, name: 'First' });
    expect(await update(store.owner.viewer, store, { expectedVersion: 1, name: 'Second' })).toMatchObject({
      code: 'VENDOR_VERSION_CONFLICT', path: ['expectedVersion'], current: { name: 'First', editVersion: 2 },
    });
    expect(await look(store.owner.viewer, store)).toMatchObject({ name: 'First' });
  });

  it('of two at once one is stale', async () => {
    const store = await newVendor(harness);
    const answers = await Promise.all(['One', 'Two'].map((name) => update(store.owner.viewer, store, { expectedVersion: 1, name })));
    expect(answers.map((answer) => answer.kind).toSorted()).toEqual(['VendorUpdateSuccess', 'VendorVersionConflict']);
  });

  it('is for those who may manage its settings', async () => {
    const store = await approvedVendor(harness);
    const other = await approvedVendor(harness);
    const admin = await newMember(harness, store, 'ADMIN');
    const change = { expectedVersion: 1, name: 'Mine now' };
    expect(await update(admin.viewer, store, change)).toMatchObject({ code: 'NOT_ALLOWED', path: ['id'] });
    for (const viewer of [other.owner.viewer, (await newAccount(harness)).viewer, store.operator]) {
      expect(await update(viewer, store, change)).toMatchObject({ code: 'NOT_FOUND', path: ['id'] });
    }
    const errors = await harness.client.as(guest()).errors(UPDATE, { input: { id: encodeId('Vendor', store.vendorId), ...change } });
    expect(errors[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    expect(await look(guest(), store)).toMatchObject({ name: STORE.name });
    expect((await eventsOf(harness, store.vendorId)).map(({ name }) => name)).toEqual(['identity.vendor.approved']);
  });

  it('stops with the owner\'s rights', async () => {
    const store = await approvedVendor(harness);
    await decide(harness, store.operator, 'Suspend', store.vendorId, 'Complaints');
    expect(await update(store.owner.viewer, store, { expectedVersion: 1, name: 'Still here' })).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});

describe('who sees a vendor (IDN-07, IDN-08)', () => {
  it('before approval its team and operators alone, by field and by reference', async () => {
    const store = await newVendor(harness, { pickupAddress: PICKUP });
    const stranger = (await newAccount(harness)).viewer;
    for (const viewer of [guest(), stranger, operator('SUPPORT')]) {
      expect(await look(viewer, store)).toBeNull();
      expect(await reference(viewer, store)).toEqual([null]);
    }
    expect(await look(store.owner.viewer, store)).toEqual({
      id: encodeId('Vendor', store.vendorId), name: STORE.name, status: 'PENDING', statusReason: null, availableActions: ['UPDATE', 'CLOSE'],
      viewerPermissions: ['MANAGE_SETTINGS'], pickupAddress: { city: 'Kampala' }, ownerEmailVerified: true,
    });
    expect(await look(store.operator, store)).toMatchObject({ availableActions: ['APPROVE', 'REJECT', 'CLOSE'], viewerPermissions: [], pickupAddress: { city: 'Kampala' } });
    expect(await reference(store.operator, store)).toEqual([{ name: STORE.name }]);
  });

  it('a rejected application never becomes public; a suspended or closed store keeps its name but leaves the list', async () => {
    const rejected = await newVendor(harness);
    await decide(harness, rejected.operator, 'Reject', rejected.vendorId, 'No papers');
    expect(await look(guest(), rejected)).toBeNull();
    const store = await approvedVendor(harness);
    await decide(harness, store.operator, 'Suspend', store.vendorId, 'Complaints');
    expect(await look(guest(), store)).toMatchObject({ status: 'SUSPENDED', availableActions: [], viewerPermissions: [] });
    expect(await look((await newAccount(harness)).viewer, store)).toMatchObject({ status: 'SUSPENDED', statusReason: null, pickupAddress: null, ownerEmailVerified: null });
    const refused = await harness.client.as(guest()).execute<{ vendor: { name: string } }>(VENDOR, { id: encodeId('Vendor', store.vendorId) });
    expect(refused.data?.vendor).toMatchObject({ name: STORE.name, statusReason: null, pickupAddress: null });
    expect(refused.errors.map(({ extensions }) => extensions?.['code'])).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED']);
    expect(await look(store.owner.viewer, store)).toMatchObject({ statusReason: 'Complaints', availableActions: ['CLOSE'], viewerPermissions: [] });
    const { vendors: list } = await harness.client.as(guest()).query<{ vendors: { nodes: { id: string }[] } }>('{ vendors(first: 100) { nodes { id } } }');
    expect(list.nodes.map(({ id }) => id)).not.toContain(encodeId('Vendor', store.vendorId));
  });

  it('asks for exactly one of id and slug', async () => {
    for (const variables of [{}, { id: 'ven_x', slug: 'x' }]) expect((await harness.client.as(guest()).errors(PUBLIC, variables))[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    expect((await harness.client.as(guest()).query<{ vendor: null }>(PUBLIC, { slug: 'nobody-is-here' })).vendor).toBeNull();
  });

  async function reference(viewer: Parameters<Harness['client']['as']>[0], { vendorId }: Pick<Store, 'vendorId'>): Promise<unknown[]> {
    const document = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Vendor { name } } }';
    return (await harness.client.as(viewer).query<{ _entities: unknown[] }>(document, { representations: [{ __typename: 'Vendor', id: encodeId('Vendor', vendorId) }] }))['_entities'];
  }
});
