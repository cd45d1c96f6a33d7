import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { buildSchema } from '../graph/build-schema.ts';
import { listAuthConflicts, listAuthRules, readAuthRules } from './list-auth-rules.ts';
import type { FieldRule } from './rules.ts';

const commerce = buildSchema(
  'commerce',
  `type Query {
     order(id: ID!): Order @auth(requires: ["SIGNED_IN", "operator:manage_orders"])
     internalOrder(id: ID!): InternalOrder @internal(callers: ["logistics"]) @inaccessible
   }
   type Order @key(fields: "id") @auth(requires: ["SIGNED_IN"]) { id: ID!  fee: Int @auth(requires: ["vendor:manage_payouts"])  product: Product }
   type InternalOrder @internal(callers: ["logistics"]) @inaccessible { id: ID! }
   type Product @key(fields: "id", resolvable: false) { id: ID! }`,
  { Query: { order: () => null, internalOrder: () => null } },
);
const catalog = buildSchema(
  'catalog',
  `type Query { product(id: ID!): Product @public }
   type Product @key(fields: "id") @public { id: ID!  cost: Int @auth(requires: ["vendor:view_products"]) }`,
  { Query: { product: () => null } },
);

function supergraphOf(subgraphs: Record<string, string>): string {
  const { supergraphSdl, errors } = composeServices(Object.entries(subgraphs).map(([name, sdl]) => ({ name, typeDefs: parse(sdl) })));
  if (supergraphSdl === undefined) throw new AggregateError(errors, 'does not compose');
  return supergraphSdl;
}

const expected: FieldRule[] = [
  { type: 'Query', field: 'order', source: 'field', rule: { kind: 'auth', requires: ['SIGNED_IN', 'operator:manage_orders'] } },
  { type: 'Query', field: 'internalOrder', source: 'field', rule: { kind: 'internal', callers: ['logistics'] } },
  { type: 'Order', field: 'id', source: 'type', rule: { kind: 'auth', requires: ['SIGNED_IN'] } },
  { type: 'Order', field: 'fee', source: 'field', rule: { kind: 'auth', requires: ['vendor:manage_payouts'] } },
  { type: 'Order', field: 'product', source: 'type', rule: { kind: 'auth', requires: ['SIGNED_IN'] } },
  { type: 'InternalOrder', field: 'id', source: 'type', rule: { kind: 'internal', callers: ['logistics'] } },
  { type: 'Product', field: 'id', source: 'type', rule: { kind: 'public' } },
];
const sorted = (rules: readonly FieldRule[]): FieldRule[] => rules.toSorted((a, b) => (`${a.type}.${a.field}` < `${b.type}.${b.field}` ? -1 : 1));
const isDomain = ({ type }: FieldRule): boolean => ['Query', 'Order', 'InternalOrder', 'Product'].includes(type);

test("a subgraph's rules as a table, common types included", () => {
  const rules = listAuthRules(commerce.schema);
  expect(sorted(rules.filter(isDomain))).toEqual(sorted(expected));
  expect(rules).toContainEqual({ type: 'Money', field: 'decimal', source: 'type', rule: { kind: 'public' } });
  expect(rules.filter(({ field }) => field.startsWith('_'))).toEqual([]);
});

test('the same table from the supergraph', () => {
  const sdl = supergraphOf({ commerce: commerce.sdl, catalog: catalog.sdl });
  expect(sorted(readAuthRules(sdl).filter(isDomain))).toEqual(
    sorted([
      ...expected,
      { type: 'Query', field: 'product', source: 'field', rule: { kind: 'public' } },
      { type: 'Product', field: 'cost', source: 'field', rule: { kind: 'auth', requires: ['vendor:view_products'] } },
    ]),
  );
  expect(listAuthConflicts(sdl)).toEqual([]);
});

test('an entity whose owner is not there is public, a type without rules is nobody\'s', () => {
  const stranger = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.14", import: ["@key"])
    type Query { free: Free } type Free { a: Int }`;
  const rules = readAuthRules(supergraphOf({ commerce: commerce.sdl, stranger }));
  expect(rules).toContainEqual({ type: 'Product', field: 'id', source: 'type', rule: { kind: 'public' } });
  expect(rules).toContainEqual({ type: 'Query', field: 'free', source: 'type', rule: { kind: 'internal', callers: [] } });
  expect(rules).toContainEqual({ type: 'Free', field: 'a', source: 'type', rule: { kind: 'internal', callers: [] } });
});

test('where subgraphs disagree the strictest wins, and the conflict can be listed', () => {
  const social = buildSchema(
    'social',
    'type Query { a: Int @public } type Order @key(fields: "id") @public { id: ID! stars: Int }',
    { Query: { a: () => null } },
  );
  const sdl = supergraphOf({ commerce: commerce.sdl, social: social.sdl });
  expect(listAuthConflicts(sdl)).toEqual(['Order']);
  expect(readAuthRules(sdl)).toContainEqual({ type: 'Order', field: 'stars', source: 'type', rule: { kind: 'auth', requires: ['SIGNED_IN'] } });
});
