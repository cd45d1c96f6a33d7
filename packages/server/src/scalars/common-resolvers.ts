import type { ResolverMap } from '../graph/subgraph.types.ts';
import { CurrencyCode } from './currency-code.ts';
import { DateTime } from './date-time.ts';
import { MinorUnits } from './minor-units.ts';
import { moneyResolvers } from './money.ts';

/** For the types of common.graphql; every subgraph gets them. */
export const commonResolvers: ResolverMap = {
  MinorUnits: resolversOf(MinorUnits),
  CurrencyCode: resolversOf(CurrencyCode),
  DateTime: resolversOf(DateTime),
  Money: moneyResolvers,
};

/** The schema's own scalar keeps its description; only what it does is replaced. */
function resolversOf({ serialize, parseValue, parseLiteral }: typeof MinorUnits | typeof CurrencyCode | typeof DateTime): object {
  return { serialize, parseValue, parseLiteral };
}
