import { describe, expect, it } from 'vitest';
import { acceptedTypes, acceptsHtml } from './accept.ts';
import { createCors } from './cors.ts';
import { isForgeable } from './csrf.ts';
import { fromBody, fromQuery } from './graphql-request.ts';
import { withoutIdentity } from './routes.ts';

describe('content negotiation', () => {
  const response = 'application/graphql-response+json';
  const json = 'application/json';
  const events = 'text/event-stream';
  it.each([
    [undefined, [json, response]],
    ['', [json, response]],
    ['*/*', [json]],
    ['application/*;q=0.3', [json]],
    [response, [response]],
    [`${json}, ${response}`, [response, json]],
    [`${json};q=0.9, ${response};q=0.5`, [json, response]],
    [`${response}, */*;q=0.1`, [response, json]],
    [events, [events]],
    ['APPLICATION/JSON; charset=utf-8', [json]],
    ['text/xml', []],
    ['application/json;q=0', []],
    ['application/json;q=nonsense', []],
  ])('%s', (header, expected) => {
    expect(acceptedTypes(header)).toEqual(expected);
  });

  it('knows browsers', () => {
    expect(acceptsHtml('text/html,application/xhtml+xml,*/*;q=0.8')).toBe(true);
    expect(acceptsHtml('*/*')).toBe(false);
  });
});

describe('requests of GraphQL over HTTP', () => {
  const limits = { jsonNesting: 5 };
  const body = (text: string) => fromBody(Buffer.from(text), limits);

  it('takes nulls for what is not there', () => {
    expect(body('{"query":"{a}","operationName":null,"variables":null,"extensions":null}')).toEqual({ ok: true, request: { query: '{a}' } });
    expect(body('{"query":"{a}","operationName":"","unknown":1}')).toEqual({ ok: true, request: { query: '{a}' } });
  });

  it.each(['', 'null', '5', '"x"', '[]', '[{"query":"{a}"}]', '{"query":1}', '{"query":"{a}","variables":"x"}', '{"query":"{a}","variables":[]}', '{"query":"{a}","extensions":7}', '{', '{"query":"{a}",}', '[[[[[[]]]]]]'])('refuses %s', (text) => {
    const read = body(text);
    expect(read.ok ? undefined : read.refusal).toMatchObject({ status: 400, isOperation: false });
  });

  it('refuses bytes that are no UTF-8', () => {
    expect(fromBody(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), limits).ok).toBe(false);
  });

  it('reads a query string, each part once', () => {
    expect(fromQuery(new URLSearchParams({ query: '{a}', variables: '{"x":1}' }), limits)).toEqual({ ok: true, request: { query: '{a}', variables: { x: 1 } } });
    expect(fromQuery(new URLSearchParams('query={a}&query={b}'), limits).ok).toBe(false);
    expect(fromQuery(new URLSearchParams({ query: '{a}', variables: '{x' }), limits).ok).toBe(false);
  });
});

describe('who may ask from where', () => {
  it('lets programs and our own pages GET, other sites only when the browser has asked', () => {
    expect(isForgeable({})).toBe(false);
    expect(isForgeable({ 'sec-fetch-site': 'same-origin' })).toBe(false);
    expect(isForgeable({ 'sec-fetch-site': 'none' })).toBe(false);
    expect(isForgeable({ 'sec-fetch-site': 'cross-site' })).toBe(true);
    expect(isForgeable({ 'sec-fetch-site': 'same-site', 'content-type': 'text/plain' })).toBe(true);
    expect(isForgeable({ 'sec-fetch-site': 'cross-site', 'x-graphql-preflight': '1' })).toBe(false);
  });

  it('lets pages of listed origins read', () => {
    const cors = createCors({ origins: ['https://shop.example'] });
    expect(cors.headers({ origin: 'https://shop.example' })).toMatchObject({ 'access-control-allow-origin': 'https://shop.example' });
    expect(cors.headers({ origin: 'https://evil.example' })).not.toHaveProperty('access-control-allow-origin');
    expect(createCors({ origins: '*' }).headers({ origin: 'https://any.example' })).toMatchObject({ 'access-control-allow-origin': '*' });
  });

  it('drops what claims to say who the viewer is', () => {
    expect(withoutIdentity({ 'x-marketgraph-viewer': 'me', 'stripe-signature': 's' })).toEqual({ 'stripe-signature': 's' });
  });
});
