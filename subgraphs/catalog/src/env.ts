import { SECOND } from '@marketgraph/kernel';
import { readEnv } from '@marketgraph/server';
import { z } from 'zod';
import type { CatalogSettings } from './deps.ts';

const schema = z.object({
  /** How often reservations whose time is over are given back. */
  RESERVATION_SWEEP_SECONDS: z.coerce.number().int().min(1).max(300).default(2),
});

/** The only reader of catalog's own settings. Ends the process with a list of all mistakes where there are any. */
export function readCatalogEnv(env: NodeJS.ProcessEnv): CatalogSettings {
  const values = readEnv(schema, env);
  return { reservationSweepMs: values.RESERVATION_SWEEP_SECONDS * SECOND };
}
