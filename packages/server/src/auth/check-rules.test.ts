import { describe, expect, test } from 'vitest';
import { buildSchema } from '../graph/build-schema.ts';
import type { ResolverMap } from '../graph/subgraph.types.ts';

const nothing = (): null => null;

/** The complaints of a schema that must not boot. */
function problemsOf(typeDefs: string, resolvers: ResolverMap): string[] {
  try {
    buildSchema('commerce', typeDefs, resolvers);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const [head, ...lines] = error.message.split('\n');
    expect(head).toBe('the schema of commerce does not boot:');
    return lines.map((line) => line.replace('  - ', ''));
  }
  return [];
}

const query = { Query: { a: nothing } };

describe('a schema does not boot where', () => {
  test.each<[string, string, string]>([
    ['a root field has no rule', 'type Query { a: Int }', 'Query.a has none of @public, @auth and @internal'],
    ['an object type has no rule', 'type Query { a: A @public } type A { b: Int }', 'type A has none of @public, @auth and @internal'],
    ['there are two rules', 'type Query { a: Int @public @auth(requires: ["SIGNED_IN"]) }', 'Query.a has more than one of @public, @auth and @internal'],
    ['a word is unknown', 'type Query { a: Int @auth(requires: ["vendor:manage_everything"]) }', 'Query.a: @auth requires `vendor:manage_everything`, which is no known word'],
    ['nothing is required', 'type Query { a: Int @auth(requires: []) }', 'Query.a: @auth requires nothing, so nobody could ever pass'],
    ['a caller is unknown', 'type Query { a: Int @internal(callers: ["billing"]) @inaccessible }', 'Query.a: @internal names `billing`, which is no service'],
    ['an internal field can be seen', 'type Query { a: Int @internal(callers: ["catalog"]) }', 'Query.a is @internal but not @inaccessible'],
    [
      'an internal type can be seen',
      'type Query { a: A @internal(callers: ["catalog"]) @inaccessible } type A @internal(callers: ["catalog"]) { b: Int }',
      'type A is @internal but not @inaccessible',
    ],
    [
      'a field loosens its type',
      'type Query { a: A @auth(requires: ["SIGNED_IN"]) } type A @auth(requires: ["SIGNED_IN"]) { b: Int @public }',
      'A.b is @public in a type that is not: a field may only tighten',
    ],
    [
      'a rule stands on a field of an interface',
      'type Query { a: Int @public } interface I { b: Int @auth(requires: ["SIGNED_IN"]) }',
      "I.b: a rule on an interface's field guards nothing; write it on the types that implement it",
    ],
  ])('%s', (_case, typeDefs, problem) => {
    expect(problemsOf(typeDefs, query)).toEqual([problem]);
  });

  test('a resolver matches nothing, or a root field has none', () => {
    const typeDefs = `
      type Query { a: Int @public  b: Int @public }
      type Subscription { c: Int @public }
      enum Colour { RED }
      union Either = A | B
      type A @public { a: Int }
      type B @public { b: Int }`;
    const resolvers = { Query: { a: nothing, aa: nothing }, Subscription: { c: nothing }, Colour: { BLUE: 1 }, Either: { a: nothing }, Nobody: {}, Money: {} };
    expect(problemsOf(typeDefs, resolvers)).toEqual([
      'Money is common to all subgraphs and already has its resolvers',
      'resolvers name Query.aa, which the schema does not have',
      'resolvers name Colour.BLUE, which the schema does not have',
      'resolvers name Either.a, which the schema does not have',
      'resolvers name the type Nobody, which the schema does not have',
      'Query.b has no resolver',
      'Subscription.c has no subscribe',
    ]);
  });
});

describe('a type that asks for more than was shown on the way to it', () => {
  const types = `
    type Shop @public { id: ID!  till: Till }
    type Till @auth(requires: ["vendor:manage_payouts"]) { amount: Int  drawer: Drawer }
    type Drawer @auth(requires: ["vendor:manage_payouts"]) { coins: Int }`;
  const leak = (shown: string): string =>
    `Shop.till leads to Till, which asks for @auth(vendor:manage_payouts), but can be reached with ${shown} only: give the field a rule of its own`;

  test.each<[string, string, string[]]>([
    ['is reported from a public field', 'type Query { a: Shop @public }', [leak('@public')]],
    ['is reported from a weaker rule', 'type Query { a: Shop @auth(requires: ["SIGNED_IN"]) }', [leak('@auth(SIGNED_IN)')]],
    ['is fine behind the same rule', 'type Query { a: Shop @auth(requires: ["vendor:manage_payouts"]) }', []],
    ['is fine for services', 'type Query { a: Shop @internal(callers: ["catalog"]) @inaccessible }', []],
    ['is fine where the root itself answers with it', 'type Query { a: Till @public }', []],
  ])('%s', (_case, root, problems) => {
    expect(problemsOf(`${root} ${types}`, query)).toEqual(problems);
  });

  test('is not what public types within public types are', () => {
    const typeDefs = 'type Query { a: Shop @public } type Shop @public { price: Money  next: Shop  owner: Owner } type Owner @public { shop: Shop }';
    expect(problemsOf(typeDefs, query)).toEqual([]);
  });

  test('is fine where the field has a rule of its own', () => {
    const guarded = types.replace('till: Till', 'till: Till @auth(requires: ["vendor:manage_payouts"])');
    expect(problemsOf(`type Query { a: Shop @public } ${guarded}`, query)).toEqual([]);
  });

  test('is found through lists, wrappers, unions and entities', () => {
    const typeDefs = `
      type Query { a: Result @public }
      union Result = Page | Nothing
      type Nothing @public { a: Int }
      type Page @public { nodes: [Order!]! }
      type Order @auth(requires: ["SIGNED_IN"]) { id: ID! }
      type Cart @key(fields: "id") @public { id: ID! order: Order }`;
    expect(problemsOf(typeDefs, query).map((text) => text.split(',')[0])).toEqual(['Page.nodes leads to Order', 'Cart.order leads to Order']);
  });
});

test("another subgraph's entity may be mentioned by its key without a rule", () => {
  const typeDefs = 'type Query { a: Product @public } type Product @key(fields: "id", resolvable: false) { id: ID! }';
  expect(problemsOf(typeDefs, query)).toEqual([]);
});
