import { buildSchema, findBreakingChanges } from 'graphql';

/**
 * Changes between two API schemas that can break a client which worked before. Each must be listed, word for word, in
 * `schema/breaking-changes.md` together with what clients do about it; else the check refuses.
 */
export function unmarkedBreakingChanges(before: string, after: string, marks: string): string[] {
  return findBreakingChanges(buildSchema(before), buildSchema(after))
    .map((change) => change.description)
    .filter((description) => !marks.includes(description));
}
