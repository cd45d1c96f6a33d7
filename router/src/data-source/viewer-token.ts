import type { Viewer } from '@marketgraph/contracts';
import { SECOND, type Clock, type SubgraphName } from '@marketgraph/kernel';
import type { ViewerSigner } from '@marketgraph/server';

/** Well below the 30 s that a token lives: a fetch late in a long operation must still arrive in time. */
const REUSED_FOR = 15 * SECOND;

export type SignViewer = (viewer: Viewer) => Promise<string>;

/** Signing costs more than a small fetch: one operation signs once, whichever subgraphs it visits. */
export function createSignOnce(sign: ViewerSigner, audience: readonly SubgraphName[], clock: Clock): SignViewer {
  const tokens = new WeakMap<Viewer, { readonly token: Promise<string>; readonly at: number }>();
  return (viewer) => {
    const now = clock.now().getTime();
    const before = tokens.get(viewer);
    if (before !== undefined && now - before.at < REUSED_FOR) return before.token;
    const token = sign(viewer, audience);
    tokens.set(viewer, { token, at: now });
    return token;
  };
}
