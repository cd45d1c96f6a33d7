import { createOperator, createSecrets, readIdentityEnv } from '@marketgraph/identity';
import { createIdGenerator, systemClock } from '@marketgraph/kernel';
import { silentLogger } from '@marketgraph/server';
import type { Marketplace } from './start-marketplace.ts';

/** As the command line does it: no field of the graph makes operators. */
export async function makeOperator({ databases, env }: Pick<Marketplace, 'databases' | 'env'>, login: { email: string; password: string }): Promise<void> {
  const { secret, settings } = readIdentityEnv(env);
  const deps = { db: databases.of('identity'), clock: systemClock, ids: createIdGenerator(systemClock), log: silentLogger, secrets: createSecrets(secret), settings };
  const made = await createOperator(deps, { ...login, role: 'ADMIN' });
  if (!made.ok) throw new Error(`no operator: ${made.error.message}`);
}
