import type { Log } from '@marketgraph/db';

export const silentLog: Log = { info: () => undefined, warn: () => undefined };
