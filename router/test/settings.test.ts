import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@marketgraph/kernel';
import { silentLogger } from '@marketgraph/server';
import { waitFor } from '@marketgraph/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { createRouter } from '../src/router.ts';
import { codes, post, socketClient } from './support/clients.ts';
import { startGraph, type TestGraph } from './support/start-graph.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
let graph: TestGraph | undefined;
const children: ChildProcess[] = [];
let folder: string | undefined;

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await graph?.close();
  graph = undefined;
  if (folder !== undefined) rmSync(folder, { recursive: true });
  folder = undefined;
});

describe('settings of the router', () => {
  it('limit how often an address and a user may ask (PLT-05)', async () => {
    graph = await startGraph('local', { rateLimit: { perSecond: 0.001, burst: 3 } });
    const answers = [];
    for (let request = 0; request < 5; request += 1) answers.push(await post(graph, '{ __typename }'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
    expect(codes(answers[4]?.body ?? {})).toEqual(['RATE_LIMITED']);
    expect(Number(answers[4]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('count a user wherever it asks from, and addresses as a trusted proxy tells them', async () => {
    graph = await startGraph('local', { rateLimit: { perSecond: 0.001, burst: 2 }, trustedProxies: ['127.0.0.1'] });
    const { authorization } = await graph.identity.signIn();
    const from = (address: string) => ({ authorization, headers: { 'x-forwarded-for': address } });
    const statuses = [];
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) statuses.push((await post(graph, '{ whoami }', from(address))).status);
    expect(statuses).toEqual([200, 200, 429]);
    const guest = await post(graph, '{ whoami }', { headers: { 'x-forwarded-for': '192.0.2.9' } });
    expect(JSON.parse(String(guest.body.data?.['whoami']))).toMatchObject({ clientAddress: '192.0.2.9' });
  });

  it('hide the schema', async () => {
    graph = await startGraph('local', { introspection: false });
    expect((await post(graph, '{ __schema { types { name } } }')).status).toBe(400);
    expect((await post(graph, '{ __typename }')).body).toEqual({ data: { __typename: 'Query' } });
    const misspelt = await post(graph, '{ produc(id: "p1") { id } }');
    expect(misspelt.body.errors?.[0]?.message).not.toContain('Did you mean');
  });

  it('demand a signer for remote subgraphs', async () => {
    const local = await startGraph('local');
    graph = local;
    const options = { supergraphSdl: local.supergraphSdl, sources: { identity: { kind: 'remote', urls: ['http://127.0.0.1:1'] } } } as const;
    await expect(createRouter({ ...options, log: silentLogger, clock: systemClock })).rejects.toThrow('signer');
  });

  function run(env: NodeJS.ProcessEnv): { output: () => string; ended: Promise<number | null>; child: ChildProcess } {
    let output = '';
    const child = spawn(process.execPath, [MAIN], { env: { PATH: process.env['PATH'], ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    return { output: () => output, ended: new Promise((resolve) => child.once('exit', resolve)), child };
  }

  it('are all told at once where they are wrong', async () => {
    const { output, ended } = run({ SUBGRAPH_URLS: '{"identity":"nowhere"', PORT: 'many' });
    expect(await ended).toBe(1);
    for (const name of ['SUPERGRAPH is missing', 'SERVICE_KEY is missing', 'SUBGRAPH_URLS: ', 'PORT: ']) expect(output()).toContain(name);
  });

  it('make a process of its own, which ends in order', async () => {
    graph = await startGraph('remote');
    folder = mkdtempSync(join(tmpdir(), 'router-'));
    const supergraph = join(folder, 'supergraph.graphql');
    writeFileSync(supergraph, graph.supergraphSdl);
    const port = await freePort();
    const all = graph.settings();
    const urls = JSON.parse(all['SUBGRAPH_URLS'] ?? '{}') as Record<string, unknown>;
    const unused = Object.fromEntries(['logistics', 'social', 'insights'].map((name) => [name, 'http://127.0.0.1:1']));
    for (const [name, text] of [['index.html', '<!doctype html><title>Explorer</title>'], ['main.js', 'export {};']] as const) writeFileSync(join(folder, name), text);
    const { output, ended, child } = run({ ...all, SUBGRAPH_URLS: JSON.stringify({ ...urls, ...unused }), SUPERGRAPH: supergraph, PORT: String(port), EXPLORER_DIR: folder });
    const url = `http://127.0.0.1:${port}`;
    await waitFor(async () => (await fetch(`${url}/ready`)).ok, { timeoutMs: 20_000 });
    const { authorization } = await graph.identity.signIn();
    expect((await post({ url }, '{ order(id: "o1") { status vendor { name } } }', { authorization })).body).toEqual({ data: { order: { status: 'PENDING', vendor: { name: 'Vendor v1' } } } });
    const page = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('<title>Explorer</title>');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const script = await fetch(`${url}/explorer/main.js`, { headers: { 'accept-encoding': 'br' } });
    expect([script.status, script.headers.get('content-type'), script.headers.get('content-encoding'), await script.text()]).toEqual([200, 'text/javascript; charset=utf-8', 'br', 'export {};']);
    expect((await fetch(`${url}/explorer/supergraph.graphql`)).status).toBe(404);
    const client = socketClient({ url }, authorization);
    const watching = client.watch('subscription { orderUpdated(id: "o1") { seq } }');
    await waitFor(() => watching.results.length === 1);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(client.closes).toEqual([1001]);
    expect(output()).toContain('router is listening');
    expect(output()).not.toContain('"d":');
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
