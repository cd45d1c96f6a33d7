import { decodeId, isCurrencyCode, type CurrencyCode, type Id, type IdKind } from '@marketgraph/kernel';
import { z } from 'zod';

/** Another subgraph's answer is checked like any input: its schema may be newer than this code. */
export function idAnswer<Kind extends IdKind>(kind: Kind) {
  return z.string().transform((text, context): Id<Kind> => {
    const id = decodeId(kind, text);
    if (id !== undefined) return id;
    context.issues.push({ code: 'custom', message: `not the id of a ${kind}`, input: text });
    return z.NEVER;
  });
}

export const amountAnswer = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);

export const currencyAnswer = z.custom<CurrencyCode>((value) => typeof value === 'string' && isCurrencyCode(value));

export const timeAnswer = z.iso.datetime().transform((text) => new Date(text));
