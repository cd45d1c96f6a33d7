const DEEPEST_CAUSE = 5;

interface ErrorDescription {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: unknown;
}

/**
 * An error as the log keeps it: type, message, code, frames and causes, and nothing else that hangs on it. Errors of
 * database libraries carry the parameters of their statement, in fields, at the end of the message and so in the stack
 * as well; those are people's data and password hashes.
 */
export function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'object' ? 'something that is no error' : error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const description: ErrorDescription = {
    type: error.constructor.name,
    message: error.message.replace(/\nparams: [\s\S]*$/, ''),
    ...(code === undefined ? {} : { code }),
    ...(error.stack === undefined ? {} : { stack: framesOf(error.stack) }),
    ...(error.cause === undefined || depth >= DEEPEST_CAUSE ? {} : { cause: describeError(error.cause, depth + 1) }),
  };
  return description;
}

function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
}
