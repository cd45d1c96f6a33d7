import { decodeId, ID_KINDS, type Id, type IdKind } from '@marketgraph/kernel';
import { badUserInput } from '../errors/errors.ts';

/** The id in an argument of a field. An id of another kind, or none at all, is BAD_USER_INPUT. */
export function idArgument<Kind extends IdKind>(kind: Kind, text: string, path: readonly string[] = ['id']): Id<Kind> {
  const id = decodeId(kind, text);
  if (id === undefined) throw badUserInput(`Not the id of a ${kind}; those begin with \`${ID_KINDS[kind].prefix}_\`.`, path);
  return id;
}

/** The same for a field of a mutation's `input`. */
export function inputId<Kind extends IdKind>(kind: Kind, text: string, field = 'id'): Id<Kind> {
  return idArgument(kind, text, ['input', field]);
}
