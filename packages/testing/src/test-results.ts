import type { ExecutionResult, GraphQLFormattedError } from 'graphql';

/** GraphQL errors that a test did not ask for, with code and path in the message. */
export class UnexpectedErrors extends Error {
  override readonly name = 'UnexpectedErrors';
  readonly errors: readonly GraphQLFormattedError[];

  constructor(errors: readonly GraphQLFormattedError[], options?: ErrorOptions) {
    super(['the operation failed:', ...errors.map(describe)].join('\n  '), options);
    this.errors = errors;
  }
}

function describe({ message, path, extensions }: GraphQLFormattedError): string {
  return `${String(extensions?.['code'] ?? 'no code')} at ${path?.join('.') ?? 'the root'}: ${message} ${JSON.stringify(extensions ?? {})}`;
}

/** What a client would read after JSON: plain objects, scalars as text. */
export function asOnTheWire<Data>(result: ExecutionResult): { data: Data | null; errors: GraphQLFormattedError[] } {
  const { data, errors } = JSON.parse(JSON.stringify(result)) as { data?: Data | null; errors?: GraphQLFormattedError[] };
  return { data: data ?? null, errors: errors ?? [] };
}

export function dataOf<Data>(result: ExecutionResult): Data {
  const { data, errors } = asOnTheWire<Data>(result);
  // In the process the first error still knows what was behind it, which clients never see.
  if (errors.length > 0) throw new UnexpectedErrors(errors, { cause: result.errors?.[0]?.originalError ?? result.errors?.[0] });
  if (data === null) throw new Error('the operation gave neither data nor errors');
  return data;
}
