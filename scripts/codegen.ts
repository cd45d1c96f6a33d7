import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generate } from '@graphql-codegen/cli';
import config from '../codegen.ts';

const checking = process.argv.includes('--check');
const files = (await generate({ ...config, silent: true }, false)) as { filename: string; content: string }[];
let stale = false;
for (const { filename, content } of files) {
  if (checking) {
    if (existsSync(filename) && readFileSync(filename, 'utf8') === content) continue;
    console.error(`${filename} is not what the schema says: run \`npm run codegen\` and commit it`);
    stale = true;
  } else {
    mkdirSync(dirname(filename), { recursive: true });
    writeFileSync(filename, content);
  }
}
process.exit(stale ? 1 : 0);
