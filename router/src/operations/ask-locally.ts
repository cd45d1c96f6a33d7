import { badUserInput, type Logger } from '@marketgraph/server';
import { GraphQLError, type FormattedExecutionResult } from 'graphql';
import { createPresenter } from '../errors/present.ts';
import type { Shown } from '../subscriptions/subscriber.ts';
import type { Stream } from '../streams.ts';
import type { Traits } from '../viewer/authenticate.ts';
import { randomTraceId } from '../viewer/trace.ts';
import { mustBeSure, type Asker, type Graph } from './graph.ts';
import type { GraphQLRequest, PreparedOperation } from './prepare.ts';

/** An operation asked from within the process: the whole way but the network. */
export interface LocalRequest extends GraphQLRequest {
  /** `Bearer <access token>`; a guest without. */
  readonly authorization?: string;
  readonly traits?: Partial<Traits>;
}

/** A query or mutation; its errors are as a client sees them. */
export async function execute(graph: Graph, request: LocalRequest, log: Logger): Promise<FormattedExecutionResult> {
  const traits = traitsOf(request);
  const presenter = createPresenter(traits.traceId, log);
  const prepared = graph.prepare(request);
  if (!prepared.ok) return { errors: presenter.ofRequest(prepared.refusal.errors) };
  const { operation } = prepared;
  if (operation.operation.operation === 'subscription') return { errors: presenter.ofRequest([badUserInput('A subscription has no single answer.')]) };
  try {
    return await graph.run(operation, (await asker(graph, operation, request, traits)).viewer);
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: presenter.ofRequest([error]) };
    throw error;
  }
}

/** A subscription. Throws the first error where it cannot begin. */
export async function subscribe(graph: Graph, request: LocalRequest): Promise<Stream<Shown>> {
  const prepared = graph.prepare(request);
  if (!prepared.ok) throw prepared.refusal.errors[0] ?? badUserInput('The operation was refused.');
  return graph.subscribe(prepared.operation, await asker(graph, prepared.operation, request, traitsOf(request)));
}

function traitsOf({ traits }: LocalRequest): Traits {
  return { locale: 'en', traceId: randomTraceId(), clientAddress: '', userAgent: '', ...traits };
}

async function asker({ authenticator }: Graph, operation: PreparedOperation, { authorization }: LocalRequest, traits: Traits): Promise<Asker> {
  const credentials = await authenticator.credentials(authorization);
  return { credentials, traits, viewer: await authenticator.viewer(credentials, traits, mustBeSure(operation)) };
}
