import { GraphQLError, Kind, NoSchemaIntrospectionCustomRule, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { routerError } from '../errors/router-error.ts';

/** A client is helped by the first few mistakes; a hostile document makes thousands. */
const MAX_ERRORS = 10;

export type Validate = (document: DocumentNode) => readonly GraphQLError[];

export function createValidate(schema: GraphQLSchema, introspection: boolean): Validate {
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  return (document) => {
    const structural = checkStructure(document);
    if (structural !== undefined) return [structural];
    return run(document).map((error) => routerError('GRAPHQL_VALIDATION_FAILED', error.message, { source: error }));
  };

  function run(document: DocumentNode): readonly GraphQLError[] {
    try {
      // Suggestions ("did you mean …?") spell out the schema to those who may not read it.
      return validate(schema, document, rules, { maxErrors: MAX_ERRORS, hideSuggestions: !introspection });
    } catch (error) {
      // Some rules evaluate directives and throw what they should report.
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
  }
}

/** What graphql-js either accepts although nothing after it can work with it, or stumbles over while validating. */
function checkStructure(document: DocumentNode): GraphQLError | undefined {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const isSubscription = definition.operation === 'subscription';
    for (const selection of definition.selectionSet.selections) {
      const conditional = selection.directives?.some(({ name }) => name.value === 'skip' || name.value === 'include') ?? false;
      // validate() throws when it meets one with a variable here, and a stream that may not exist makes no sense.
      if (isSubscription && conditional) return refused('A subscription cannot leave out its own field: `@skip` and `@include` do not belong here.', selection);
    }
  }
  return undefined;
}

function refused(message: string, node: { readonly loc?: DocumentNode['loc'] }): GraphQLError {
  const source = node.loc === undefined ? undefined : new GraphQLError(message, { source: node.loc.source, positions: [node.loc.start] });
  return routerError('GRAPHQL_VALIDATION_FAILED', message, source === undefined ? {} : { source });
}
