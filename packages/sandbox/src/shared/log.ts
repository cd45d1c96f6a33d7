/** What a sandbox reports about itself; in a child process these are JSON lines that the parent forwards. */
export interface SandboxLog {
  info(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

export const silentLog: SandboxLog = { info: () => undefined, error: () => undefined };

/** Bodies and addresses never reach the log: it may end up in a terminal that is shared. */
export function createLineLog(name: string, write: (line: string) => void): SandboxLog {
  const line = (level: string, msg: string, fields: Record<string, unknown> = {}): void => {
    write(`${JSON.stringify({ level, sandbox: name, msg, ...fields })}\n`);
  };
  return {
    info: (message, fields) => line('info', message, fields),
    error: (message, fields) => line('error', message, fields),
  };
}

export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
