import type { ServiceName } from '../viewer.ts';
import type { FieldAccess } from './access.types.ts';

/** Rows that many fields share. A field that differs in one column spreads one of them. */

export const EVERYBODY: FieldAccess = {
  guest: 'allow',
  buyer: 'allow',
  otherBuyer: 'allow',
  staff: 'allow',
  owner: 'allow',
  foreignOwner: 'allow',
  operator: 'allow',
  service: 'allow',
};

/** Of themselves only: their sessions, their lists. */
export const SIGNED_IN: FieldAccess = { ...EVERYBODY, guest: 'deny', service: 'deny' };

const NOBODY: FieldAccess = {
  guest: 'deny',
  buyer: 'deny',
  otherBuyer: 'deny',
  staff: 'deny',
  owner: 'deny',
  foreignOwner: 'deny',
  operator: 'deny',
  service: 'deny',
};

export const OPERATORS: FieldAccess = { ...NOBODY, operator: 'allow' };

/** What is the buyer's alone. */
export const BUYER: FieldAccess = { ...NOBODY, buyer: 'allow', otherBuyer: 'own', staff: 'own', owner: 'own', foreignOwner: 'own', operator: 'own' };

/** What the whole team may do in its store; other stores do not exist for it. */
export const TEAM: FieldAccess = { ...NOBODY, staff: 'allow', owner: 'allow', foreignOwner: 'own' };

/** What a member needs a permission for that staff have not. */
export const MANAGERS: FieldAccess = { ...TEAM, staff: 'deny' };

export const TEAM_AND_OPERATORS: FieldAccess = { ...TEAM, operator: 'allow' };
export const MANAGERS_AND_OPERATORS: FieldAccess = { ...MANAGERS, operator: 'allow' };

/** The team's own affairs: open to every user, since which of their teams is meant is in the input. */
export const OWN_TEAM: FieldAccess = { ...NOBODY, buyer: 'own', otherBuyer: 'own', staff: 'deny', owner: 'allow', foreignOwner: 'own', operator: 'own' };

/** Both sides of a sale see it, and operators. */
export const BOTH_SIDES: FieldAccess = { ...NOBODY, buyer: 'allow', otherBuyer: 'own', staff: 'allow', owner: 'allow', foreignOwner: 'own', operator: 'allow' };

/** `@internal`: not part of the public graph at all. */
export function services(...callers: readonly ServiceName[]): FieldAccess {
  return { ...NOBODY, service: callers };
}
