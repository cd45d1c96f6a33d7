import { withIncluded, type AuthRequirement, type VendorPermission } from '@marketgraph/contracts';
import type { AuthRule } from './rules.ts';

/** Whether everybody who passes `held` may also enter a type under `wanted`. */
export function implies(held: AuthRule, wanted: AuthRule): boolean {
  if (wanted.kind === 'public') return true;
  if (held.kind === 'internal') {
    return wanted.kind === 'auth' || held.callers.every((caller) => wanted.callers.includes(caller));
  }
  if (held.kind === 'public' || wanted.kind === 'internal') return false;
  return held.requires.every((word) => wanted.requires.some((other) => wordImplies(word, other)));
}

function wordImplies(held: AuthRequirement, wanted: AuthRequirement): boolean {
  if (held === wanted || wanted === 'SIGNED_IN') return true;
  if (!held.startsWith('vendor:')) return false;
  if (wanted === 'vendor:*') return true;
  const included: readonly string[] = withIncluded([held.slice('vendor:'.length) as VendorPermission]);
  return wanted.startsWith('vendor:') && included.includes(wanted.slice('vendor:'.length));
}
