import type { IncomingHttpHeaders } from 'node:http';
import { createExplorer, type ExplorerFile } from '@marketgraph/explorer';
import type { HttpRoute, RouteAnswer } from '@marketgraph/server';

export interface ExplorerRoutes {
  /** For the router's `explorer`: the page that a browser gets at `/graphql`. */
  readonly page: HttpRoute['handle'];
  readonly assets: readonly HttpRoute[];
}

const ASSETS = ['main.js', 'main.css', 'editor.worker.js', 'json.worker.js', 'graphql.worker.js'];

/** The explorer's files as routes of the router's entrance. */
export function createExplorerRoutes(cacheFolder: string): ExplorerRoutes {
  const explorer = createExplorer({ cacheFolder });
  return {
    page: async ({ headers }) => toAnswer(await explorer.page(), headers),
    assets: ASSETS.map((name) => ({
      method: 'GET',
      path: `/explorer/${name}`,
      handle: async ({ headers }) => {
        const file = await explorer.asset(name);
        return file === undefined ? { status: 404, body: { error: 'No such file.' } } : toAnswer(file, headers);
      },
    })),
  };
}

function toAnswer(file: ExplorerFile, headers: IncomingHttpHeaders): RouteAnswer {
  const compressed = /\bbr\b/.test(String(headers['accept-encoding'] ?? ''));
  return {
    status: 200,
    body: compressed ? file.compressed : file.body,
    headers: { ...file.headers, 'content-type': file.contentType, vary: 'accept-encoding', ...(compressed ? { 'content-encoding': 'br' } : {}) },
  };
}
