import { DAY, HOUR, SECOND } from '@marketgraph/kernel';
import type { HttpReply, HttpRequest } from '../shared/http.ts';
import { randomText } from '../shared/tokens.ts';
import { UberFailure } from './errors.ts';
import type { UberWorld } from './world.ts';

const LIFETIME_MS = 30 * DAY;
const SCOPES = ['eats.deliveries', 'direct.organizations'];

function oauthError(status: number, error: string, description: string): HttpReply {
  return { status, body: { error, error_description: description } };
}

/** Client credentials for a token of 30 days. Whoever asks for a new one too often is refused: tokens are to be cached. */
export function issueToken(world: UberWorld, request: HttpRequest): HttpReply {
  const form = new URLSearchParams(request.rawBody.toString('utf8'));
  const { clientId, clientSecret, tokensPerHour } = world.settings;
  if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret) return oauthError(401, 'invalid_client', 'The client id or the client secret is wrong.');
  if (form.get('grant_type') !== 'client_credentials') return oauthError(400, 'unsupported_grant_type', 'Only client_credentials is supported.');
  const scope = form.get('scope') ?? '';
  if (scope === '' || !scope.split(' ').every((name) => SCOPES.includes(name))) return oauthError(400, 'invalid_scope', 'The scope is missing or not granted.');
  const now = world.now().getTime();
  const recent = world.tokens.values().filter(({ issuedAt }) => now - issuedAt < HOUR);
  if (recent.length >= tokensPerHour) return oauthError(429, 'rate_limited', 'Too many tokens were requested; cache the one you have.');
  const token = `IA.${randomText(60)}`;
  world.tokens.put(token, { token, issuedAt: now, expiresAt: now + LIFETIME_MS });
  return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: LIFETIME_MS / SECOND, scope, last_authenticated: 0 } };
}

export function checkToken(world: UberWorld, request: HttpRequest): void {
  const [scheme = '', token = ''] = (request.headers.authorization ?? '').split(' ');
  const known = scheme.toLowerCase() === 'bearer' ? world.tokens.get(token) : undefined;
  if (known === undefined || known.expiresAt <= world.now().getTime()) throw new UberFailure('unauthorized');
}

/** Makes every token that was issued so far invalid. */
export function expireTokens(world: UberWorld): number {
  const tokens = world.tokens.values();
  for (const token of tokens) world.tokens.put(token.token, { ...token, expiresAt: 0 });
  return tokens.length;
}
