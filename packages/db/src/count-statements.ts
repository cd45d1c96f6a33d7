/** Counts what the query builder sends: give `onStatement` to `createDatabase`. */
export interface StatementCounter {
  readonly onStatement: (sql: string) => void;
  /** Statements since the last `reset`, in order. */
  readonly statements: readonly string[];
  reset(): void;
}

export function countStatements(): StatementCounter {
  const statements: string[] = [];
  return {
    onStatement: (sql) => {
      statements.push(sql);
    },
    statements,
    reset: () => {
      statements.length = 0;
    },
  };
}
