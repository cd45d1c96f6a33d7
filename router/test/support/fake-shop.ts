import { badUserInput, createSubgraph, notFound, silentLogger, type BaseContext, type Subgraph } from '@marketgraph/server';
import { createFakeTopic, type FakeEvent, type FakeTopic } from './fake-topic.ts';

const commerceSdl = /* GraphQL */ `
  type Query {
    "An order."
    order("Id." id: ID!): Order @auth(requires: ["SIGNED_IN"])
    "For members of teams."
    vendorOrders("Page size." first: Int, "Cursor." after: String): OrderConnection @auth(requires: ["vendor:manage_orders"])
    "Breaks."
    broken: String @public
    "Says no, politely."
    refused: String @public
  }
  type Mutation {
    "Accepts an order."
    orderAccept("Id." id: ID!): Order @auth(requires: ["SIGNED_IN"])
    "Anybody may."
    ping("Text." text: String!): String! @public
  }
  type Subscription {
    "An order's changes."
    orderUpdated("Id." id: ID!, "Last number seen." since: Int): OrderChange! @live(key: "id") @auth(requires: ["SIGNED_IN"])
    "Ticks, without numbers."
    ticked: Tick! @public
  }
  "A tick."
  type Tick @public {
    "How many."
    count: Int!
  }
  "An order."
  type Order @key(fields: "id") @auth(requires: ["SIGNED_IN"]) {
    "Id."
    id: ID!
    "Status."
    status: String!
    "Whose it is."
    vendor: Vendor
    "Products in it."
    products: [Product!]!
  }
  "Orders."
  type OrderConnection @auth(requires: ["SIGNED_IN"]) {
    "The orders."
    nodes: [Order!]!
  }
  "A change of an order."
  type OrderChange @auth(requires: ["SIGNED_IN"]) {
    "Number."
    seq: Int!
    "Whether something is missing before it."
    gap: Boolean!
    "Whether it is the state now."
    snapshot: Boolean!
    "The order."
    order: Order!
  }
  "A vendor."
  type Vendor @key(fields: "id", resolvable: false) @public {
    "Id."
    id: ID!
  }
  "A product."
  type Product @key(fields: "id", resolvable: false) @public {
    "Id."
    id: ID!
  }
`;

const catalogSdl = /* GraphQL */ `
  type Query {
    "A product."
    product("Id." id: ID!): Product @public
    "Products."
    products("Page size." first: Int, "Cursor." after: String): ProductConnection @public
    "What the viewer is."
    whoami: String! @public
  }
  type Subscription {
    "A product's stock."
    stockChanged("Id." id: ID!, "Last number seen." since: Int): StockChange! @live(key: "id") @public
  }
  "Products."
  type ProductConnection @public {
    "The products."
    nodes: [Product!]!
  }
  "A product."
  type Product @key(fields: "id") @public {
    "Id."
    id: ID!
    "Title."
    title: String!
    "Whose it is."
    vendor: Vendor
    "Alike."
    related: [Product!]!
  }
  "A change of stock."
  type StockChange @public {
    "Number."
    seq: Int!
    "Whether something is missing before it."
    gap: Boolean!
    "Whether it is the state now."
    snapshot: Boolean!
    "How many are left."
    available: Int!
    "The product."
    product: Product!
  }
  "A vendor."
  type Vendor @key(fields: "id", resolvable: false) @public {
    "Id."
    id: ID!
  }
`;

export interface FakeShop {
  readonly commerce: Subgraph;
  readonly catalog: Subgraph;
  readonly order: FakeTopic<string>;
  readonly stock: FakeTopic<number>;
  readonly ticks: FakeTopic<number>;
}

const order = (id: string, status = 'PENDING') => ({ id, status, vendor: { id: 'v1' }, products: [{ id: 'p1' }, { id: 'p2' }] });
const product = (id: string) => ({ id, title: `Product ${id}`, vendor: { id: 'v1' }, related: [{ id: 'p8' }, { id: 'p9' }] });

export function createFakeShop(): FakeShop {
  const orders = createFakeTopic('PENDING');
  const stock = createFakeTopic(10);
  const ticks = createFakeTopic(0);
  const commerce = subgraph('commerce', commerceSdl, {
    Query: {
      order: (_source: unknown, { id }: { id: string }) => order(id),
      vendorOrders: (_source: unknown, { first }: { first?: number }) => ({ nodes: Array.from({ length: first ?? 2 }, (_, index) => order(`o${index}`)) }),
      broken: () => {
        throw new Error('connect ECONNREFUSED 10.0.0.7:5432 password=hunter2');
      },
      refused: () => {
        throw badUserInput('Not like this.', ['input', 'name']);
      },
    },
    Mutation: { orderAccept: (_source: unknown, { id }: { id: string }) => order(id, 'ACCEPTED'), ping: (_source: unknown, { text }: { text: string }) => text },
    Subscription: {
      orderUpdated: {
        subscribe: (_source: unknown, { id, since }: { id: string; since?: number }) => {
          if (id === 'foreign') throw notFound('No such order.');
          return orders.subscribe(since);
        },
        resolve: ({ state, ...place }: FakeEvent<string>, { id }: { id: string }) => ({ ...place, order: order(id, state) }),
      },
      ticked: { subscribe: () => ticks.subscribe(null), resolve: ({ state }: FakeEvent<number>) => ({ count: state }) },
    },
    Order: { __resolveReference: ({ id }: { id: string }) => order(id) },
  });
  const catalog = subgraph('catalog', catalogSdl, {
    Query: {
      product: (_source: unknown, { id }: { id: string }) => product(id),
      products: (_source: unknown, { first }: { first?: number }) => ({ nodes: Array.from({ length: first ?? 2 }, (_, index) => product(`p${index}`)) }),
      whoami: (_source: unknown, _args: unknown, { viewer }: BaseContext) => JSON.stringify(viewer),
    },
    Subscription: {
      stockChanged: {
        subscribe: (_source: unknown, { since }: { since?: number }) => stock.subscribe(since),
        resolve: ({ state, ...place }: FakeEvent<number>, { id }: { id: string }) => ({ ...place, available: state, product: product(id) }),
      },
    },
    Product: { __resolveReference: ({ id }: { id: string }) => product(id), related: ({ related }: { related: { id: string }[] }) => related.map(({ id }) => product(id)) },
  });
  return { commerce, catalog, order: orders, stock, ticks };
}

function subgraph(name: 'commerce' | 'catalog', typeDefs: string, resolvers: Record<string, object>): Subgraph {
  return createSubgraph({
    name,
    typeDefs,
    resolvers,
    createContext: (viewer): BaseContext => ({ viewer, log: silentLogger }),
    start: async () => undefined,
    stop: async () => undefined,
  });
}
