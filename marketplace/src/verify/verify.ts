import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../settings.ts';
import { verifyFolder } from './verify-folder.ts';

const PARTS = [
  { of: 'ledger', says: 'orders, payments and refunds agree with the ledger, and every entry balances' },
  { of: 'stock', says: 'stock agrees with its movements, reservations and alerts' },
  { of: 'products', says: 'lists and counts agree with what is for sale' },
  { of: 'search', says: 'what is for sale can be found, and nothing else' },
] as const;

/** `node marketplace/src/main.ts verify`: 1 where a rule of money or goods is broken, with all that breaks it. */
export async function verify(): Promise<number> {
  const settings = readSettings(process.env);
  if (settings.databaseUrl === undefined && !existsSync(join(settings.dataDir, 'postgres'))) {
    console.error(`There is no marketplace in ${settings.dataDir}. Start it once: npm start`);
    return 1;
  }
  const breaches = await verifyFolder(settings.dataDir, settings.databaseUrl);
  for (const { of, says } of PARTS) {
    const found = breaches.filter((breach) => breach.of === of);
    console.log(`${found.length === 0 ? 'ok  ' : 'FAIL'} ${of.padEnd(9)} ${found.length === 0 ? says : `${found.length} breaches`}`);
    for (const { rule, id, detail } of found) console.log(`       not so: ${rule}\n         ${id}: ${detail}`);
  }
  return breaches.length === 0 ? 0 : 1;
}
