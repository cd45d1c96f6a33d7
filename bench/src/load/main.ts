/**
 * The load generator: a process of its own, so that its work is not counted as the server's. Told by messages where the
 * server is and what to do next; answers what it measured.
 */
import { readCatalogue } from './catalogue.ts';
import type { Job, LoadTarget } from './job.ts';
import { createLoad } from './run-load.ts';

const [targetText = ''] = process.argv.slice(2);
const target = JSON.parse(targetText) as LoadTarget;
const load = createLoad(target, readCatalogue(target.dataDir));

process.on('message', (job: Job) => {
  load.run(job).then(
    (measured) => process.send?.({ measured }),
    (error: unknown) => process.send?.({ problem: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
