import { fail } from '@marketgraph/kernel';

/** Failures that the whole graph shares; `type` is the SDL type's name. */
export interface NotFound {
  readonly type: 'NotFound';
  readonly message: string;
  readonly path: readonly string[];
}

export interface InvalidInput {
  readonly type: 'InvalidInput';
  readonly message: string;
  readonly path: readonly string[];
}

/** What exists for others is said to be missing as well: an answer must not tell a stranger that it exists. */
export function notFound(what: string, field: string) {
  return fail<NotFound>({ type: 'NotFound', message: `There is no such ${what}.`, path: ['input', field] });
}

export function invalidInput(message: string, field: string) {
  return fail<InvalidInput>({ type: 'InvalidInput', message, path: ['input', field] });
}
