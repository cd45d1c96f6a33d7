import type { Consumer } from '@marketgraph/bus';
import type { WriteDeps } from '../deps.ts';
import { tellOf } from './tell-of.ts';

/** Somebody new is welcomed. */
export function onUser(deps: WriteDeps): Consumer[] {
  return [tellOf(deps, 'identity.user.registered')];
}
