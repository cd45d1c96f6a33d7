import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
let folder: string;
let server: ChildProcess;
let browser: Browser;
let page: Page;
let url: string;
const complaints: string[] = [];
const foreign: string[] = [];

/** The whole marketplace as a newcomer starts it, on free ports and in a folder of its own. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'marketgraph-browser-'));
  const [port, stripe, uber, smtp, mail] = await Promise.all(Array.from({ length: 5 }, freePort));
  url = `http://127.0.0.1:${port}`;
  server = spawn(process.execPath, [MAIN, 'start'], {
    env: {
      ...process.env, DATA_DIR: folder, PORT: String(port), STRIPE_SANDBOX_PORT: String(stripe), UBER_SANDBOX_PORT: String(uber), SMTP_SANDBOX_PORT: String(smtp), MAIL_SANDBOX_PORT: String(mail),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await saysReady(server);
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  page = await browser.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && host !== new URL(url).host) foreign.push(request.url());
  });
});
afterAll(async () => {
  await browser?.close();
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address === null || typeof address === 'string' ? reject(new Error('no free port')) : resolve(address.port)));
    });
  });
}

function saysReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Marketgraph is ready')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
}

const run = () => page.locator('button.graphiql-execute-button').click();
/** A tab takes the operation's name when the explorer has read the new text; what runs before that is the old one. */
const tab = (name: string) => page.locator('.graphiql-tab-button').getByText(name, { exact: true });
const answer = () => page.locator('.graphiql-response .view-lines');

describe('the explorer (PLT-04)', () => {
  it('opens, runs its first operation and reads the schema', async () => {
    await page.goto(`${url}/graphql`);
    await page.locator('button.graphiql-execute-button').waitFor();
    await run();
    await answer().filter({ hasText: 'priceRange' }).waitFor();
    await page.getByRole('button', { name: /documentation explorer/i }).click();
    await page.getByText('Mutation', { exact: true }).first().waitFor();
  });

  it('signs in, and refuses a wrong password in the server’s own words', async () => {
    await page.getByRole('button', { name: 'Show Sign in' }).click();
    await page.locator('input[name=email]').fill('buyer@marketgraph.test');
    await page.locator('input[name=password]').fill('not the password');
    await page.locator('.marketgraph-pane button[type=submit]').click();
    await page.locator('.marketgraph-pane [role=alert]').waitFor();
    await page.locator('input[name=password]').fill('marketgraph-demo');
    await page.locator('.marketgraph-pane button[type=submit]').click();
    await page.getByText('Signed in as').waitFor();
  });

  it('opens a ready-made operation and runs it as who is signed in', async () => {
    await page.getByRole('button', { name: 'Show Operations' }).click();
    await page.getByRole('button', { name: 'My orders', exact: true }).click();
    await tab('MyOrders').waitFor();
    await run();
    await answer().filter({ hasText: 'MG-' }).waitFor();
  });

  it('shows a subscription live', async () => {
    await page.getByRole('button', { name: 'Notifications, live', exact: true }).click();
    await tab('Notifications').waitFor();
    await run();
    await page.getByRole('menuitem', { name: 'NewNotifications' }).click();
    await answer().filter({ hasText: '"seq"' }).waitFor();
  });

  it('asks nobody but its own server, and complains of nothing', () => {
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
