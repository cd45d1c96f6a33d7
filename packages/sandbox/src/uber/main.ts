import { runAsProcess } from '../shared/child.ts';
import { readUberEnv } from './env.ts';
import { createUberSandbox } from './sandbox.ts';

await runAsProcess('uber', (env, log) => createUberSandbox(readUberEnv(env, log)));
