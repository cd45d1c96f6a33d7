import type { Viewer } from '@marketgraph/contracts';
import type { Subgraph } from '@marketgraph/server';
import { getOperationAST, parse, validate, type DocumentNode, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { createTestStream, type TestStream } from './test-stream.ts';
import { asOnTheWire, dataOf, UnexpectedErrors } from './test-results.ts';

type Variables = Readonly<Record<string, unknown>>;

/** A subgraph's own schema, spoken to as some viewer. Documents are validated, as the router does before it asks. */
export interface TestSession {
  /** Data as a client gets it. Any GraphQL error fails the test with all there is to know about it. */
  query<Data>(document: string, variables?: Variables): Promise<Data>;
  mutate<Data>(document: string, variables?: Variables): Promise<Data>;
  subscribe<Data>(document: string, variables?: Variables): Promise<TestStream<Data>>;
  /** The errors of an operation that must fail; fails the test if there are none. */
  errors(document: string, variables?: Variables): Promise<GraphQLFormattedError[]>;
  /** Data and errors side by side, where both are expected. */
  execute<Data>(document: string, variables?: Variables): Promise<{ data: Data | null; errors: GraphQLFormattedError[] }>;
}

export interface TestClient {
  as(viewer: Viewer): TestSession;
}

export function testClient(subgraph: Subgraph): TestClient {
  return { as: (viewer) => sessionOf(subgraph, viewer) };
}

function sessionOf(subgraph: Subgraph, viewer: Viewer): TestSession {
  const requestOf = (text: string, variables: Variables = {}) => ({ document: checked(subgraph, text), variables, viewer });

  async function result(text: string, variables?: Variables): Promise<ExecutionResult> {
    const request = requestOf(text, variables);
    if (getOperationAST(request.document)?.operation !== 'subscription') return subgraph.execute(request);
    const subscribed = await subgraph.subscribe(request);
    if (!(Symbol.asyncIterator in subscribed)) return subscribed;
    await subscribed.return?.();
    throw new Error('the subscription was accepted');
  }

  async function data<Data>(text: string, variables?: Variables): Promise<Data> {
    return dataOf<Data>(await result(text, variables));
  }

  return {
    query: data,
    mutate: data,
    subscribe: async (text, variables) => {
      const subscribed = await subgraph.subscribe(requestOf(text, variables));
      if (!(Symbol.asyncIterator in subscribed)) throw new UnexpectedErrors(asOnTheWire(subscribed).errors);
      return createTestStream(subscribed);
    },
    errors: async (text, variables) => {
      const { errors, data } = asOnTheWire(await result(text, variables));
      if (errors.length === 0) throw new Error(`expected errors, got ${JSON.stringify(data)}`);
      return errors;
    },
    execute: async <Data>(text: string, variables?: Variables) => asOnTheWire<Data>(await result(text, variables)),
  };
}

function checked(subgraph: Subgraph, text: string): DocumentNode {
  const document = parse(text);
  const mistakes = validate(subgraph.schema, document);
  if (mistakes.length > 0) throw new Error(`the operation does not fit the schema of ${subgraph.name}:\n${mistakes.map(String).join('\n')}`);
  return document;
}
