import { enableCompileCache, flushCompileCache } from 'node:module';

/**
 * Loaded with `--import` before the marketplace's own main file: everything that `start` needs is imported already when
 * the word comes to begin. So the next process gets ready while the one before it is still being killed. It ends with the
 * test, however that ends. What was compiled is kept for the next: a process that is killed writes nothing down.
 */
process.once('disconnect', () => process.exit(1));
enableCompileCache(process.env['COMPILED']);
await import('../../../src/start/start.ts');
flushCompileCache();
await new Promise<void>((resolve) => {
  process.once('message', () => resolve());
});
