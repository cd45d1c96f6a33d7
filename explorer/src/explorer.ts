import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { bundleExplorer } from './bundle.ts';

/** One file of the explorer as it goes over HTTP. `compressed` is brotli, for clients that accept it. */
export interface ExplorerFile {
  readonly contentType: string;
  readonly body: Buffer;
  readonly compressed: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Explorer {
  /** The page itself. Waits for the bundle, which the first start of a version makes. */
  page(): Promise<ExplorerFile>;
  /** A file below `/explorer/`, by its name; `undefined` where there is none. */
  asset(name: string): Promise<ExplorerFile | undefined>;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  ttf: 'font/ttf',
  svg: 'image/svg+xml',
};

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

/**
 * GraphiQL from our own files. It is bundled once for each version of its sources into `cacheFolder`; the server does not
 * wait for that, only the first visitor does.
 */
export function createExplorer({ cacheFolder }: { cacheFolder: string }): Explorer {
  let files: Promise<Map<string, ExplorerFile>> | undefined;
  const load = (): Promise<Map<string, ExplorerFile>> => (files ??= loadFiles(cacheFolder));
  return {
    page: async () => {
      await load();
      return file('text/html; charset=utf-8', Buffer.from(pageHtml()), { 'content-security-policy': POLICY, 'cache-control': 'no-cache' });
    },
    asset: async (name) => (await load()).get(name),
  };
}

async function loadFiles(cacheFolder: string): Promise<Map<string, ExplorerFile>> {
  const folder = join(cacheFolder, sourcesHash());
  mkdirSync(folder, { recursive: true });
  if (!readdirSync(folder).includes('complete')) {
    await bundleExplorer(folder);
    writeFileSync(join(folder, 'complete'), '');
  }
  const names = readdirSync(folder).filter((name) => name !== 'complete');
  return new Map(names.map((name) => [name, assetFile(name, readFileSync(join(folder, name)))]));
}

function assetFile(name: string, body: Buffer): ExplorerFile {
  const extension = name.slice(name.lastIndexOf('.') + 1);
  return file(CONTENT_TYPES[extension] ?? 'application/octet-stream', body, { 'cache-control': 'public, max-age=3600' });
}

function file(contentType: string, body: Buffer, headers: Record<string, string>): ExplorerFile {
  const compressed = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  return { contentType, body, compressed, headers: { 'x-content-type-options': 'nosniff', ...headers } };
}

/** Another version of GraphiQL or of our own sources is another bundle. */
function sourcesHash(): string {
  const source = fileURLToPath(new URL('.', import.meta.url));
  const hash = createHash('sha256').update(readFileSync(new URL('../package.json', import.meta.url)));
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (/\.(tsx?|css|graphql)$/.test(name)) hash.update(name).update(readFileSync(join(source, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

function pageHtml(): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Marketgraph explorer</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/explorer/main.css">
  </head>
  <body>
    <div id="explorer">Loading the explorer …</div>
    <script src="/explorer/main.js" type="module"></script>
  </body>
</html>
`;
}
