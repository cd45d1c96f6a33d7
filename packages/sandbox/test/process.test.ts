import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createStripeControl, startSandboxProcess, type SandboxProcessOptions } from '../src/index.ts';
import { startReceiver } from './support/receiver.ts';
import { payment, SECRET, stripeClient, temporaryFolder } from './support/stripe.ts';

const MODULE = new URL('../src/shared/process.ts', import.meta.url).href;

async function startStripe(options: SandboxProcessOptions = {}): ReturnType<typeof startSandboxProcess> {
  const child = await startSandboxProcess('stripe', { port: 0, ...options });
  onTestFinished(() => child.kill());
  return child;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a child serves, is killed in the middle of everything, and its successor on the same port remembers', async () => {
  const receiver = await startReceiver();
  onTestFinished(() => receiver.close());
  const journal = join(await temporaryFolder(), 'stripe.jsonl');
  const webhook = { url: receiver.url, secret: SECRET };
  const first = await startStripe({ journal, webhook, env: { SETTLE_MS: '0' } });
  const stripe = stripeClient(first.port);
  const intent = await stripe.paymentIntents.create(payment('pm_card_visa', { capture_method: 'manual' }), { idempotencyKey: 'order-1' });
  await first.kill();
  expect(await first.exited).toBeNull();
  const second = await startStripe({ journal, webhook, port: first.port });
  expect(second.url).toBe(first.url);
  expect((await stripe.paymentIntents.capture(intent.id)).status).toBe('succeeded');
  await createStripeControl(second.url).settle();
  expect(receiver.received.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toContain('payment_intent.succeeded');
  await second.stop();
  expect(await second.exited).toBe(0);
});

test('a wrong environment ends the child with every mistake by name', async () => {
  await expect(startStripe({ env: { SETTLE_MS: 'soon', WEBHOOK_URL: 'nowhere' } })).rejects.toThrow(/SETTLE_MS.*WEBHOOK_URL|WEBHOOK_URL.*SETTLE_MS/);
  await expect(startStripe({ env: { WEBHOOK_URL: 'http://127.0.0.1:1' } })).rejects.toThrow('need each other');
});

/** A parent that starts a sandbox, tells its pid and port, and then waits to be killed. */
async function killedParent(detached: boolean): Promise<{ pid: number; port: number }> {
  const script = `const { startSandboxProcess } = await import(${JSON.stringify(MODULE)});
const { pid, port } = await startSandboxProcess('stripe', { port: 0, detached: ${detached} });
console.log(JSON.stringify({ pid, port }));
setInterval(() => undefined, 60_000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
  const child = JSON.parse(line) as { pid: number; port: number };
  expect(isAlive(child.pid)).toBe(true);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  return child;
}

test('a child ends when its parent is killed', async () => {
  const { pid } = await killedParent(false);
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 });
});

test('a detached child lives on', async () => {
  const { pid, port } = await killedParent(true);
  onTestFinished(() => {
    process.kill(pid, 'SIGKILL');
  });
  const intent = await stripeClient(port).paymentIntents.create(payment('pm_card_visa'));
  expect(intent.status).toBe('succeeded');
  expect(isAlive(pid)).toBe(true);
});

test('the log of a child reaches its parent, and its clock can stand still', async () => {
  const lines: string[] = [];
  const webhook = { url: 'http://127.0.0.1:9/closed', secret: SECRET };
  const child = await startStripe({ log: (line) => lines.push(line), webhook, env: { FREEZE_AT: '2026-01-01T00:00:00Z' } });
  const customer = await stripeClient(child.port).customers.create();
  expect(customer.created).toBe(Date.UTC(2026, 0, 1) / 1_000);
  await vi.waitFor(() => expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ level: 'info', sandbox: 'stripe', msg: 'a webhook was not taken', type: 'customer.created' }]));
  expect(await (await fetch(`${child.url}/__sandbox/health`)).json()).toEqual({ ok: true, now: '2026-01-01T00:00:00.000Z', frozen: true });
});
