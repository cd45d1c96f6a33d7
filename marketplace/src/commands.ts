/** What `node marketplace/src/main.ts <command>` can do, loaded only when asked for: `schema check` starts no database. */
export interface Command {
  readonly purpose: string;
  /** Runs for long and is started often: what it compiles is kept. */
  readonly serves?: true;
  run(args: readonly string[]): Promise<number>;
}

export const COMMANDS: Readonly<Record<string, Command>> = {
  start: { purpose: 'the whole marketplace in one process, on an embedded database', serves: true, run: async () => (await import('./start/start.ts')).start() },
  services: { purpose: 'a router and six services, each a process of its own', serves: true, run: async () => (await import('./start/start-services.ts')).startServices() },
  walkthrough: { purpose: 'a whole sale, step by step, against a running server', run: async (args) => (await import('./walkthrough/walkthrough.ts')).walkthrough(args) },
  schema: { purpose: 'writes schema/; `schema check` only compares', run: async (args) => (await import('./schema/schema.ts')).schema(args) },
  'compose-env': { purpose: 'prints keys and secrets for docker-compose.yml', run: async () => (await import('./platform/compose-env-command.ts')).printComposeEnvironment() },
  operator: { purpose: '`operator create --email … --role ADMIN`: makes an operator, running or not', run: async (args) => (await import('./admin/operator.ts')).operator(args) },
  keys: { purpose: '`keys rotate`: another key signs access tokens', run: async (args) => (await import('./admin/keys.ts')).keys(args) },
  verify: { purpose: 'checks ledger and stock, to the last minor unit and piece', run: async () => (await import('./verify/verify.ts')).verify() },
};
