import { isCurrencyCode, type CurrencyCode as Code } from '@marketgraph/kernel';
import { GraphQLScalarType, Kind } from 'graphql';
import { badUserInput } from '../errors/errors.ts';

export const CurrencyCode = new GraphQLScalarType<Code, string>({
  name: 'CurrencyCode',
  serialize: (value) => {
    if (typeof value === 'string' && isCurrencyCode(value)) return value;
    throw new TypeError('not a currency the marketplace trades in');
  },
  parseValue: parse,
  parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
});

function parse(value: unknown): Code {
  if (typeof value === 'string' && isCurrencyCode(value)) return value;
  throw badUserInput('CurrencyCode is the ISO 4217 code of a currency the marketplace trades in, such as `USD`.');
}
