import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleExplorer } from './bundle.ts';

/**
 * GraphiQL from our own files, as a folder that any server can serve: `index.html`, and beside it what the page loads from
 * `/explorer/`.
 */
export async function buildExplorer(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await bundleExplorer(folder);
  writeFileSync(join(folder, 'index.html'), pageHtml());
}

/** Builds it below `cacheFolder`, once for each version of its sources. @returns the folder of this version */
export async function prepareExplorer(cacheFolder: string): Promise<string> {
  const folder = join(cacheFolder, sourcesHash());
  const complete = join(folder, 'complete');
  if (!existsSync(complete)) {
    await buildExplorer(folder);
    writeFileSync(complete, '');
  }
  return folder;
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
