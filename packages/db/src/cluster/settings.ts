export interface ServerSettings {
  data: string;
  port: number;
  temporary: boolean;
}

/** Arguments of initdb. The builtin locale sorts alike on every system; without UTF8 said, LC_ALL=C makes SQL_ASCII. */
export function initdbArguments(data: string, temporary: boolean): string[] {
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  // No password at all: who may connect is decided by where the server listens, which is this machine only.
  const access = ['--username=postgres', '--auth=trust'];
  return ['-D', data, ...locale, ...access, '--no-instructions', ...(temporary ? ['--no-sync'] : [])];
}

/** Everything on the command line, so that a data folder of last year gets this year's settings. */
export function postgresArguments({ data, port, temporary }: ServerSettings): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // A socket's path may not be longer than about 100 characters, which a data folder's easily is.
    unix_socket_directories: '',
    max_connections: '300',
    // The data fits in memory: an index is not dearer than a scan, which the default of 4 makes it look.
    random_page_cost: '1.1',
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    log_checkpoints: 'off',
    ...(temporary ? WITHOUT_DURABILITY : {}),
  };
  return ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

const WITHOUT_DURABILITY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
};
