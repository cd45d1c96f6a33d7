import { createOperator } from '@marketgraph/identity';
import { createIdGenerator, systemClock } from '@marketgraph/kernel';
import { silentLogger } from '@marketgraph/server';
import type { Marketplace } from './start-marketplace.ts';

/** As `operator create` does it: no field of the graph makes operators. */
export async function makeOperator({ databases }: Pick<Marketplace, 'databases'>, login: { email: string; password: string }): Promise<void> {
  const deps = { db: databases.of('identity'), clock: systemClock, ids: createIdGenerator(systemClock), log: silentLogger };
  const made = await createOperator(deps, { ...login, role: 'ADMIN' });
  if (!made.ok) throw new Error(`no operator: ${made.error.message}`);
}
