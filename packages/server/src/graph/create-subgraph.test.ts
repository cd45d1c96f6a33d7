import { asId, encodeId } from '@marketgraph/kernel';
import { buyer, guest, service } from '@marketgraph/testing';
import { execute, isObjectType, parse, validateSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { subscriberTooSlow } from '../errors/errors.ts';
import { createLogger, silentLogger } from '../process/logger.ts';
import { createSubgraph } from './create-subgraph.ts';
import { idArgument, inputId } from './id-argument.ts';
import { mapStream } from './map-stream.ts';
import type { BaseContext } from './subgraph.types.ts';

interface Context extends BaseContext {
  readonly serial: number;
}

interface Ticks {
  push(value: unknown): void;
  fail(error: Error): void;
}

/** A source that is told what to say, and tells whether it was let go. */
function createTicks() {
  const waiting: { value?: unknown; error?: Error }[] = [];
  let wake = Promise.withResolvers<void>();
  const state = { released: false };
  const add = (step: { value?: unknown; error?: Error }): void => {
    waiting.push(step);
    wake.resolve();
    wake = Promise.withResolvers();
  };
  const ticks: Ticks = { push: (value) => add({ value }), fail: (error) => add({ error }) };
  const stream: AsyncIterableIterator<unknown> = {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => {
      while (waiting.length === 0 && !state.released) await wake.promise;
      const step = waiting.shift();
      if (step?.error !== undefined) throw step.error;
      return step === undefined ? { done: true, value: undefined } : { done: false, value: step.value };
    },
    return: async () => {
      state.released = true;
      wake.resolve();
      return { done: true, value: undefined };
    },
  };
  return { ticks, stream, state };
}

let contexts = 0;
let source = createTicks();
const subgraph = createSubgraph<Context>({
  name: 'catalog',
  typeDefs: `
    type Query { hello(name: String): String @public  broken: String @public  product(id: ID!): Product @public  price(amount: MinorUnits!): Money @public }
    type Mutation { hide(id: ID!): String @public }
    type Subscription { ticked: Int @public  refused: Int @public }
    type Product @key(fields: "id") @public { id: ID!  title: String }
  `,
  resolvers: {
    Query: {
      hello: (_source: unknown, { name }: { name: string | null }) => `hello ${name ?? 'you'}`,
      broken: () => {
        throw new Error('the password is 1234');
      },
      product: (_source: unknown, { id }: { id: string }) => ({ id: idArgument('Product', id) }),
      price: (_source: unknown, { amount }: { amount: bigint }) => ({ amount, currency: 'USD' }),
    },
    Mutation: { hide: () => 'hidden' },
    Subscription: {
      ticked: { subscribe: () => source.stream, resolve: (tick: number, _args: unknown, { serial }: Context) => tick * 1_000 + serial },
      refused: {
        subscribe: () => {
          throw new Error('the password is 1234');
        },
      },
    },
    Product: { __resolveReference: (reference: object) => Object.freeze({ ...reference, title: 'frozen' }) },
  },
  createContext: (viewer) => ({ viewer, log: silentLogger, serial: (contexts += 1) }),
  start: async () => undefined,
  stop: async () => undefined,
});
const viewer = guest({ traceId: 'trace-1' });

describe('execute', () => {
  test('runs a parsed document with variables', async () => {
    const document = parse('query A { x: hello } query B($name: String) { hello(name: $name) }');
    expect(await subgraph.execute({ document, operationName: 'B', variables: { name: 'Ada' }, viewer })).toEqual({ data: { hello: 'hello Ada' } });
  });

  test('makes one context for each request', async () => {
    const before = contexts;
    await subgraph.execute({ document: parse('{ a: hello b: hello }'), viewer });
    expect(contexts).toBe(before + 1);
  });

  test('masks what a resolver throws', async () => {
    const result = await subgraph.execute({ document: parse('{ hello broken }'), viewer });
    expect(JSON.parse(JSON.stringify(result))).toEqual({
      data: { hello: 'hello you', broken: null },
      errors: [{ message: 'Internal error', path: ['broken'], extensions: { code: 'INTERNAL', traceId: 'trace-1' } }],
    });
    expect(result.errors?.[0]?.originalError).toBeUndefined();
  });

  test.each([
    ['a variable of a wrong type', 'query ($n: Int!) { hello(name: "x") price(amount: $n) { amount } }', { n: 'x' }],
    ['a literal that its scalar refuses', '{ price(amount: "1.5") { amount } }', {}],
    ['an id of another kind', '{ product(id: "usr_1") { id } }', {}],
  ])('answers BAD_USER_INPUT to %s', async (_case, text, variables) => {
    const { errors } = await subgraph.execute({ document: parse(text), variables, viewer });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([expect.objectContaining({ code: 'BAD_USER_INPUT', traceId: 'trace-1' })]);
  });

  test('takes minor units as a string or a whole number', async () => {
    const document = parse('{ a: price(amount: "9007199254740993") { amount } b: price(amount: 1234) { decimal } }');
    expect(await subgraph.execute({ document, viewer })).toEqual({ data: { a: { amount: '9007199254740993' }, b: { decimal: '12.34' } } });
  });

  test('resolves entities that are frozen', async () => {
    const document = parse('{ _entities(representations: [{ __typename: "Product", id: "1" }]) { __typename ... on Product { title } } }');
    expect(await subgraph.execute({ document, viewer })).toEqual({ data: { _entities: [{ __typename: 'Product', title: 'frozen' }] } });
  });
});

describe('subscribe', () => {
  async function open() {
    source = createTicks();
    const stream = await subgraph.subscribe({ document: parse('subscription { ticked }'), viewer });
    if (!(Symbol.asyncIterator in stream)) throw new Error('refused');
    return stream;
  }

  test('gives every event a context of its own, so that no loader remembers', async () => {
    const stream = await open();
    const serial = contexts;
    source.ticks.push(1);
    source.ticks.push(2);
    expect(await stream.next()).toEqual({ done: false, value: { data: { ticked: 1_000 + serial + 1 } } });
    expect(await stream.next()).toEqual({ done: false, value: { data: { ticked: 2_000 + serial + 2 } } });
  });

  test('ends with the error of its source as the last result', async () => {
    const stream = await open();
    source.ticks.fail(subscriberTooSlow());
    const { value } = await stream.next();
    expect(value.errors).toMatchObject([{ extensions: { code: 'SUBSCRIBER_TOO_SLOW', traceId: 'trace-1' } }]);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(source.state.released).toBe(true);
  });

  test('masks a source that breaks, and one that cannot be opened', async () => {
    const stream = await open();
    source.ticks.fail(new Error('the password is 1234'));
    const { value } = await stream.next();
    const refused = await subgraph.subscribe({ document: parse('subscription { refused }'), viewer });
    for (const result of [value, refused]) expect(JSON.stringify(result)).not.toContain('1234');
    expect(refused).toMatchObject({ errors: [{ message: 'Internal error', extensions: { code: 'INTERNAL' } }] });
  });

  test('lets a quiet source go at once', async () => {
    const stream = await open();
    const waiting = stream.next();
    await stream.return?.();
    expect(source.state.released).toBe(true);
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});

test('a stream maps one value at a time', async () => {
  async function* numbers() {
    yield* [1, 2, 3];
  }
  const mapped = mapStream(
    numbers(),
    async (value) => {
      if (value === 2) throw new Error('two');
      return `${value}`;
    },
    (error) => `failed: ${String(error)}`,
  );
  const seen: string[] = [];
  for await (const value of mapped) seen.push(value);
  expect(seen).toEqual(['1', 'failed: Error: two']);
});

test('fields without a rule of their own keep their resolvers, so that the rules cost them nothing', () => {
  const product = subgraph.schema.getType('Product');
  expect(isObjectType(product) && product.getFields()['title']?.resolve).toBeUndefined();
  expect(subgraph.schema.getQueryType()?.getFields()['hello']?.resolve?.name).toBe('hello');
  expect(validateSchema(subgraph.schema)).toEqual([]);
});

test('the published SDL builds the same subgraph again', async () => {
  const answer = await execute({
    schema: subgraph.schema,
    document: parse('{ _service { sdl } }'),
    contextValue: { viewer: service('router'), log: silentLogger },
  });
  const { _service: published } = answer.data as { _service: { sdl: string } };
  expect(parse(published.sdl, { noLocation: true })).toEqual(parse(subgraph.sdl, { noLocation: true }));
  expect(subgraph.sdl).toContain('@composeDirective(name: "@auth")');
});

test('ids of another kind are refused with the way to them', () => {
  const id = asId('Product', '018f0000-0000-7000-8000-000000000001');
  expect(idArgument('Product', encodeId('Product', id))).toBe(id);
  expect(() => inputId('Vendor', encodeId('Product', id), 'vendorId')).toThrow(
    expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', inputPath: ['input', 'vendorId'] } }),
  );
});

test('the log gets what the client does not', async () => {
  const lines: string[] = [];
  const log = createLogger({ name: 'catalog', level: 'error', destination: { write: (line) => void lines.push(line) } });
  const logging = createSubgraph({
    name: 'catalog',
    typeDefs: 'type Query { broken: String @public }',
    resolvers: {
      Query: {
        broken: () => {
          throw new Error('disk full');
        },
      },
    },
    createContext: () => ({ viewer, log }),
    start: async () => undefined,
    stop: async () => undefined,
  });
  await logging.execute({ document: parse('{ broken }'), viewer: buyer() });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ msg: 'a resolver failed', traceId: 'trace-1', path: ['broken'], err: expect.objectContaining({ message: 'disk full' }) }),
  ]);
});
