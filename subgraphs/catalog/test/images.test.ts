import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodeId, MINUTE, type Id } from '@marketgraph/kernel';
import { Crashed, guest, vendorMember } from '@marketgraph/testing';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProduct, createVendorProjection } from './builders.ts';
import { downloadImage } from '../src/images/download-image.ts';
import { createImageFetcher } from '../src/images/image-fetcher.ts';
import { fetchImages } from '../src/images/fetch-images.ts';
import { imageFetches } from '../src/images/image-fetch.tables.ts';
import { publicInternet, type ImageNetwork } from '../src/images/image-network.ts';
import { productImages } from '../src/products/product.tables.ts';
import { createHarness, type Harness } from './support/harness.ts';

let harness: Harness;
let vendorId: Id<'Vendor'>;
let port: number;
let close: () => void;
type Handler = (request: IncomingMessage, response: ServerResponse) => void;
const pages = new Map<string, Handler>();
let requests: string[] = [];

/** One pixel. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** The test's own internet: names under `pictures.test` lead to its server, all else leads inside and is refused. */
const network: ImageNetwork = {
  resolve: async (hostname) => {
    if (hostname === 'nowhere.test') throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    return hostname.endsWith('pictures.test') ? ['127.0.0.1'] : hostname === 'mixed.test' ? ['127.0.0.1', '10.0.0.1'] : [hostname === 'inside.test' ? '10.0.0.1' : hostname];
  },
  allows: (address, asked) => address === '127.0.0.1' && asked === port,
};

