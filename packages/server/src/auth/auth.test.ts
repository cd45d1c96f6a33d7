import type { Viewer } from '@marketgraph/contracts';
import { asId } from '@marketgraph/kernel';
import { buyer, guest, operator, service, vendorMember } from '@marketgraph/testing';
import { parse } from 'graphql';
import { beforeEach, describe, expect, test } from 'vitest';
import { createSubgraph } from '../graph/create-subgraph.ts';
import { silentLogger } from '../process/logger.ts';

const ran: string[] = [];
beforeEach(() => {
  ran.length = 0;
});

/** A resolver that leaves a trace: a refusal must come before it, not after. */
function resolve(name: string): () => string {
  return () => {
    ran.push(name);
    return name;
  };
}

const subgraph = createSubgraph({
  name: 'commerce',
  typeDefs: `
    type Query {
      open: String @public
      signedIn: String @auth(requires: ["SIGNED_IN"])
      anyTeam: String @auth(requires: ["vendor:*"])
      orders: String @auth(requires: ["vendor:manage_orders", "operator:manage_orders"])
      payouts: String @auth(requires: ["vendor:manage_payouts"])
      vendors: String @auth(requires: ["operator:manage_vendors"])
      forCatalog: String @internal(callers: ["catalog", "router"]) @inaccessible
      parcel: Parcel @public
    }
    type Mutation { orderAccept: String @auth(requires: ["vendor:manage_orders"]) }
    type Subscription { ordersUpdated: String @auth(requires: ["vendor:manage_orders"]) }
    type Parcel @public { plain: String  cost: String @auth(requires: ["vendor:manage_payouts"]) }
    type Order @key(fields: "id") @auth(requires: ["SIGNED_IN"]) {
      id: ID!
      number: String
      fee: String @auth(requires: ["vendor:manage_payouts"])
      trace: String @internal(callers: ["catalog"]) @inaccessible
    }
    type Payout @key(fields: "id") @auth(requires: ["vendor:manage_payouts"]) { id: ID! }
    type Shop @key(fields: "id") @public { id: ID! }
    type Job @key(fields: "id") @internal(callers: ["catalog"]) @inaccessible { id: ID! }
  `,
  resolvers: {
    Query: {
      open: resolve('open'),
      signedIn: resolve('signedIn'),
      anyTeam: resolve('anyTeam'),
      orders: resolve('orders'),
      payouts: resolve('payouts'),
      vendors: resolve('vendors'),
      forCatalog: resolve('forCatalog'),
      parcel: () => ({ plain: 'plain', cost: 'cost' }),
    },
    Mutation: { orderAccept: resolve('orderAccept') },
    Subscription: {
      ordersUpdated: {
        subscribe: async function* () {
          ran.push('ordersUpdated');
          yield { ordersUpdated: 'ordersUpdated' };
        },
      },
    },
    Order: { __resolveReference: ({ id }: { id: string }) => (ran.push('Order'), { id, number: 'number', fee: 'fee', trace: 'trace' }) },
    Payout: { __resolveReference: ({ id }: { id: string }) => (ran.push('Payout'), { id }) },
    Shop: { __resolveReference: ({ id }: { id: string }) => (ran.push('Shop'), { id }) },
    Job: { __resolveReference: ({ id }: { id: string }) => (ran.push('Job'), { id }) },
  },
  createContext: (viewer) => ({ viewer, log: silentLogger }),
  start: async () => undefined,
  stop: async () => undefined,
});

const vendorId = asId('Vendor', '018f0000-0000-7000-8000-000000000001');
const viewers = {
  guest: guest(),
  buyer: buyer(),
  owner: vendorMember(vendorId, 'OWNER'),
  staff: vendorMember(vendorId, 'STAFF'),
  accountant: vendorMember(vendorId, ['manage_payouts']),
  admin: operator('ADMIN'),
  support: operator('SUPPORT'),
  catalog: service('catalog'),
  social: service('social'),
  router: service('router'),
} satisfies Record<string, Viewer>;
type Who = keyof typeof viewers;
const everybody = Object.keys(viewers) as Who[];

const teams: Who[] = ['owner', 'staff', 'accountant'];
const users: Who[] = ['buyer', ...teams, 'admin', 'support'];

/** Operation, and who may run it; all others are refused. */
const operations: Record<string, { text: string; allowed: readonly Who[] }> = {
  open: { text: '{ open }', allowed: everybody },
  signedIn: { text: '{ signedIn }', allowed: users },
  anyTeam: { text: '{ anyTeam }', allowed: teams },
  orders: { text: '{ orders }', allowed: ['owner', 'staff', 'admin', 'support'] },
  payouts: { text: '{ payouts }', allowed: ['owner', 'accountant'] },
  vendors: { text: '{ vendors }', allowed: ['admin'] },
  forCatalog: { text: '{ forCatalog }', allowed: ['catalog', 'router'] },
  orderAccept: { text: 'mutation { orderAccept }', allowed: ['owner', 'staff'] },
};

