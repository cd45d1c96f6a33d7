/** Failures that several features share, as data. `path` leads to the value within the input. */
export interface InvalidInput {
  readonly type: 'InvalidInput';
  readonly message: string;
  readonly path: readonly string[];
}

export interface NotFound {
  readonly type: 'NotFound';
  readonly message: string;
  readonly path: readonly string[];
}

export interface NotAllowed {
  readonly type: 'NotAllowed';
  readonly message: string;
  readonly path: readonly string[];
}

export interface TooManyAttempts {
  readonly type: 'TooManyAttempts';
  readonly message: string;
  readonly retryable: true;
  /** Seconds. */
  readonly retryAfter: number;
}

export function invalidInput(message: string, ...path: string[]): InvalidInput {
  return { type: 'InvalidInput', message, path };
}

export function notFound(message: string, ...path: string[]): NotFound {
  return { type: 'NotFound', message, path };
}

export function notAllowed(message: string, ...path: string[]): NotAllowed {
  return { type: 'NotAllowed', message, path };
}
