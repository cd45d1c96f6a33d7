import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Job, LoadTarget, Measured } from './load/job.ts';

export interface LoadProcess {
  run(job: Job): Promise<Measured>;
  stop(): void;
}

type Message = { readonly ready: true } | { readonly measured: Measured } | { readonly problem: string };

export async function startLoadProcess(target: LoadTarget): Promise<LoadProcess> {
  const child = fork(fileURLToPath(new URL('./load/main.ts', import.meta.url)), [JSON.stringify(target)]);
  const answer = (): Promise<Message> =>
    new Promise((resolve, reject) => {
      const onExit = (code: number | null): void => reject(new Error(`the load generator ended with ${code}`));
      child.once('exit', onExit);
      child.once('message', (message) => {
        child.off('exit', onExit);
        resolve(message as Message);
      });
    });
  await answer();
  return {
    run: async (job) => {
      child.send(job);
      const message = await answer();
      if ('problem' in message) throw new Error(message.problem);
      if (!('measured' in message)) throw new Error('the load generator was restarted');
      return message.measured;
    },
    stop: () => child.disconnect(),
  };
}
