import { GraphQLScalarType, Kind } from 'graphql';
import { badUserInput } from '../errors/errors.ts';

const DIGITS = /^-?(?:0|[1-9]\d{0,18})$/;
/** What a `bigint` column holds. */
const LARGEST = 2n ** 63n - 1n;

/** Minor units of money: text on the wire, since JSON's numbers end at 2^53; a whole number is taken as input too. */
export const MinorUnits = new GraphQLScalarType<bigint, string>({
  name: 'MinorUnits',
  serialize: (value) => {
    if (typeof value === 'bigint') return value.toString();
    // Payloads of live events and answers of peers hold amounts as text already.
    if (typeof value === 'string' && DIGITS.test(value)) return value;
    throw new TypeError(`MinorUnits are a bigint, not a ${typeof value}`);
  },
  parseValue: (value) => {
    if (typeof value === 'string') return parse(value);
    if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
    throw refused();
  },
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING || node.kind === Kind.INT) return parse(node.value);
    throw refused();
  },
});

function parse(text: string): bigint {
  if (!DIGITS.test(text)) throw refused();
  const amount = BigInt(text);
  if (amount > LARGEST || amount < -LARGEST) throw refused();
  return amount;
}

function refused(): Error {
  return badUserInput('MinorUnits are a whole number of minor units, written as a string of digits.');
}
