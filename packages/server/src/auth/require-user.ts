import type { UserViewer, Viewer } from '@marketgraph/contracts';
import { unauthenticated } from '../errors/errors.ts';

/** For the compiler: where `@auth` stands on the field it has refused everybody else before. */
export function requireUser(viewer: Viewer): UserViewer {
  if (viewer.kind !== 'user') throw unauthenticated();
  return viewer;
}
