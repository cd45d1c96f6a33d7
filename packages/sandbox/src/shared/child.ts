import { createLineLog, describeError, type SandboxLog } from './log.ts';

/** The line on stdout by which the parent learns that the sandbox serves. */
export interface ReadyLine {
  readonly ready: true;
  readonly sandbox: string;
  readonly url: string;
  readonly port: number;
  readonly smtpPort?: number;
}

interface Running {
  readonly url: string;
  readonly port: number;
  readonly smtpPort?: number;
  stop(): Promise<void>;
}

/** Set by `startSandboxProcess`: how the child is tied to the process that started it. */
export const CHILD_VARIABLE = 'SANDBOX_CHILD';

/**
 * Runs a sandbox as the whole process. An attached child ends when its stdin does, which the system closes even if the
 * parent is killed; and it ignores Ctrl-C, which reaches the whole process group while the parent still needs it.
 */
export async function runAsProcess(name: string, start: (env: NodeJS.ProcessEnv, log: SandboxLog) => Promise<Running>): Promise<void> {
  // A detached child outlives the reader of its output.
  process.stdout.on('error', () => undefined);
  const log = createLineLog(name, (line) => process.stdout.write(line));
  try {
    const sandbox = await start(process.env, log);
    const end = (): void => {
      void sandbox.stop().then(() => process.exit(0));
    };
    const tie = process.env[CHILD_VARIABLE];
    process.on('SIGTERM', end);
    process.on('SIGINT', tie === 'attached' ? () => undefined : end);
    if (tie === 'attached') {
      // The journal is written synchronously: there is nothing to finish, and the port is free at once.
      process.stdin.on('end', () => process.exit(0)).on('error', () => process.exit(0)).resume();
    }
    const { url, port, smtpPort } = sandbox;
    const ready: ReadyLine = { ready: true, sandbox: name, url, port, ...(smtpPort === undefined ? {} : { smtpPort }) };
    process.stdout.write(`${JSON.stringify(ready)}\n`);
  } catch (error) {
    process.stderr.write(`${name} sandbox: ${describeError(error)}\n`);
    process.exit(1);
  }
}
