import { runAsProcess } from '../shared/child.ts';
import { readMailEnv } from './env.ts';
import { createMailSandbox } from './sandbox.ts';

await runAsProcess('mail', (env, log) => createMailSandbox(readMailEnv(env, log)));
