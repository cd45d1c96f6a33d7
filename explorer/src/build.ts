import { resolve } from 'node:path';
import { buildExplorer } from './explorer.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node explorer/src/build.ts FOLDER');
await buildExplorer(resolve(folder));
