import { composeServices } from '@apollo/composition';
import { listAuthConflicts } from '@marketgraph/server';
import { Supergraph } from '@apollo/federation-internals';
import { parse, printSchema, type GraphQLSchema } from 'graphql';

export interface PublishedSubgraph {
  readonly name: string;
  readonly sdl: string;
}

export interface Composition {
  readonly supergraphSdl: string;
  /** What clients see: no federation machinery, nothing `@inaccessible`. */
  readonly apiSdl: string;
  /** Hints of inconsistency: two subgraphs that say different things about one shared element, of which one silently wins. */
  readonly inconsistencies: readonly string[];
}

export class CompositionFailed extends Error {}

/** Composes the six published schemas into one. Throws {@link CompositionFailed} with every error in one message. */
export function compose(subgraphs: readonly PublishedSubgraph[]): Composition {
  const result = composeServices(subgraphs.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl), url: `http://${name}.internal/graphql` })));
  if (result.supergraphSdl === undefined) {
    throw new CompositionFailed((result.errors ?? []).map((error) => `- ${error.message}`).join('\n'));
  }
  return {
    supergraphSdl: `${result.supergraphSdl.trim()}\n`,
    apiSdl: `${printSchema(apiSchema(result.supergraphSdl)).trim()}\n`,
    inconsistencies: [
      ...result.hints.filter(isInconsistency).map((hint) => `${hint.definition.code}: ${hint.message}`),
      // Composition lets one of two different rules win without a word.
      ...listAuthConflicts(result.supergraphSdl).map((place) => `${place} has different access rules in two subgraphs`),
    ],
  };
}

function apiSchema(supergraphSdl: string): GraphQLSchema {
  return Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
}

/**
 * A hint counts where the subgraphs contradict each other. That a shared value type stands in some subgraphs and not in
 * others is no contradiction: common.graphql is loaded whole by all.
 */
function isInconsistency(hint: { definition: { code: string } }): boolean {
  return hint.definition.code.startsWith('INCONSISTENT') && !hint.definition.code.startsWith('INCONSISTENT_BUT_COMPATIBLE');
}

