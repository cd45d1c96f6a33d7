import { expect, test } from 'vitest';
import { createSubgraph, silentLogger, type BaseContext } from '@marketgraph/server';
import { buyer, guest, testClient, UnexpectedErrors } from '@marketgraph/testing';

const typeDefs = /* GraphQL */ `
  type Query {
    "Who asks."
    whoAmI: String! @public
    "For the signed-in."
    mine: String @auth(requires: ["SIGNED_IN"])
    "Always fails."
    broken: String @public
    "Exact."
    price: MinorUnits! @public
  }
  type Mutation {
    "Gives back what it gets."
    echo("What to give back." text: String!): String! @public
  }
  type Subscription {
    "Counts, then ends or fails."
    counted("How far." to: Int!, "Whether to fail then." fail: Boolean): Int! @public
  }
`;

async function* count(to: number, fail: boolean | null | undefined) {
  for (let counted = 1; counted <= to; counted += 1) yield { counted };
  if (fail === true) throw new Error('miscounted');
}

const client = testClient(
  createSubgraph<BaseContext>({
    name: 'catalog',
    typeDefs,
    resolvers: {
      Query: {
        whoAmI: (_: unknown, __: unknown, { viewer }: BaseContext) => viewer.kind,
        mine: () => 'mine',
        broken: () => { throw new Error('secret'); },
        price: () => 9_007_199_254_740_993n,
      },
      Mutation: { echo: (_: unknown, { text }: { text: string }) => text },
      Subscription: { counted: { subscribe: (_: unknown, { to, fail }: { to: number; fail?: boolean }) => count(to, fail) } },
    },
    createContext: (viewer) => ({ viewer, log: silentLogger }),
    start: async () => undefined,
    stop: async () => undefined,
  }),
);

test('data comes as a client gets it, as the viewer asked for', async () => {
  expect(await client.as(guest()).query('{ whoAmI price }')).toStrictEqual({ whoAmI: 'guest', price: '9007199254740993' });
  expect(await client.as(buyer()).query('{ whoAmI mine }')).toStrictEqual({ whoAmI: 'user', mine: 'mine' });
  expect(await client.as(guest()).mutate('mutation ($text: String!) { echo(text: $text) }', { text: 'x' })).toStrictEqual({ echo: 'x' });
});

test('an error nobody asked for fails loudly, even beside data', async () => {
  await expect(client.as(guest()).query('{ whoAmI broken }')).rejects.toThrow(UnexpectedErrors);
  await expect(client.as(guest()).query('{ mine }')).rejects.toThrow('UNAUTHENTICATED at mine');
});

test('an error that is asked for is given, and its absence is an error', async () => {
  expect(await client.as(guest()).errors('{ mine }')).toMatchObject([{ path: ['mine'], extensions: { code: 'UNAUTHENTICATED' } }]);
  await expect(client.as(buyer()).errors('{ mine }')).rejects.toThrow('expected errors, got {"mine":"mine"}');
  expect(await client.as(guest()).execute('{ whoAmI broken }')).toMatchObject({ data: { whoAmI: 'guest', broken: null }, errors: [{ message: 'Internal error' }] });
});

test('an operation that does not fit the schema is told before it runs', async () => {
  await expect(client.as(guest()).query('{ whoIsThat }')).rejects.toThrow('the operation does not fit the schema of catalog');
});

test('subscriptions: events, the end, a failure', async () => {
  const stream = await client.as(guest()).subscribe<{ counted: number }>('subscription { counted(to: 3) }');
  expect(await stream.next()).toStrictEqual({ counted: 1 });
  expect(await stream.take(2)).toStrictEqual([{ counted: 2 }, { counted: 3 }]);
  expect(await stream.end()).toBeUndefined();
  await expect(stream.next()).rejects.toThrow('the stream has ended');

  const failing = await client.as(guest()).subscribe('subscription { counted(to: 0, fail: true) }');
  expect(await failing.end()).toMatchObject({ errors: [{ message: 'Internal error' }] });

  const closed = await client.as(guest()).subscribe('subscription { counted(to: 9) }');
  await closed.close();
  await expect(closed.next()).rejects.toThrow('the stream has ended');
});
