import { buildSubgraphSchema } from '@apollo/subgraph';
import { concatAST, isUnionType, parse, print, stripIgnoredCharacters, type GraphQLSchema } from 'graphql';
import { checkRules } from '../auth/check-rules.ts';
import { enforceRules } from '../auth/enforce-rules.ts';
import { createRuleTable } from '../auth/rule-table.ts';
import { forbidden } from '../errors/errors.ts';
import { commonResolvers } from '../scalars/common-resolvers.ts';
import { checkResolvers } from './check-resolvers.ts';
import { installEntities } from './entities.ts';
import { sharedTypeDefs } from './federation-header.ts';
import type { BaseContext, ResolverMap } from './subgraph.types.ts';

type BuildOptions = Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>;

export interface BuiltSchema {
  readonly schema: GraphQLSchema;
  readonly sdl: string;
}

/** Types, resolvers and rules as one executable schema. Everything that is wrong with them is told at once. */
export function buildSchema(name: string, typeDefs: string, ownResolvers: ResolverMap): BuiltSchema {
  const document = concatAST([parse(sharedTypeDefs()), parse(typeDefs)]);
  const resolvers: ResolverMap = { ...ownResolvers, ...commonResolvers };
  const schema = buildSubgraphSchema({ typeDefs: document, resolvers: resolvers as NonNullable<BuildOptions['resolvers']> });

  const problems: string[] = [];
  const problem = (text: string): unknown => problems.push(text);
  for (const type of Object.keys(ownResolvers)) if (type in commonResolvers) problem(`${type} is common to all subgraphs and already has its resolvers`);
  checkResolvers(schema, resolvers, problem);
  const table = createRuleTable(schema, problem);
  checkRules(schema, table, problem);
  if (problems.length > 0) throw new Error(`the schema of ${name} does not boot:\n${problems.map((text) => `  - ${text}`).join('\n')}`);

  enforceRules(table);
  const sdl = print(document);
  guardService(schema, sdl);
  const union = schema.getType('_Entity');
  if (isUnionType(union)) installEntities(schema, union, table);
  return { schema, sdl };
}

/** The SDL shows what is inaccessible to clients, so only services may ask for it. */
function guardService(schema: GraphQLSchema, sdl: string): void {
  const field = schema.getQueryType()?.getFields()['_service'];
  if (field === undefined) return;
  const compact = stripIgnoredCharacters(sdl);
  field.resolve = (_source, _args, context: BaseContext) => {
    if (context.viewer.kind !== 'service') throw forbidden();
    return { sdl: compact };
  };
}
