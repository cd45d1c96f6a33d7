import { flushCompileCache } from 'node:module';
import { keepCompiled } from '../../../src/keep-compiled.ts';

/**
 * Loaded with `--import` before the marketplace's own main file: everything that `start` needs is imported already when
 * the word comes to begin. So the next process gets ready while the one before it is still being killed. It ends with the
 * test, however that ends. What was compiled is kept for the next: a process that is killed writes nothing down.
 */
process.once('disconnect', () => process.exit(1));
keepCompiled(process.env);
await import('../../../src/start/start.ts');
flushCompileCache();
await new Promise<void>((resolve) => {
  process.once('message', () => resolve());
});
