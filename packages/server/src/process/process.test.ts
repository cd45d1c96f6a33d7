import { waitFor } from '@marketgraph/testing';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createLogger } from './logger.ts';
import { runSteps } from './on-shutdown.ts';
import { InvalidEnvironment, parseEnv } from './read-env.ts';

function recording() {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger({ name: 'test', level: 'info', destination: { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) } });
  return { log, lines };
}

describe('the environment', () => {
  const schema = z.object({ DATABASE_URL: z.url(), PORT: z.coerce.number().int().min(1), MODE: z.enum(['a', 'b']).default('a') });

  test('is read by its schema; what is empty is not set', () => {
    expect(parseEnv(schema, { DATABASE_URL: 'postgres://db/x', PORT: '4000', MODE: '', OTHER: 'y' })).toEqual({ DATABASE_URL: 'postgres://db/x', PORT: 4_000, MODE: 'a' });
  });

  test('is refused with all its mistakes at once, and no value among them', () => {
    const attempt = (): unknown => parseEnv(schema, { DATABASE_URL: 'hunter2', MODE: 'hunter2' });
    expect(attempt).toThrow(InvalidEnvironment);
    expect(attempt).toThrow(/DATABASE_URL: .*\n {2}- PORT is missing\n {2}- MODE: /);
    expect(attempt).not.toThrow(/hunter2/);
  });
});

describe('the log (PLT-09)', () => {
  test('is one JSON object a line, with the fields and a sentence', () => {
    const { log, lines } = recording();
    log.child({ traceId: 't' }).info({ orderId: 'o' }, 'order placed');
    expect(lines).toEqual([expect.objectContaining({ service: 'test', traceId: 't', orderId: 'o', msg: 'order placed', level: 30 })]);
  });

  test('cuts secrets out, also within headers', () => {
    const { log, lines } = recording();
    const secret = 'hunter2';
    log.warn({ password: secret, token: secret, req: { headers: { authorization: secret, cookie: secret, 'x-marketgraph-viewer': secret } }, body: { refreshToken: secret } }, 'x');
    expect(JSON.stringify(lines)).not.toContain(secret);
    expect(lines[0]).toMatchObject({ password: '[redacted]', req: { headers: { authorization: '[redacted]' } } });
  });

  test("keeps an error's frames and causes, but not what a statement was given", () => {
    const { log, lines } = recording();
    const cause = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (email)=(hunter2) already exists.' });
    const error = Object.assign(new Error('Failed query: insert into users values ($1)\nparams: hunter2', { cause }), {
      query: 'insert into users values ($1)',
      params: ['hunter2'],
    });
    log.error({ err: error }, 'x');
    expect(JSON.stringify(lines)).not.toContain('hunter2');
    expect(lines[0]).toMatchObject({
      err: { type: 'Error', message: 'Failed query: insert into users values ($1)', stack: expect.stringContaining('process.test.ts'), cause: { message: 'duplicate key', code: '23505' } },
    });
  });

  test('can be read by people', async () => {
    const written: string[] = [];
    const log = createLogger({ name: 'test', level: 'info', pretty: true, destination: { write: (line) => void written.push(line) } });
    log.info({ url: 'http://x' }, 'serving');
    await waitFor(() => written.join('').includes('serving'));
    expect(written.join('')).not.toContain('"msg"');
  });
});

test('a step of shutting down that fails does not keep the next from running', async () => {
  const { log, lines } = recording();
  const done: string[] = [];
  const step = (name: string, fails = false) => ({
    name,
    run: async () => {
      done.push(name);
      if (fails) throw new Error('stuck');
    },
  });
  expect(await runSteps([step('server'), step('subgraph', true), step('database')], log)).toBe(false);
  expect(done).toEqual(['server', 'subgraph', 'database']);
  expect(lines).toEqual([expect.objectContaining({ step: 'subgraph', msg: 'a step of shutting down failed' })]);
  expect(await runSteps([step('server')], log)).toBe(true);
});
