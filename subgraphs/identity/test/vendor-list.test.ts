import { SECOND } from '@marketgraph/kernel';
import { buyer, guest, operator } from '@marketgraph/testing';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vendors } from '../src/vendors/vendor.tables.ts';
import { newAccount, startIdentity, type Harness } from './support/harness.ts';
import { approvedVendor, newVendor, registerVendor } from './support/vendors.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startIdentity();
  const stores = [
    { name: 'delta 100%', country: 'UG', businessType: 'COMPANY' },
    { name: 'Alpha', country: 'KE', currency: 'KES', businessType: 'INDIVIDUAL' },
    { name: 'charlie', country: 'UG', businessType: 'COMPANY' },
    { name: 'Bravo', country: 'UG', businessType: 'NON_PROFIT' },
    { name: 'alpha', country: 'UG', businessType: 'COMPANY' },
  ];
  const ratings = [[2, 9], [0, 0], [3, 9], [2, 9], [1, 5]] as const;
  for (const [index, store] of stores.entries()) {
    harness.deps.clock.advance(SECOND);
    const { vendorId } = await approvedVendor(harness, store);
    const [ratingCount, ratingSum] = ratings[index] ?? [0, 0];
    await harness.deps.db.transaction((tx) => tx.update(vendors).set({ ratingCount, ratingSum }).where(eq(vendors.id, vendorId)));
  }
  await newVendor(harness, { name: 'Echo is waiting' });
});
afterAll(() => harness.stop());

const LIST = `query ($filter: VendorFilter, $sort: VendorSort, $first: Int, $after: String) { vendors(filter: $filter, sort: $sort, first: $first, after: $after) {
  nodes { name } edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
interface List {
  vendors: { nodes: { name: string }[]; edges: { cursor: string }[]; pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null } };
}
const list = async (variables: object) => (await harness.client.as(guest()).query<List>(LIST, { ...variables })).vendors;
const names = async (variables: object) => (await list(variables)).nodes.map(({ name }) => name);

async function byPages(variables: object): Promise<string[]> {
  const all: string[] = [];
  let after: string | null = null;
  for (;;) {
    const page: List['vendors'] = await list({ ...variables, first: 2, after });
    expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
    all.push(...page.nodes.map(({ name }) => name));
    if (!page.pageInfo.hasNextPage) return all;
    after = page.pageInfo.endCursor;
  }
}

describe('the public list of vendors (IDN-07)', () => {
  it.each([
    ['NEWEST', ['alpha', 'Bravo', 'charlie', 'Alpha', 'delta 100%']],
    ['NAME', ['Alpha', 'alpha', 'Bravo', 'charlie', 'delta 100%']],
    ['RATING', ['alpha', 'Bravo', 'delta 100%', 'charlie', 'Alpha']],
  ])('by %s, whole and page by page', async (sort, expected) => {
    expect(await names({ sort })).toEqual(expected);
    expect(await byPages({ sort })).toEqual(expected);
  });

  it('is the newest first unless told, and knows no application', async () => {
    expect(await names({})).toEqual(await names({ sort: 'NEWEST' }));
    expect(await names({ filter: { query: 'echo' } })).toEqual([]);
  });

  it.each([
    [{ query: ' ALPHA ' }, ['Alpha', 'alpha']],
    [{ query: '%' }, ['delta 100%']],
    [{ query: '_' }, []],
    [{ country: 'ke' }, ['Alpha']],
    [{ currency: 'UGX', businessTypes: ['NON_PROFIT', 'INDIVIDUAL'] }, ['Bravo']],
    [{ minimumRating: 4 }, ['alpha', 'Bravo', 'delta 100%']],
    [{ minimumRating: 5 }, ['alpha']],
  ])('filtered by %o', async (filter, expected) => {
    expect(await names({ filter, sort: 'NAME' })).toEqual(expected);
  });

  it('refuses a cursor of another order, and pages of more than a hundred', async () => {
    const cursor = (await list({ sort: 'NAME', first: 1 })).pageInfo.endCursor;
    for (const variables of [{ sort: 'RATING', after: cursor }, { first: 101 }, { first: 0 }, { after: 'nonsense' }]) {
      expect((await harness.client.as(guest()).errors(LIST, variables))[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    }
  });

  it('costs one statement, however long it is', async () => {
    harness.database.statements.reset();
    await list({ first: 100 });
    expect(harness.database.statements.statements).toHaveLength(1);
  });
});

describe('applications (IDN-08)', () => {
  const QUERY = 'query ($status: VendorStatus, $first: Int, $after: String) { vendorApplications(status: $status, first: $first, after: $after) { nodes { name status ownerEmailVerified } pageInfo { hasNextPage endCursor } } }';

  it('are for operators who may manage vendors, oldest first', async () => {
    harness.deps.clock.advance(SECOND);
    const unverified = await newAccount(harness, { verified: false });
    await registerVendor(harness, unverified.viewer, { name: 'Foxtrot' });
    const { vendorApplications } = await harness.client.as(operator()).query<{ vendorApplications: { nodes: object[] } }>(QUERY);
    expect(vendorApplications.nodes).toEqual([
      { name: 'Echo is waiting', status: 'PENDING', ownerEmailVerified: true },
      { name: 'Foxtrot', status: 'PENDING', ownerEmailVerified: false },
    ]);
    const approved = await harness.client.as(operator()).query<{ vendorApplications: { nodes: object[] } }>(QUERY, { status: 'APPROVED' });
    expect(approved.vendorApplications.nodes).toHaveLength(5);
    for (const viewer of [guest(), buyer(), operator('SUPPORT')]) {
      const { data, errors } = await harness.client.as(viewer).execute<{ vendorApplications: null }>(QUERY);
      expect(data?.vendorApplications).toBeNull();
      expect(errors[0]?.extensions?.['code']).toBe(viewer.kind === 'guest' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
    }
  });
});
