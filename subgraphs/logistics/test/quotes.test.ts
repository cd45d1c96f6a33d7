import { encodeId, MINUTE, type Id } from '@marketgraph/kernel';
import { buyer, operator, service, vendorMember } from '@marketgraph/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contactOf, createHarness, US_ADDRESS, type Harness } from './harness.ts';

let harness: Harness;
let vendorId: Id<'Vendor'>;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.stop());
beforeEach(() => {
  vendorId = harness.deps.ids.next('Vendor');
  harness.deps.peers.answer('identity', 'internalVendorContacts', () => [contactOf(vendorId)]);
  harness.courier.quoteAnswer = { kind: 'refused', code: 'address_undeliverable', reason: 'not there' };
});

interface Quote {
  readonly id: string;
  readonly method: string;
  readonly price: string;
  readonly currency: string;
  readonly label: string;
}

const QUOTE = `mutation ($shipments: [InternalShipmentInput!]!, $address: InternalPostalAddressInput!) {
  internalShippingQuotes(shipments: $shipments, address: $address) { id method price currency label expiresAt etaMinDays etaMaxDays }
}`;

async function quote(options: { subtotal?: string; weightGrams?: number; currency?: string; address?: object } = {}): Promise<Quote[]> {
  const { subtotal = '2000', weightGrams = 900, currency = 'USD', address = US_ADDRESS } = options;
  const shipments = [{ vendorId: encodeId('Vendor', vendorId), subtotal, currency, weightGrams, itemCount: 1 }];
  const answer = await harness.client.as(service('commerce')).mutate<{ internalShippingQuotes: Quote[] }>(QUOTE, { shipments, address });
  return answer.internalShippingQuotes;
}

const prices = (quotes: readonly Quote[]) => quotes.map(({ method, price }) => `${method} ${price}`);

describe('quotes', () => {
  it("are made of the marketplace's rates, by weight, zone and threshold", async () => {
    expect(prices(await quote())).toEqual(['STANDARD 500', 'EXPRESS 1000', 'OVERNIGHT 2000']);
    expect(prices(await quote({ weightGrams: 2_001 }))).toEqual(['STANDARD 700', 'EXPRESS 1400', 'OVERNIGHT 2800']);
    expect(prices(await quote({ subtotal: '7500' }))).toEqual(['STANDARD 0', 'EXPRESS 1000', 'OVERNIGHT 2000']);
    expect(prices(await quote({ address: { ...US_ADDRESS, country: 'CA' } }))).toEqual(['STANDARD 1800', 'EXPRESS 3800']);
  });

  it("are the store's own once it set one", async () => {
    const owner = harness.client.as(vendorMember(vendorId, 'OWNER'));
    const set = await owner.mutate<{ shippingRateSet: object }>(
      `mutation ($vendorId: ID!) { shippingRateSet(input: { vendorId: $vendorId, method: STANDARD, zone: DOMESTIC, currency: "USD", price: "250", freeOver: "3000", minDays: 1, maxDays: 2 }) {
        __typename ... on ShippingRateSetSuccess { option { price { amount decimal } freeOver { amount } } } } }`,
      { vendorId: encodeId('Vendor', vendorId) },
    );
    expect(set.shippingRateSet).toEqual({ __typename: 'ShippingRateSetSuccess', option: { price: { amount: '250', decimal: '2.50' }, freeOver: { amount: '3000' } } });
    expect(prices(await quote())).toEqual(['STANDARD 250']);
    expect(prices(await quote({ subtotal: '3000' }))).toEqual(['STANDARD 0']);
  });

  it('hold a courier within the city, in the right currency only', async () => {
    const expiresAt = new Date(harness.deps.clock.now().getTime() + 15 * MINUTE);
    harness.courier.quoteAnswer = { kind: 'done', value: { id: 'dqt_1', price: 749n, currency: 'USD', expiresAt } };
    expect(prices(await quote()).at(-1)).toBe('LOCAL_DELIVERY 749');
    expect(prices(await quote({ address: { ...US_ADDRESS, city: ' PORTLAND ' } })).at(-1)).toBe('LOCAL_DELIVERY 749');
    expect(prices(await quote({ address: { ...US_ADDRESS, city: 'Salem' } }))).not.toContain('LOCAL_DELIVERY 749');
    harness.courier.quoteAnswer = { kind: 'done', value: { id: 'dqt_1', price: 749n, currency: 'EUR', expiresAt } };
    expect(prices(await quote())).toHaveLength(3);
  });

  it('are found again until they expire', async () => {
    const [made] = await quote();
    const find = () =>
      harness.client.as(service('commerce')).query<{ internalShippingQuotesByIds: Quote[] }>(`query ($ids: [ID!]!) { internalShippingQuotesByIds(ids: $ids) { id price } }`, { ids: [made?.id] });
    expect((await find()).internalShippingQuotesByIds).toEqual([{ id: made?.id, price: '500' }]);
    harness.deps.clock.advance(30 * MINUTE);
    expect((await find()).internalShippingQuotesByIds).toEqual([]);
  });

  it('ask identity for a store once in five minutes', async () => {
    const calls = () => harness.deps.peers.calls.length;
    const before = calls();
    await quote();
    await quote();
    expect(calls() - before).toBe(1);
    harness.deps.clock.advance(6 * MINUTE);
    await quote();
    expect(calls() - before).toBe(2);
  });

  it('are for commerce alone', async () => {
    for (const viewer of [buyer(), operator(), service('social')]) {
      const errors = await harness.client.as(viewer).errors(QUOTE, { shipments: [], address: US_ADDRESS });
      expect(errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
    }
  });
});

it('answers what a store asks for shipping to whoever looks at its page, in one statement', async () => {
  const query = `query ($reference: _Any!) { _entities(representations: [$reference]) { ... on Vendor { shippingOptions { method zone price { decimal } } } } }`;
  harness.database.statements.reset();
  const answer = await harness.client.as(buyer()).query<{ _entities: { shippingOptions: object[] }[] }>(query, {
    reference: { __typename: 'Vendor', id: encodeId('Vendor', vendorId), currency: 'EUR' },
  });
  expect(answer._entities[0]?.shippingOptions[0]).toEqual({ method: 'STANDARD', zone: 'DOMESTIC', price: { decimal: '5.00' } });
  expect(harness.database.statements.statements).toHaveLength(1);
});

it('lets nobody but the owner set rates', async () => {
  const mutation = `mutation ($vendorId: ID!) { shippingRateSet(input: { vendorId: $vendorId, method: STANDARD, zone: DOMESTIC, currency: "USD", price: "1", minDays: 1, maxDays: 2 }) { __typename } }`;
  const variables = { vendorId: encodeId('Vendor', vendorId) };
  const foreign = await harness.client.as(vendorMember(harness.deps.ids.next('Vendor'), 'OWNER')).mutate<{ shippingRateSet: object }>(mutation, variables);
  expect(foreign.shippingRateSet).toEqual({ __typename: 'NotFound' });
  expect((await harness.client.as(vendorMember(vendorId, 'ADMIN')).errors(mutation, variables))[0]?.extensions?.['code']).toBe('FORBIDDEN');
  expect(prices(await quote())).toEqual(['STANDARD 500', 'EXPRESS 1000', 'OVERNIGHT 2000']);
});
