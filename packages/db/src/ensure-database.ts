import { connect } from './connect.ts';
import { errorCode, SQLSTATE } from './errors.ts';
import { databaseName, quotedName, withDatabase } from './names.ts';

/** Creates the database that `url` names unless it is there; says what to do where the user may not create one. */
export async function ensureDatabase(url: string): Promise<void> {
  if (await exists(url)) return;
  const name = databaseName(url);
  const admin = connect(withDatabase(url, 'postgres'), { max: 1 });
  try {
    await admin.unsafe(`create database ${quotedName(name)}`);
  } catch (error) {
    const code = errorCode(error);
    // Another process was faster.
    if (code === SQLSTATE.duplicateDatabase || code === SQLSTATE.uniqueViolation) return;
    if (code !== SQLSTATE.notAllowed) throw error;
    throw new Error(`database "${name}" does not exist and this user may not create it: have it created, or give the user CREATEDB`, { cause: error });
  } finally {
    await admin.end({ timeout: 1 });
  }
}

async function exists(url: string): Promise<boolean> {
  const client = connect(url, { max: 1 });
  try {
    await client`select 1`;
    return true;
  } catch (error) {
    if (errorCode(error) === SQLSTATE.noSuchDatabase) return false;
    throw error;
  } finally {
    await client.end({ timeout: 1 });
  }
}
