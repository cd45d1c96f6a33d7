/** Failures of the shared error types, as commands answer them; `path` leads into the mutation's input. */
interface Failure<Type extends string> {
  readonly type: Type;
  readonly message: string;
  readonly path: readonly string[];
}

export type NotFound = Failure<'NotFound'>;
export type InvalidInput = Failure<'InvalidInput'>;
export type IdempotencyConflict = Failure<'IdempotencyConflict'>;

export function notFound(what: string, ...path: string[]): NotFound {
  return { type: 'NotFound', message: `No such ${what}.`, path };
}

export function invalidInput(message: string, ...path: string[]): InvalidInput {
  return { type: 'InvalidInput', message, path };
}

export function idempotencyConflict(): IdempotencyConflict {
  return {
    type: 'IdempotencyConflict',
    message: 'This key was used before with another input. Use a new key for a new request.',
    path: ['idempotencyKey'],
  };
}
