import type { Result } from '@marketgraph/kernel';

type Success<R> = R extends { readonly ok: true; readonly value: infer Value } ? Value : never;
type Failure<R> = R extends { readonly ok: false; readonly error: infer Error } ? Error : never;
type SuccessMember<R> = Success<R> & { readonly __typename: string };
type FailureMember<R> = Omit<Failure<R>, 'type'> & {
  readonly __typename: string;
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
  readonly retryable: boolean;
};

/**
 * The only mapper from a command's result to a mutation's union. A failure's type is its SDL type; `code` follows from
 * it, and message, path and retryable have defaults that the failure may replace.
 */
export function toUnion<R extends Result<object, { type: string }>>(mutation: string, result: R): SuccessMember<R> | FailureMember<R> {
  if (result.ok) return { __typename: `${mutation}Success`, ...(result.value as Success<R> & object) };
  const { type, ...details } = result.error as { type: string };
  const defaults = { __typename: type, code: codeOf(type), message: sentenceOf(type), path: [], retryable: false };
  return { ...defaults, ...details } as unknown as FailureMember<R>;
}

/** `ProductVersionConflict` → `PRODUCT_VERSION_CONFLICT`, `SKUTaken` → `SKU_TAKEN`. */
export function codeOf(type: string): string {
  return wordsOf(type).join('_').toUpperCase();
}

function sentenceOf(type: string): string {
  const words = wordsOf(type).join(' ').toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function wordsOf(type: string): string[] {
  return type.match(/[A-Z]+(?![a-z])\d*|[A-Z][a-z]*\d*/g) ?? [type];
}
