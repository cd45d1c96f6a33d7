import { createLogger, type Logger } from '@marketgraph/server';

export interface Complaints {
  readonly log: Logger;
  /** What was logged as an error so far, one JSON line each: nobody else would see a fault that a retry has mended. */
  readonly lines: readonly string[];
}

/** Collects errors instead of printing them; a test says whether there may be any. */
export function createComplaints(): Complaints {
  const lines: string[] = [];
  const log = createLogger({ name: 'marketgraph', level: 'error', destination: { write: (line: string) => void lines.push(line.trim()) } });
  return { log, lines };
}
