import { GraphQLScalarType, Kind } from 'graphql';
import { badUserInput } from '../errors/errors.ts';

const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|[+-](\d{2}):(\d{2}))$/;

/** A `Date` in code, RFC 3339 in UTC on the wire. Input may have any offset but must have one. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => {
    const time = value instanceof Date ? value : typeof value === 'string' ? parseTime(value) : undefined;
    if (time === undefined || Number.isNaN(time.getTime())) throw new TypeError('DateTime is a Date');
    return time.toISOString();
  },
  parseValue: parse,
  parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
});

function parse(value: unknown): Date {
  const time = typeof value === 'string' ? parseTime(value) : undefined;
  if (time === undefined) throw badUserInput('DateTime is RFC 3339 with an offset, such as `2026-03-01T12:00:00Z`.');
  return time;
}

function parseTime(text: string): Date | undefined {
  const match = RFC_3339.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second, offsetHour = 0, offsetMinute = 0] = match.slice(1).map((part) => Number(part ?? 0));
  if (year === undefined || month === undefined || day === undefined) return undefined;
  // `Date` would make 30 February a day in March.
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > lastDay) return undefined;
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59 || offsetHour > 23 || offsetMinute > 59) return undefined;
  return new Date(text);
}
