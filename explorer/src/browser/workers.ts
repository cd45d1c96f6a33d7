/** The editor runs its language services in workers; ours are files of this server, next to the page's own. */
const WORKERS: Readonly<Record<string, string>> = { json: 'json.worker.js', graphql: 'graphql.worker.js' };

Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_id: string, label: string): Worker =>
      new Worker(`/explorer/${WORKERS[label] ?? 'editor.worker.js'}`, { type: 'module' }),
  },
});
