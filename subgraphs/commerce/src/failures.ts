import { fail } from '@marketgraph/kernel';

/** Failures shared by the whole graph; `type` is the SDL type's name. Everything else is declared beside its rule. */
export interface NotFound {
  readonly type: 'NotFound';
  readonly message: string;
  readonly path: readonly string[];
}

export interface NotAllowed {
  readonly type: 'NotAllowed';
  readonly message: string;
}

export interface InvalidInput {
  readonly type: 'InvalidInput';
  readonly message: string;
  readonly path: readonly string[];
}

export interface IdempotencyConflict {
  readonly type: 'IdempotencyConflict';
  readonly message: string;
  readonly path: readonly string[];
}

/** What exists for others is said to be missing as well: an answer must not tell a stranger that it exists. */
export function notFound(what: string, field: string) {
  return fail<NotFound>({ type: 'NotFound', message: `There is no such ${what}.`, path: ['input', field] });
}

export function notAllowed(message: string) {
  return fail<NotAllowed>({ type: 'NotAllowed', message });
}

export function invalidInput(message: string, ...path: string[]) {
  return fail<InvalidInput>({ type: 'InvalidInput', message, path: ['input', ...path] });
}

export function idempotencyConflict() {
  return fail<IdempotencyConflict>({
    type: 'IdempotencyConflict',
    message: 'This idempotency key was used before with another input.',
    path: ['input', 'idempotencyKey'],
  });
}
