import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { HttpRoute, RouteAnswer, RouteRequest } from '@marketgraph/server';

export interface ExplorerRoutes {
  /** For the router's `explorer`: the page that a browser gets at `/graphql`. */
  readonly explorer: HttpRoute['handle'];
  /** What the page asks for, below `/explorer/`. */
  readonly routes: readonly HttpRoute[];
}

const PAGE = 'index.html';
const ASSETS = ['main.js', 'main.css', 'editor.worker.js', 'json.worker.js', 'graphql.worker.js'];
const BROTLI_QUALITY = 5;
const compress = promisify(brotliCompress);

/** Everything from this server, nothing from elsewhere. The editor puts styles into the page and its icon font into a data address. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self' ws: wss:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
const OF_PAGE = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY, 'cache-control': 'no-cache' };

/**
 * A built explorer as routes. The folder is asked for by the first visitor, so that a server need not wait for one that is
 * being built; its files are read once.
 */
export function createExplorerRoutes(folder: () => Promise<string>): ExplorerRoutes {
  let opened: Promise<string> | undefined;
  const open = (): Promise<string> =>
    (opened ??= folder().catch((error: unknown) => {
      opened = undefined;
      throw error;
    }));
  const files = new Map<string, Promise<ExplorerFile>>();
  const file = (name: string): Promise<ExplorerFile> => {
    const known = files.get(name) ?? open().then((path) => readCompressed(join(path, name)));
    files.set(name, known);
    known.catch(() => files.delete(name));
    return known;
  };
  return {
    explorer: async (request) => toAnswer(await file(PAGE), request, OF_PAGE),
    routes: ASSETS.map((name) => ({
      method: 'GET',
      path: `/explorer/${name}`,
      handle: async (request) => toAnswer(await file(name), request, { 'content-type': `text/${name.endsWith('.css') ? 'css' : 'javascript'}; charset=utf-8`, 'cache-control': 'public, max-age=3600' }),
    })),
  };
}

interface ExplorerFile {
  readonly body: Buffer;
  readonly compressed: Buffer;
}

async function readCompressed(path: string): Promise<ExplorerFile> {
  const body = await readFile(path);
  return { body, compressed: await compress(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }) };
}

function toAnswer({ body, compressed }: ExplorerFile, { headers: asked }: RouteRequest, headers: Readonly<Record<string, string>>): RouteAnswer {
  const isCompressed = /\bbr\b/.test(String(asked['accept-encoding'] ?? ''));
  return { status: 200, body: isCompressed ? compressed : body, headers: { ...headers, vary: 'accept-encoding', ...(isCompressed ? { 'content-encoding': 'br' } : {}) } };
}
