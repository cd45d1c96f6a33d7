/**
 * Loaded with `--import` before the marketplace's own main file: everything that `start` needs is imported already when
 * the word comes to begin. So the next process gets ready while the one before it is still being killed. It ends with the
 * test, however that ends.
 */
process.once('disconnect', () => process.exit(1));
await import('../../../src/start/start.ts');
await new Promise<void>((resolve) => {
  process.once('message', () => resolve());
});
