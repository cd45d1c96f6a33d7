import { addMilliseconds, MINUTE, SECOND, type Clock } from '@marketgraph/kernel';
import type { Logger } from '@marketgraph/server';
import { request } from 'undici';
import type { UberSettings } from '../env.ts';
import { uberError, uberToken } from './wire.ts';

export interface UberReply {
  /** 0 where there was no answer at all. */
  readonly status: number;
  readonly body: unknown;
}

export interface UberApi {
  call(method: 'GET' | 'POST', path: string, body?: object): Promise<UberReply>;
}

const TIMEOUT_MS = 10 * SECOND;

/** The HTTP side of Uber Direct: client credentials kept until they expire, one fresh token after a 401, never a throw. */
export function createUberApi(settings: UberSettings, clock: Clock, log: Logger): UberApi {
  let token: { readonly text: string; readonly expiresAt: Date } | undefined;
  let fetching: Promise<string> | undefined;

  const freshToken = (): Promise<string> =>
    (fetching ??= fetchToken(settings)
      .then(({ access_token, expires_in }) => {
        token = { text: access_token, expiresAt: addMilliseconds(clock.now(), expires_in * SECOND - MINUTE) };
        return access_token;
      })
      .finally(() => {
        fetching = undefined;
      }));
  const currentToken = (): Promise<string> | string => (token !== undefined && clock.now() < token.expiresAt ? token.text : freshToken());

  const send = async (method: 'GET' | 'POST', path: string, body: object | undefined, bearer: string): Promise<UberReply> => {
    const response = await request(`${settings.apiUrl}/v1/customers/${encodeURIComponent(settings.customerId)}${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    return { status: response.statusCode, body: await readJson(response.body) };
  };

  return {
    call: async (method, path, body) => {
      try {
        const reply = await send(method, path, body, await currentToken());
        if (reply.status !== 401) return reply;
        return await send(method, path, body, await freshToken());
      } catch (error) {
        log.warn({ provider: 'uber', path, err: error }, 'provider did not answer');
        return { status: 0, body: { code: 'no_answer', message: error instanceof Error ? error.message : 'no answer' } };
      }
    },
  };
}

async function fetchToken({ authUrl, clientId, clientSecret }: UberSettings): Promise<{ access_token: string; expires_in: number }> {
  const response = await request(`${authUrl}/oauth/v2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials', scope: 'eats.deliveries' }).toString(),
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });
  const body = await readJson(response.body);
  if (response.statusCode !== 200) throw new Error(`Uber gave no token: ${response.statusCode} ${uberError.safeParse(body).data?.code ?? ''}`);
  return uberToken.parse(body);
}

async function readJson(body: { text(): Promise<string> }): Promise<unknown> {
  const text = await body.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Proxies answer in HTML when Uber is away; the status says enough.
    return { code: 'unreadable_answer', message: text.slice(0, 200) };
  }
}
