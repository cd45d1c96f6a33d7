import { badUserInput } from '@marketgraph/server';
import type { GraphQLError } from 'graphql';
import type { Limits } from './limits.ts';
import { isStorable } from './text.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Whether JSON text nests deeper than allowed: reading it is safe, but copying or printing what comes out recurses. */
export function nestsDeeperThan(json: Buffer, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index];
    if (inString) {
      if (byte === BACKSLASH) index += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) {
      inString = true;
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
    }
  }
  return false;
}

/** JSON holds numbers that no double does (`1e999` becomes Infinity), text that no database takes, and lists longer than any screen needs. */
export function checkVariables(
  variables: Readonly<Record<string, unknown>>,
  limits: Pick<Limits, 'jsonNesting' | 'variableValues'>,
): GraphQLError | undefined {
  let level: unknown[] = [variables];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limits.jsonNesting) return badUserInput(`The variables nest more than ${limits.jsonNesting} levels.`);
    const next: unknown[] = [];
    for (const value of level) {
      values += 1;
      if (values > limits.variableValues) return badUserInput(`The variables hold more than ${limits.variableValues} values.`);
      if (typeof value === 'number' && !Number.isFinite(value)) return badUserInput('The variables hold a number that is too large.');
      if (typeof value === 'string' && !isStorable(value)) return badUserInput('The variables hold text with half a character or a NUL in it.');
      if (typeof value !== 'object' || value === null) continue;
      for (const inner of Object.values(value)) next.push(inner);
    }
    level = next;
  }
  return undefined;
}