beforeAll(async () => {
  harness = await createHarness();
  vendorId = await createVendorProjection(harness.deps);
  const server = createServer((request, response) => {
    requests.push(`${request.headers.host} ${request.url}`);
    const page = pages.get(request.url ?? '');
    if (page === undefined) response.writeHead(404).end();
    else page(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});
afterAll(async () => {
  close();
  await harness.drop();
});
beforeEach(() => {
  requests = [];
  pages.clear();
});

const at = (path: string, host = 'pictures.test') => `http://${host}:${port}${path}`;
const sends = (body: Buffer | string, headers: Record<string, string> = {}, status = 200): Handler => (_, response) => void response.writeHead(status, headers).end(body);
const leadsTo = (location: string): Handler => sends('', { location }, 302);

describe('downloading', () => {
  it('tells what the picture is, whatever the server calls it', async () => {
    pages.set('/1.png?size=2', sends(PNG, { 'content-type': 'text/html', 'etag': '"abc"' }));
    expect(await downloadImage(network, at('/1.png?size=2'))).toEqual({ kind: 'done', image: { contentType: 'image/png', width: 1, height: 1, byteSize: PNG.length, etag: '"abc"' } });
    // The connection went to the address that was checked, the request to the name.
    expect(requests).toEqual([`pictures.test:${port} /1.png?size=2`]);
  });

  it('follows three redirects, and checks each of them', async () => {
    pages.set('/a', leadsTo('/b')).set('/b', leadsTo(at('/c', 'cdn.pictures.test'))).set('/c', leadsTo('/d')).set('/d', sends(PNG));
    expect(await downloadImage(network, at('/a'))).toMatchObject({ kind: 'done' });
    pages.set('/d', leadsTo('/e')).set('/e', sends(PNG));
    expect(await downloadImage(network, at('/a'))).toMatchObject({ kind: 'failed', isFinal: true });
    for (const inside of ['http://10.0.0.1/', `http://127.0.0.1:${port === 1 ? 2 : 1}/`, at('/x', 'inside.test'), 'file:///etc/passwd', 'http://169.254.169.254/latest/meta-data/', 'http://[::1]/', 'http://0x7f.1/']) {
      pages.set('/a', leadsTo(inside));
      expect([inside, await downloadImage(network, at('/a'))]).toMatchObject([inside, { kind: 'failed', isFinal: true }]);
    }
  });

  it.each([
    ['http://inside.test/1.png', 'The address is not one of the public web.'], ['http://pictures.test:1/1.png', 'The address is not one of the public web.'],
    ['ftp://pictures.test/1.png', 'Only http and https addresses are fetched.'], ['http://a:b@pictures.test/', 'Addresses with a user name are not fetched.'], ['nonsense', 'It is no address.'],
  ])('does not go to %s', async (address, reason) => {
    expect(await downloadImage(network, address)).toEqual({ kind: 'failed', reason, isFinal: true });
    expect(requests).toEqual([]);
  });

  it('does not go where only some addresses of a name may be spoken to', async () => {
    pages.set('/1.png', sends(PNG));
    expect(await downloadImage(network, at('/1.png', 'mixed.test'))).toEqual({ kind: 'failed', reason: 'The address is not one of the public web.', isFinal: true });
    expect(requests).toEqual([]);
  });

  it('on the real network goes nowhere inside, whatever the address looks like', async () => {
    pages.set('/', sends(PNG));
    for (const address of [`http://127.0.0.1:${port}/`, 'http://127.0.0.1/', 'http://2130706433/', 'http://0177.0.0.1/', 'http://[::ffff:127.0.0.1]/', 'http://[::1]/', 'http://169.254.169.254/', 'http://10.0.0.1/', 'http://0/']) {
      expect([address, await downloadImage(publicInternet, address)]).toEqual([address, { kind: 'failed', reason: 'The address is not one of the public web.', isFinal: true }]);
    }
    expect(requests).toEqual([]);
  });

  it('takes no more than it may, however the server sends it', async () => {
    pages.set('/said', sends(Buffer.concat([PNG, Buffer.alloc(200_000)])));
    pages.set('/unsaid', (_, response) => {
      response.writeHead(200, { 'transfer-encoding': 'chunked' });
      response.write(PNG);
      const more = setInterval(() => response.write(Buffer.alloc(50_000)), 5);
      response.on('close', () => clearInterval(more));
    });
    const tooLarge = { kind: 'failed', reason: 'The picture is larger than 0.1 MB.', isFinal: true };
    expect(await downloadImage(network, at('/said'), { maxBytes: 100_000 })).toEqual(tooLarge);
    expect(await downloadImage(network, at('/unsaid'), { maxBytes: 100_000 })).toEqual(tooLarge);
  });

  it('does not wait for ever, and tells apart what may be better tomorrow', async () => {
    pages.set('/slow', () => undefined);
    pages.set('/drips', (_, response) => {
      response.writeHead(200);
      const more = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(more));
    });
    const late = { kind: 'failed', reason: 'It did not come within 0.2 seconds.', isFinal: false };
    expect(await downloadImage(network, at('/slow'), { timeoutMs: 200 })).toEqual(late);
    expect(await downloadImage(network, at('/drips'), { timeoutMs: 200 })).toEqual(late);
    expect(await downloadImage({ ...network, resolve: () => new Promise(() => undefined) }, at('/slow'), { timeoutMs: 200 })).toEqual(late);
    pages.set('/busy', sends('', {}, 503)).set('/gone', sends('', {}, 410)).set('/page', sends('<html>')).set('/packed', sends(PNG, { 'content-encoding': 'gzip' }));
    expect(await downloadImage(network, at('/busy'))).toEqual({ kind: 'failed', reason: 'The server answered 503.', isFinal: false });
    expect(await downloadImage(network, at('/gone'))).toEqual({ kind: 'failed', reason: 'The server answered 410.', isFinal: true });
    expect(await downloadImage(network, at('/page'))).toMatchObject({ kind: 'failed', isFinal: true });
    expect(await downloadImage(network, at('/packed'))).toMatchObject({ kind: 'failed', isFinal: true });
    expect(await downloadImage(network, 'http://nowhere.test/')).toEqual({ kind: 'failed', reason: 'The server could not be reached (ENOTFOUND).', isFinal: false });
    pages.set('/broken', (_, response) => response.destroy());
    expect(await downloadImage(network, at('/broken'))).toMatchObject({ kind: 'failed', isFinal: false });
  });
});

describe('the job', () => {
  const deps = () => ({ ...harness.deps, network });
  const run = (stop = new AbortController().signal) => fetchImages(deps(), harness.deps.clock.now(), stop);

  async function imageOf(url: string): Promise<string> {
    const { productId } = await createProduct(harness.deps, { vendorId, images: [{ url }] });
    const [row] = await harness.deps.db.reader.select({ id: productImages.id }).from(productImages).where(eq(productImages.productId, productId));
    if (row === undefined) throw new Error('no picture');
    return row.id;
  }

  async function stateOf(id: string) {
    const [row] = await harness.deps.db.reader.select({ state: productImages.state, failure: productImages.failure, url: productImages.url, tries: imageFetches.tries, dueAt: imageFetches.dueAt })
      .from(productImages).leftJoin(imageFetches, eq(imageFetches.imageId, productImages.id)).where(eq(productImages.id, id));
    return row;
  }

  it('finds out what a picture is, and shows it', async () => {
    pages.set('/1.png', sends(PNG));
    const { productId } = await createProduct(harness.deps, { vendorId, images: [{ url: at('/1.png') }, { url: at('/missing.png') }] });
    const DOCUMENT = 'query($id: ID!) { product(id: $id) { images { state failure file { contentType width height byteSize } } } }';
    const shown = async (viewer: Parameters<typeof harness.client.as>[0]) => (await harness.client.as(viewer).query<{ product: { images: unknown[] } }>(DOCUMENT, { id: encodeId('Product', productId) })).product.images;
    expect(await shown(guest())).toEqual(Array.from({ length: 2 }, () => ({ state: 'PENDING', failure: null, file: null })));
    expect(await run()).toBe(2);
    const ready = { state: 'READY', failure: null, file: { contentType: 'image/png', width: 1, height: 1, byteSize: PNG.length } };
    expect(await shown(guest())).toEqual([ready]);
    expect(await shown(vendorMember(vendorId))).toEqual([ready, { state: 'FAILED', failure: 'The server answered 404.', file: null }]);
    expect(await run()).toBe(0);
  });

  it('tries again after 1, 4, 16 and 64 minutes, and gives up at the fifth time', async () => {
    pages.set('/busy.png', sends('', {}, 503));
    const id = await imageOf(at('/busy.png'));
    for (const [index, minutes] of [1, 4, 16, 64].entries()) {
      expect(await run()).toBe(1);
      expect(await stateOf(id)).toMatchObject({ state: 'PENDING', failure: 'The server answered 503.', tries: index + 1 });
      harness.deps.clock.advance(minutes * MINUTE - 1);
      expect(await run()).toBe(0);
      harness.deps.clock.advance(1);
    }
    expect(await run()).toBe(1);
    expect(await stateOf(id)).toMatchObject({ state: 'FAILED', failure: 'The server answered 503.', tries: 5, dueAt: null });
    expect([await run(), requests.length]).toEqual([0, 5]);
  });

  it.each(['image.after-claimed', 'image.after-fetched'])('goes on after a crash at %s', async (point) => {
    pages.set('/1.png', sends(PNG));
    const id = await imageOf(at('/1.png'));
    harness.deps.crash.arm(point);
    await expect(run()).rejects.toBeInstanceOf(Crashed);
    expect(await stateOf(id)).toMatchObject({ state: 'PENDING', tries: 1 });
    expect(await run()).toBe(0);
    harness.deps.clock.advance(MINUTE);
    expect(await run()).toBe(1);
    expect(await stateOf(id)).toMatchObject({ state: 'READY', tries: 2, url: at('/1.png') });
  });

  it('takes each picture once, though several run at a time', async () => {
    for (let number = 0; number < 20; number += 1) {
      pages.set(`/${number}.png`, sends(PNG));
      await imageOf(at(`/${number}.png`));
    }
    expect((await Promise.all([run(), run(), run()])).reduce((sum, count) => sum + count)).toBe(20);
    expect([requests.length, new Set(requests).size]).toEqual([20, 20]);
  });

  it('ends at once when it is stopped, and what was under way counts as not tried', async () => {
    pages.set('/slow.png', () => undefined);
    const id = await imageOf(at('/slow.png'));
    const fetcher = createImageFetcher(deps());
    fetcher.start();
    const running = fetcher.run(harness.deps.clock.now());
    await expect.poll(() => requests.length).toBe(1);
    fetcher.stop();
    await running;
    expect(await stateOf(id)).toMatchObject({ state: 'PENDING', failure: null, tries: 0, dueAt: harness.deps.clock.now() });
    pages.set('/slow.png', sends(PNG));
    expect(await run()).toBe(1);
    expect(await stateOf(id)).toMatchObject({ state: 'READY' });
  });

  it('leaves pictures alone that are gone by then', async () => {
    const id = await imageOf(at('/1.png'));
    pages.set('/1.png', (_, response) => {
      void harness.deps.db.transaction((tx) => tx.delete(productImages).where(eq(productImages.id, id))).then(() => response.end(PNG));
    });
    expect(await run()).toBe(1);
    expect(await stateOf(id)).toBeUndefined();
  });
});
