import type { MigrationSet } from '@marketgraph/db';

export const insightsMigrations: MigrationSet = { namespace: 'insights', directory: new URL('../migrations/', import.meta.url) };
