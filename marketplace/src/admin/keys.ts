import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSecrets, rotateSigningKeys } from '@marketgraph/identity';
import { systemClock } from '@marketgraph/kernel';
import { loadSecrets } from '../platform/secrets.ts';
import { readSettings } from '../settings.ts';
import { withIdentity } from './with-identity.ts';

/** `keys rotate [--immediately]`: a successor of the key that signs access tokens. */
export async function keys(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: { immediately: { type: 'boolean', default: false } }, allowPositionals: true });
  if (positionals.length !== 1 || positionals[0] !== 'rotate') {
    console.error('usage: keys rotate [--immediately]\nWithout --immediately nobody is logged out; with it, for a key that leaked, all other keys are gone at once.');
    return 2;
  }
  const settings = readSettings(process.env);
  const secrets = createSecrets(await identitySecret(settings.dataDir));
  const { kid, signsFrom } = await withIdentity(settings, (db, log) => rotateSigningKeys({ db, log, clock: systemClock, secrets }, values));
  console.log(`Key ${kid} signs from ${signsFrom.toISOString()}.`);
  return 0;
}

/** The one that the services have: with another they could not open the key. */
async function identitySecret(dataDir: string): Promise<string> {
  const given = process.env['IDENTITY_SECRET'] ?? '';
  if (given !== '') return given;
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file)) throw new Error(`IDENTITY_SECRET is not set, and there is no ${file}.`);
  return (await loadSecrets(file)).identitySecret;
}
