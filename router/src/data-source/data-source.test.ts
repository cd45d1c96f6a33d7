import type { GuestViewer } from '@marketgraph/contracts';
import { createFakeClock, SECOND } from '@marketgraph/kernel';
import { describe, expect, it, vi } from 'vitest';
import { createAddresses } from './addresses.ts';
import { errorsOfFetch } from './fetch-errors.ts';
import { createSignOnce } from './viewer-token.ts';

const newGuest = (): GuestViewer => ({ kind: 'guest', locale: 'en', traceId: 't', clientAddress: '', userAgent: '' });

describe('addresses of a subgraph (PLT-03)', () => {
  const urls = ['http://a:1/graphql', 'http://b:1/graphql', 'http://c:1/graphql'];
  const order = (addresses: ReturnType<typeof createAddresses>) => addresses.inOrder().map(({ url }) => url.hostname);

  it('takes them in turn', () => {
    const addresses = createAddresses(urls, createFakeClock());
    expect([order(addresses)[0], order(addresses)[0], order(addresses)[0]].toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('passes over one that failed until it has rested, and still knows it', () => {
    const clock = createFakeClock();
    const addresses = createAddresses(urls, clock);
    const failing = addresses.inOrder()[0];
    if (failing === undefined) throw new Error('no address');
    addresses.failed(failing);
    for (let turn = 0; turn < 3; turn += 1) expect(order(addresses).at(-1)).toBe(failing.url.hostname);
    clock.advance(251);
    expect(order(addresses)).toHaveLength(3);
    expect(addresses.inOrder().filter(({ restingUntil }) => restingUntil > clock.now().getTime())).toEqual([]);
  });

  it('rests longer each time, up to a limit, and not at all after a success', () => {
    const clock = createFakeClock();
    const addresses = createAddresses(['http://a:1/graphql'], clock);
    const [only] = addresses.inOrder();
    if (only === undefined) throw new Error('no address');
    for (let failure = 0; failure < 20; failure += 1) addresses.failed(only);
    expect(only.restingUntil - clock.now().getTime()).toBe(5 * SECOND);
    expect(addresses.isUp()).toBe(false);
    expect(addresses.inOrder()).toEqual([only]);
    addresses.succeeded(only);
    expect(addresses.isUp()).toBe(true);
  });
});

describe('errors of a fetch that got no answer', () => {
  const error = { message: 'away', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } };
  const paths = (query: string, variables: Record<string, unknown> = {}) => errorsOfFetch({ query, variables }, error).map(({ path }) => path);

  it('stand at each root field', () => {
    expect(paths('query A__x__0($id:ID!){a:product(id:$id){id} ...on Query{other}}')).toEqual([['a'], ['other']]);
  });

  it('stand at each field of each entity, by its type', () => {
    const query = 'query($representations:[_Any!]!){_entities(representations:$representations){...on Product{__typename rating reviews{id}}...on Vendor{name}}}';
    const representations = [{ __typename: 'Product' }, { __typename: 'Vendor' }];
    expect(paths(query, { representations })).toEqual([
      ['_entities', 0, 'rating'],
      ['_entities', 0, 'reviews'],
      ['_entities', 1, 'name'],
    ]);
  });

  it('are one piece of news, not a thousand', () => {
    const representations = Array.from({ length: 1_000 }, () => ({ __typename: 'Product' }));
    expect(paths('query{_entities(representations:[]){...on Product{rating}}}', { representations })).toHaveLength(25);
  });
});

describe('signed viewer', () => {
  it('is signed once an operation, and again before the token is too old', async () => {
    const clock = createFakeClock();
    const sign = vi.fn(async () => 'token');
    const signOnce = createSignOnce(sign, ['catalog'], clock);
    const viewer = newGuest();
    await Promise.all([signOnce(viewer), signOnce(viewer)]);
    expect(sign).toHaveBeenCalledTimes(1);
    clock.advance(16 * SECOND);
    await signOnce(viewer);
    await signOnce(newGuest());
    expect(sign).toHaveBeenCalledTimes(3);
    expect(sign).toHaveBeenCalledWith(viewer, ['catalog']);
  });
});
