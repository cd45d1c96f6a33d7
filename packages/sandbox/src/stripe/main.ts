import { runAsProcess } from '../shared/child.ts';
import { readStripeEnv } from './env.ts';
import { createStripeSandbox } from './sandbox.ts';

await runAsProcess('stripe', (env, log) => createStripeSandbox(readStripeEnv(env, log)));
