import { SUBGRAPHS, type SubgraphName } from '@marketgraph/kernel';
import type { RouterOptions } from '../options.ts';
import { createLocalSource } from './local-source.ts';
import { createRemoteSource } from './remote-source.ts';
import type { SubgraphSource } from './source.ts';
import type { Sources } from './sources.ts';
import { createSignOnce, type SignViewer } from './viewer-token.ts';

/** The subgraphs, each where the configuration says it is. */
export function createSources({ sources, signer, clock, fetchTimeoutMs }: Pick<RouterOptions, 'sources' | 'signer' | 'clock' | 'fetchTimeoutMs'>): Sources {
  const remote = SUBGRAPHS.filter((name) => sources[name]?.kind === 'remote');
  const sign = createSign(signer, remote, clock);
  const entries = Object.entries(sources).map(([name, option]): [string, SubgraphSource] => {
    if (option.kind === 'local') return [name, createLocalSource(name, option.subgraph)];
    return [name, createRemoteSource({ name, urls: option.urls, sign, clock, ...(fetchTimeoutMs === undefined ? {} : { timeoutMs: fetchTimeoutMs }) })];
  });
  return new Map(entries);
}

/** One token for all remote subgraphs: whichever an operation visits, it was signed once. */
function createSign(signer: RouterOptions['signer'], audience: readonly SubgraphName[], clock: RouterOptions['clock']): SignViewer {
  if (signer !== undefined) return createSignOnce(signer, audience, clock);
  if (audience.length > 0) throw new Error('remote subgraphs accept only signed viewers: the router needs a signer');
  return () => Promise.reject(new Error('no subgraph is remote'));
}
