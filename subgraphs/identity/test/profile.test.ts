import { buyer, guest } from '@marketgraph/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeId, newAccount, newOperator, startIdentity, type Harness } from './support/harness.ts';
import { approvedVendor, createRole, newMember, newVendor, PICKUP, type Answer } from './support/vendors.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startIdentity();
});
afterAll(() => harness.stop());

const VIEWER = `{ viewer { user { id name avatarUrl email emailVerified phone locale currency timeZone createdAt } ownsVendor operatorRole operatorPermissions
  memberships { role permissions customRole { name } vendor { id name } } } }`;
const UPDATE = `mutation ($input: ProfileUpdateInput!) { profileUpdate(input: $input) { kind: __typename ... on UserError { code path }
  ... on ProfileUpdateSuccess { user { name phone avatarUrl locale currency timeZone } } } }`;
type Viewer = Parameters<Harness['client']['as']>[0];
const update = async (viewer: Viewer, input: object) => (await harness.client.as(viewer).mutate<{ profileUpdate: Answer }>(UPDATE, { input })).profileUpdate;

describe('who am I (IDN-05)', () => {
  it('answers a buyer', async () => {
    const account = await newAccount(harness);
    expect(await harness.client.as(account.viewer).query(VIEWER)).toEqual({
      viewer: {
        user: {
          id: encodeId('User', account.userId), name: 'Ann Other', avatarUrl: null, email: account.email, emailVerified: true, phone: null,
          locale: 'en', currency: 'USD', timeZone: 'UTC', createdAt: harness.deps.clock.now().toISOString(),
        },
        ownsVendor: false, operatorRole: null, operatorPermissions: [], memberships: [],
      },
    });
  });

  it('answers a guest with null', async () => {
    expect(await harness.client.as(guest()).query('{ viewer { user { id } } }')).toEqual({ viewer: null });
  });

  it('answers an operator with what the role allows', async () => {
    const viewer = (role: 'ADMIN' | 'SUPPORT') => newOperator(harness, role).then((account) => harness.client.as(account).query('{ viewer { operatorRole operatorPermissions } }'));
    expect(await viewer('ADMIN')).toEqual({ viewer: { operatorRole: 'ADMIN', operatorPermissions: ['MANAGE_VENDORS', 'MANAGE_ORDERS', 'VIEW_ANALYTICS', 'MANAGE_CATALOG'] } });
    expect(await viewer('SUPPORT')).toEqual({ viewer: { operatorRole: 'SUPPORT', operatorPermissions: ['MANAGE_ORDERS', 'VIEW_ANALYTICS'] } });
  });

  it('answers a member with every seat, oldest first, in a handful of statements', async () => {
    const store = await approvedVendor(harness, { name: 'First Store' });
    harness.deps.clock.advance(1_000);
    const { role } = await createRole(harness, store.owner.viewer, store.vendorId, 'Packers', ['manage_orders']);
    const member = await newMember(harness, store, 'CUSTOM', role.id);
    expect(await harness.client.as(member.viewer).query('{ viewer { ownsVendor memberships { role permissions customRole { name } vendor { name } } } }')).toEqual({
      viewer: { ownsVendor: false, memberships: [{ role: 'CUSTOM', permissions: ['MANAGE_ORDERS'], customRole: { name: 'Packers' }, vendor: { name: 'First Store' } }] },
    });
    harness.database.statements.reset();
    await harness.client.as(store.owner.viewer).query(VIEWER);
    expect(harness.database.statements.statements.length).toBeLessThanOrEqual(3);
  });
});

describe('profile (IDN-05)', () => {
  it('changes what is given and clears with null', async () => {
    const { viewer } = await newAccount(harness);
    expect(await update(viewer, { name: ' Ann  Example ', phone: '0701 234567', phoneCountry: 'ug', avatarUrl: 'https://example.com/ann.png', locale: 'sw-ug', currency: 'UGX', timeZone: 'Africa/Kampala' })).toEqual({
      kind: 'ProfileUpdateSuccess',
      user: { name: 'Ann Example', phone: '+256701234567', avatarUrl: 'https://example.com/ann.png', locale: 'sw-UG', currency: 'UGX', timeZone: 'Africa/Kampala' },
    });
    expect(await update(viewer, { phone: null, avatarUrl: null, name: null })).toMatchObject({ user: { name: 'Ann Example', phone: null, avatarUrl: null, currency: 'UGX' } });
    expect(await update(viewer, {})).toMatchObject({ user: { name: 'Ann Example', locale: 'sw-UG' } });
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ phone: '0701 234567' }, 'phone'],
    [{ avatarUrl: 'http://example.com/ann.png' }, 'avatarUrl'],
    [{ locale: 'x_y' }, 'locale'],
    [{ timeZone: '+03:00' }, 'timeZone'],
  ])('refuses %o whole', async (wrong, field) => {
    const { viewer } = await newAccount(harness);
    expect(await update(viewer, { currency: 'EUR', ...wrong })).toMatchObject({ code: 'INVALID_INPUT', path: [field] });
    expect(await harness.client.as(viewer).query('{ viewer { user { currency } } }')).toEqual({ viewer: { user: { currency: 'USD' } } });
  });

  it('is for who is signed in; a currency that is not traded in is no input', async () => {
    expect((await harness.client.as(guest()).errors(UPDATE, { input: { name: 'X' } }))[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    expect((await harness.client.as(buyer()).errors(UPDATE, { input: { currency: 'XXX' } }))[0]?.message).toContain('CurrencyCode');
  });
});

describe('what others see of a person (IDN-05)', () => {
  const REFERENCE = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on User { name avatarUrl email phone locale } ... on Address { city } } }';

  it('is name and picture', async () => {
    const account = await newAccount(harness);
    await update(account.viewer, { phone: '+256701234567' });
    const representations = [{ __typename: 'User', id: encodeId('User', account.userId) }];
    const hidden = { name: 'Ann Other', avatarUrl: null, email: null, phone: null, locale: null };
    expect((await harness.client.as((await newAccount(harness)).viewer).query<{ _entities: object[] }>(REFERENCE, { representations }))['_entities']).toEqual([hidden]);
    expect((await harness.client.as(account.viewer).query<{ _entities: object[] }>(REFERENCE, { representations }))['_entities']).toEqual([{ ...hidden, email: account.email, phone: '+256701234567', locale: 'en' }]);
    const asGuest = await harness.client.as(guest()).execute<{ _entities: object[] }>(REFERENCE, { representations });
    expect(asGuest.data?.['_entities']).toEqual([hidden]);
  });

  it('of a store\'s pickup address nothing, by reference neither', async () => {
    const store = await newVendor(harness, { pickupAddress: PICKUP });
    const { vendor } = await harness.client.as(store.owner.viewer).query<{ vendor: { pickupAddress: { id: string } } }>('query ($id: ID!) { vendor(id: $id) { pickupAddress { id } } }', { id: encodeId('Vendor', store.vendorId) });
    const representations = [{ __typename: 'Address', id: vendor.pickupAddress.id }];
    const read = async (viewer: Viewer) => (await harness.client.as(viewer).execute<{ _entities: object[] }>(REFERENCE, { representations })).data?.['_entities'];
    expect(await read(store.owner.viewer)).toEqual([{ city: 'Kampala' }]);
    expect(await read(store.operator)).toEqual([{ city: 'Kampala' }]);
    expect(await read((await newAccount(harness)).viewer)).toEqual([null]);
    expect(await read(guest())).toEqual([null]);
  });
});
