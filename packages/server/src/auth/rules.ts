import { meetsAny, type AuthRequirement, type ServiceName, type Viewer } from '@marketgraph/contracts';
import type { GraphQLError } from 'graphql';
import { forbidden, unauthenticated } from '../errors/errors.ts';

/** What one of the directives `@public`, `@auth(requires:)` and `@internal(callers:)` says. */
export type AuthRule =
  | { readonly kind: 'public' }
  | { readonly kind: 'auth'; readonly requires: readonly AuthRequirement[] }
  | { readonly kind: 'internal'; readonly callers: readonly ServiceName[] };

export const PUBLIC: AuthRule = { kind: 'public' };

/** The rule a field of an object type is under. */
export interface FieldRule {
  readonly type: string;
  readonly field: string;
  readonly rule: AuthRule;
  /** Whether the field says so itself or its type does for all its fields. */
  readonly source: 'field' | 'type';
}

/** Whether the rule lets the viewer at a field. Services pass no `@auth`: their door is `@internal`. */
export function mayUse(rule: AuthRule, viewer: Viewer): boolean {
  switch (rule.kind) {
    case 'public':
      return true;
    case 'auth':
      return meetsAny(viewer, rule.requires);
    case 'internal':
      return viewer.kind === 'service' && rule.callers.includes(viewer.service);
  }
}

/**
 * Whether the rule of a type lets the viewer look up an entity by its key. A service may look up what users may: it asks
 * for what it already has the id of, on nobody's behalf. The type's fields with a rule of their own stay closed to it.
 */
export function mayEnter(rule: AuthRule, viewer: Viewer): boolean {
  return mayUse(rule, viewer) || (rule.kind === 'auth' && viewer.kind === 'service');
}

export function refusalOf(rule: AuthRule, viewer: Viewer): GraphQLError {
  return rule.kind === 'auth' && viewer.kind === 'guest' ? unauthenticated() : forbidden();
}

/** For messages: `@auth(SIGNED_IN)`. */
export function describeRule(rule: AuthRule): string {
  switch (rule.kind) {
    case 'public':
      return '@public';
    case 'auth':
      return `@auth(${rule.requires.join(', ')})`;
    case 'internal':
      return `@internal(${rule.callers.join(', ')})`;
  }
}
