import type { z } from 'zod';

/** Every mistake of the environment at once; values are never repeated, since they may be secrets. */
export class InvalidEnvironment extends Error {
  override readonly name = 'InvalidEnvironment';
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(`the environment is not complete:\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`);
    this.mistakes = mistakes;
  }
}

/** An empty variable counts as none: that is how compose files and shells spell "not set". Throws {@link InvalidEnvironment}. */
export function parseEnv<Schema extends z.ZodType>(schema: Schema, env: NodeJS.ProcessEnv): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new InvalidEnvironment(
    parsed.error.issues.map((issue) => {
      const name = issue.path.join('.') || 'environment';
      return given[name] === undefined && issue.path.length > 0 ? `${name} is missing` : `${name}: ${issue.message}`;
    }),
  );
}

/** For the start of a process: prints the list and ends with status 1 where something is wrong. */
export function readEnv<Schema extends z.ZodType>(schema: Schema, env: NodeJS.ProcessEnv): z.output<Schema> {
  try {
    return parseEnv(schema, env);
  } catch (error) {
    if (!(error instanceof InvalidEnvironment)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
