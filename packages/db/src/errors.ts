/** SQLSTATE codes that this code base reacts to. */
export const SQLSTATE = {
  uniqueViolation: '23505',
  deadlock: '40P01',
  serializationFailure: '40001',
  noSuchDatabase: '3D000',
  duplicateDatabase: '42P04',
  notAllowed: '42501',
} as const;

/** The database's own error, whichever way drizzle has wrapped it; `undefined` when the error is of another kind. */
function databaseError(error: unknown): { code: string; constraint: string | undefined } | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (!('code' in current) || typeof current.code !== 'string') continue;
    const constraint = 'constraint_name' in current ? current.constraint_name : undefined;
    return { code: current.code, constraint: typeof constraint === 'string' ? constraint : undefined };
  }
  return undefined;
}

/** SQLSTATE, or Node's code (`ECONNREFUSED`), of whatever lies at the bottom of the error. */
export function errorCode(error: unknown): string | undefined {
  return databaseError(error)?.code;
}

/** Whether a row with that key was there already; with `constraint`, whether it was that unique constraint or index. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const found = databaseError(error);
  return found?.code === SQLSTATE.uniqueViolation && (constraint === undefined || found.constraint === constraint);
}
