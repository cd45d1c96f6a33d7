import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Bundles the page and the editor's three workers into `folder` as `main.js`, `main.css` and `<name>.worker.js`. */
export async function bundleExplorer(folder: string): Promise<void> {
  await build({
    entryPoints: {
      main: here('./browser/main.tsx'),
      'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
      'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
      'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
    },
    absWorkingDir: here('..'),
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.ttf': 'dataurl', '.svg': 'dataurl', '.graphql': 'text' },
    logLevel: 'error',
    legalComments: 'none',
  });
}
