import { createSourceEventStream, execute, type ExecutionResult } from 'graphql';
import { maskResult } from '../errors/mask-error.ts';
import { buildSchema } from './build-schema.ts';
import { mapStream } from './map-stream.ts';
import type { BaseContext, Subgraph, SubgraphDefinition, SubgraphRequest } from './subgraph.types.ts';

/**
 * A subgraph's schema with its rules, ready to run. In one process the router calls {@link Subgraph.execute} with the
 * plan's parsed document: no HTTP, no JSON, no parsing and no validation in between.
 */
export function createSubgraph<Context extends BaseContext>(definition: SubgraphDefinition<Context>): Subgraph {
  const { name, createContext } = definition;
  const { schema, sdl } = buildSchema(name, definition.typeDefs, definition.resolvers);

  const argumentsOf = ({ document, variables, operationName }: SubgraphRequest, contextValue: Context) => ({
    schema,
    document,
    contextValue,
    variableValues: variables ?? null,
    operationName: operationName ?? null,
  });

  async function run(request: SubgraphRequest, rootValue: unknown): Promise<ExecutionResult> {
    const context = createContext(request.viewer);
    const result = await execute({ ...argumentsOf(request, context), rootValue });
    return result.errors === undefined ? result : maskResult(result, context);
  }

  return {
    name,
    schema,
    sdl,
    routes: definition.routes ?? [],
    execute: (request) => run(request, undefined),
    subscribe: async (request) => {
      const context = createContext(request.viewer);
      const source = await createSourceEventStream(argumentsOf(request, context));
      if (!(Symbol.asyncIterator in source)) return maskResult(source, context);
      return mapStream(
        source,
        (event) => run(request, event),
        (error) => maskResult({ errors: [error] }, context),
      );
    },
    ready: async () => definition.ready?.(),
    start: () => definition.start(),
    stop: () => definition.stop(),
  };
}
