import { parseArgs } from 'node:util';
import { OPERATOR_ROLES } from '@marketgraph/contracts';
import { createOperator } from '@marketgraph/identity';
import { createIdGenerator, systemClock } from '@marketgraph/kernel';
import { readSettings } from '../settings.ts';
import { readPassword } from './read-password.ts';
import { withIdentity } from './with-identity.ts';

const USAGE = `usage: operator create --email ADDRESS --role ${OPERATOR_ROLES.join('|')} [--name NAME]
The password is asked for, or read from the first line of the input. An account that exists already gets role and password.`;

/** `operator create`: makes who runs the marketplace. No field of the graph does. */
export async function operator(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === undefined) {
    console.error(USAGE);
    return 2;
  }
  const settings = readSettings(process.env);
  const password = await readPassword(`Password of ${asked.email}: `);
  const made = await withIdentity(settings, (db, log) => createOperator({ db, log, clock: systemClock, ids: createIdGenerator(systemClock) }, { ...asked, password }));
  if (!made.ok) {
    console.error(made.error.message);
    return 1;
  }
  console.log(`${asked.email} is an operator with the role ${asked.role}.`);
  return 0;
}

function readArguments(args: readonly string[]) {
  const options = { email: { type: 'string' }, role: { type: 'string' }, name: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const role = OPERATOR_ROLES.find((known) => known === values.role);
  if (positionals.length !== 1 || positionals[0] !== 'create' || values.email === undefined || role === undefined) return undefined;
  return { email: values.email, role, ...(values.name === undefined ? {} : { name: values.name }) };
}
