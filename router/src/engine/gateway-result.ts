import type { Logger } from '@marketgraph/server';
import type { ExecutionResult } from 'graphql';
import type { EngineResult } from './engine.ts';

/**
 * Apollo's executor reports a null where none may be only beside the answer, unless something else failed too. Below the
 * top that is right: what may not be seen is null, and no error. At the top it would look like success.
 */
export function resultOf({ data, errors, extensions }: ExecutionResult, log: Logger): EngineResult {
  const missing = extensions?.['valueCompletion'] as EngineResult['errors'] | undefined;
  if (missing !== undefined) log.debug({ missing: missing.map((error) => error.message) }, 'values left out');
  return { data, errors: errors ?? (data === null ? missing : undefined) ?? [] };
}
