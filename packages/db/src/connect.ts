import postgres from 'postgres';
import { ARRAY_TYPES } from './array-types.ts';
import { databaseName } from './names.ts';

export type Client = postgres.Sql;

interface ConnectOptions {
  max: number;
  applicationName?: string;
  /** Never recycled: for connections that hold a lock or listen. postgres.js otherwise ends each after 30 to 60 minutes. */
  lasting?: boolean;
  /** How long a statement of this session waits for a lock that another holds. */
  lockTimeoutMs?: number;
  settings?: Readonly<Record<string, string>> | undefined;
  connectTimeoutSeconds?: number;
  onClose?: () => void;
  onNotify?: (payload: string) => void;
}

/** What postgres.js takes beyond its published types; its own `listen` is built on it. */
interface Settings extends postgres.Options<Record<string, postgres.PostgresType>> {
  onnotify?: (channel: string, payload: string) => void;
}

/** The one place that opens connections, so that all of them agree on isolation, time zone and silence about notices. */
export function connect(url: string, options: ConnectOptions): Client {
  const { onClose, onNotify } = options;
  const database = databaseName(url);
  const settings: Settings = {
    // postgres.js itself does not decode it.
    ...(database === '' ? {} : { database }),
    max: options.max,
    fetch_types: false,
    types: ARRAY_TYPES,
    onnotice: () => undefined,
    connect_timeout: options.connectTimeoutSeconds ?? 10,
    connection: {
      application_name: options.applicationName ?? 'marketgraph',
      TimeZone: 'UTC',
      default_transaction_isolation: 'read committed',
      ...(options.lockTimeoutMs === undefined ? {} : { lock_timeout: options.lockTimeoutMs }),
      ...options.settings,
    },
    ...(options.lasting === true ? { idle_timeout: 0, max_lifetime: null } : { idle_timeout: 60 }),
    ...(onClose === undefined ? {} : { onclose: () => onClose() }),
    ...(onNotify === undefined ? {} : { onnotify: (_channel, payload) => onNotify(payload) }),
  };
  return postgres(url, settings);
}