describe('root fields', () => {
  for (const [name, { text, allowed }] of Object.entries(operations)) {
    test.each(everybody)(`${name} as %s`, async (who) => {
      const { data, errors } = await subgraph.execute({ document: parse(text), viewer: viewers[who] });
      if (allowed.includes(who)) {
        expect({ data: { ...data }, errors, ran }).toEqual({ data: { [name]: name }, errors: undefined, ran: [name] });
      } else {
        expect(ran).toEqual([]);
        expect(data?.[name]).toBeNull();
        const isAuth = name !== 'forCatalog';
        expect(errors?.map(({ extensions }) => extensions['code'])).toEqual([who === 'guest' && isAuth ? 'UNAUTHENTICATED' : 'FORBIDDEN']);
      }
    });
  }
});

describe('a subscription', () => {
  test.each(everybody)('as %s', async (who) => {
    const stream = await subgraph.subscribe({ document: parse('subscription { ordersUpdated }'), viewer: viewers[who] });
    if (who === 'owner' || who === 'staff') {
      if (!(Symbol.asyncIterator in stream)) throw new Error('refused');
      expect(await stream.next()).toEqual({ done: false, value: { data: { ordersUpdated: 'ordersUpdated' } } });
      expect(await stream.next()).toEqual({ done: true, value: undefined });
    } else {
      if (Symbol.asyncIterator in stream) throw new Error('let in');
      expect(stream.errors?.[0]?.extensions['code']).toBe(who === 'guest' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
      expect(ran).toEqual([]);
    }
  });
});

describe('a field with a rule of its own, in a public type', () => {
  test.each(everybody)('as %s', async (who) => {
    const { data } = await subgraph.execute({ document: parse('{ parcel { plain cost } }'), viewer: viewers[who] });
    const mayPass = who === 'owner' || who === 'accountant';
    expect(data?.['parcel']).toEqual({ plain: 'plain', cost: mayPass ? 'cost' : null });
  });
});

describe('entities, which pass root fields by', () => {
  const services: Who[] = ['catalog', 'social', 'router'];
  const entities: Record<string, readonly Who[]> = {
    Shop: everybody,
    Order: [...users, ...services],
    Payout: ['owner', 'accountant', ...services],
    Job: ['catalog'],
  };
  for (const [type, allowed] of Object.entries(entities)) {
    test.each(everybody)(`${type} as %s`, async (who) => {
      const { data, errors } = await resolveEntities(viewers[who], [{ __typename: type, id: '1' }], '__typename');
      const isAllowed = allowed.includes(who);
      expect(data?.['_entities']).toEqual([isAllowed ? { __typename: type } : null]);
      expect(ran).toEqual(isAllowed ? [type] : []);
      if (!isAllowed) expect(errors?.[0]?.path).toEqual(['_entities', 0]);
    });
  }

  test.each(everybody)('fields of an entity with rules of their own as %s', async (who) => {
    const { data } = await resolveEntities(viewers[who], [{ __typename: 'Order', id: '1' }], '... on Order { number fee trace }');
    if (who === 'guest') expect(data?.['_entities']).toEqual([null]);
    else {
      const fee = who === 'owner' || who === 'accountant' ? 'fee' : null;
      const trace = who === 'catalog' ? 'trace' : null;
      expect(data?.['_entities']).toEqual([{ number: 'number', fee, trace }]);
    }
  });

  test('one refused reference leaves the others alone', async () => {
    const references = [{ __typename: 'Shop', id: '1' }, { __typename: 'Payout', id: '2' }, { __typename: 'Stranger' }, { __typename: 'Shop', id: '3' }];
    const { data, errors } = await resolveEntities(viewers.buyer, references, '... on Shop { id }');
    expect(data?.['_entities']).toEqual([{ id: '1' }, null, null, { id: '3' }]);
    expect(errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['_entities', 1], 'FORBIDDEN'],
      [['_entities', 2], 'BAD_USER_INPUT'],
    ]);
  });
});

test('the SDL is for services only', async () => {
  const document = parse('{ _service { sdl } }');
  const asGuest = await subgraph.execute({ document, viewer: viewers.guest });
  expect(asGuest.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  const asRouter = await subgraph.execute({ document, viewer: viewers.router });
  expect(asRouter.data).toMatchObject({ _service: { sdl: expect.stringContaining('type Payout@key(fields:"id")') } });
});

function resolveEntities(viewer: Viewer, representations: readonly object[], selection: string) {
  const document = parse(`query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`);
  return subgraph.execute({ document, variables: { representations }, viewer });
}
