import { composeEnvironment } from './compose-env.ts';
import { createSecrets } from './secrets.ts';

/** `compose-env > .env`: another installation has other secrets, so they are new at each call. */
export async function printComposeEnvironment(): Promise<number> {
  process.stdout.write(composeEnvironment(await createSecrets()));
  return 0;
}
