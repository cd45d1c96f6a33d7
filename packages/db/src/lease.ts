import { advisoryKey } from './advisory-lock.ts';
import { connect } from './connect.ts';

/** See `Database.withLease`. A session's advisory lock ends with its connection, so a crash never leaves a lease behind. */
export async function withLease(url: string, name: string, work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
  const lost = new AbortController();
  const client = connect(url, { max: 1, lasting: true, applicationName: `lease ${name}`, onClose: () => lost.abort(new Error(`lost the lease ${name}`)) });
  try {
    const [row] = await client<{ held: boolean }[]>`select pg_try_advisory_lock(${advisoryKey(name)}::bigint) as held`;
    if (row?.held !== true) return false;
    await work(lost.signal);
    return true;
  } finally {
    await client.end({ timeout: 1 });
  }
}
