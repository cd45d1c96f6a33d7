/** For `migrate`: the namespace is the subgraph's name. */
export const migrations = { namespace: 'commerce', directory: new URL('../migrations/', import.meta.url) } as const;
