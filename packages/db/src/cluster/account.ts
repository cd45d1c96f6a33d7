import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';

/**
 * PostgreSQL refuses to run as root. As whom, and where, it runs instead:
 * nobody else (we are not root), the owner of the data, "somebody else" in a user namespace that is still root to the
 * file system, or another account for good.
 */
export interface Account {
  /** Where the data is. Differs from the folder asked for only if the other account could not enter that one. */
  readonly base: string;
  readonly binaries: Binaries;
  command(program: string, args: readonly string[]): { file: string; args: string[]; uid?: number; gid?: number };
  /** Makes a folder belong to whoever runs the server. */
  own(folder: string): void;
}

interface Person {
  readonly uid: number;
  readonly gid: number;
}

/** How root runs the server; the defaults suit everybody but tests. */
export interface AsRoot {
  /** False: as another account even where a user namespace would do. */
  userNamespace?: boolean;
  /** For what another account must enter when ours are closed to it. */
  openFolder?: string;
}

export function chooseAccount(base: string, binaries: Binaries, { userNamespace = true, openFolder = '/var/lib/marketgraph' }: AsRoot = {}): Account {
  if (process.getuid?.() !== 0) return ourselves(base, binaries);
  const data = join(base, 'data');
  const owner = existsSync(data) ? statSync(data) : undefined;
  if (owner !== undefined && owner.uid !== 0) return another(base, binariesFor(binaries, openFolder), owner);
  const person = unprivileged();
  if (userNamespace && namespaceWorks(person)) return namespaced(base, binaries, person);
  const place = othersMayEnter(base) ? base : join(openFolder, createHash('sha256').update(base).digest('hex').slice(0, 16));
  mkdirSync(place, { recursive: true, mode: 0o755 });
  return another(place, binariesFor(binaries, openFolder), person);
}

function ourselves(base: string, binaries: Binaries): Account {
  return { base, binaries, command: (file, args) => ({ file, args: [...args] }), own: () => undefined };
}

/** Inside, the process is `person`, so PostgreSQL agrees to run; outside it stays root and enters root's own folders. */
function namespaced(base: string, binaries: Binaries, person: Person): Account {
  return {
    base,
    binaries,
    command: (program, args) => ({ file: 'unshare', args: [...namespaceOf(person), program, ...args] }),
    own: () => undefined,
  };
}

function another(base: string, binaries: Binaries, { uid, gid }: Person): Account {
  return {
    base,
    binaries,
    command: (file, args) => ({ file, args: [...args], uid, gid }),
    own: (folder) => {
      if (statSync(folder).uid !== uid) spawnSync('chown', ['-R', `${uid}:${gid}`, folder]);
    },
  };
}

/** initdb looks its own name up, so the account has to exist. */
function unprivileged(): Person {
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const found = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  return { uid: Number(found?.[2] ?? 65_534), gid: Number(found?.[3] ?? 65_534) };
}

function namespaceOf({ uid }: Person): string[] {
  return ['--user', `--map-user=${uid}`, '--'];
}

function namespaceWorks(person: Person): boolean {
  return spawnSync('unshare', [...namespaceOf(person), 'true'], { stdio: 'ignore' }).status === 0;
}

function othersMayEnter(folder: string): boolean {
  const open = !existsSync(folder) || (statSync(folder).mode & 0o001) !== 0;
  const parent = dirname(folder);
  return open && (parent === folder || othersMayEnter(parent));
}

/** The programs, 60 MB, where another account can reach them: copied, if need be, once for each version of them. */
function binariesFor(binaries: Binaries, openFolder: string): Binaries {
  if (othersMayEnter(binaries.home)) return binaries;
  const stamp = createHash('sha256').update(binaries.home).update(String(statSync(binaries.postgres).mtimeMs)).digest('hex').slice(0, 16);
  const home = join(openFolder, `postgresql-${stamp}`);
  if (!existsSync(home)) {
    const unfinished = `${home}.${process.pid}`;
    mkdirSync(openFolder, { recursive: true, mode: 0o755 });
    cpSync(binaries.home, unfinished, { recursive: true, verbatimSymlinks: true });
    if (existsSync(home)) rmSync(unfinished, { recursive: true });
    else renameSync(unfinished, home);
  }
  const moved = (path: string): string => join(home, path.slice(binaries.home.length));
  return { home, initdb: moved(binaries.initdb), postgres: moved(binaries.postgres), pgCtl: moved(binaries.pgCtl) };
}
