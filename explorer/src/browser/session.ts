/**
 * Who is signed in. Tokens live in this tab's session storage and end with it. The access token is short-lived: it is
 * refreshed shortly before it expires, by whoever asks for it next.
 */
export interface Session {
  readonly email: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const KEY = 'marketgraph.session';
const listeners = new Set<() => void>();
let refreshing: Promise<Session | null> | undefined;

export function currentSession(): Session | null {
  const text = sessionStorage.getItem(KEY);
  return text === null ? null : (JSON.parse(text) as Session);
}

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keep(session: Session | null): void {
  if (session === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, JSON.stringify(session));
  for (const listener of listeners) listener();
}

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly accessTokenExpiresAt: string;
}

/** @throws Error with the server's own words where the sign-in is refused */
export async function signIn(email: string, password: string): Promise<void> {
  const result = await send<{ sessionCreate: { __typename: string; message?: string; tokens?: Tokens } }>(
    `mutation SignIn($input: SessionCreateInput!) {
      sessionCreate(input: $input) {
        __typename
        ... on SessionCreateSuccess { tokens { accessToken refreshToken accessTokenExpiresAt } }
        ... on UserError { message }
      }
    }`,
    { input: { email, password } },
  );
  const { tokens, message } = result.sessionCreate;
  if (tokens === undefined) throw new Error(message ?? 'The sign-in was refused.');
  keep(toSession(email, tokens));
}

export function signOut(): void {
  keep(null);
}

/** A token that is still good for half a minute, or `null` for a guest. */
export async function accessToken(): Promise<string | null> {
  const session = currentSession();
  if (session === null) return null;
  if (session.expiresAt - Date.now() > 30_000) return session.accessToken;
  refreshing ??= refresh(session).finally(() => {
    refreshing = undefined;
  });
  return (await refreshing)?.accessToken ?? null;
}

async function refresh(session: Session): Promise<Session | null> {
  const result = await send<{ sessionRefresh: { tokens?: Tokens } }>(
    `mutation Refresh($input: SessionRefreshInput!) {
      sessionRefresh(input: $input) {
        ... on SessionRefreshSuccess { tokens { accessToken refreshToken accessTokenExpiresAt } }
      }
    }`,
    { input: { refreshToken: session.refreshToken } },
  );
  const { tokens } = result.sessionRefresh;
  const next = tokens === undefined ? null : toSession(session.email, tokens);
  keep(next);
  return next;
}

function toSession(email: string, tokens: Tokens): Session {
  const { accessToken, refreshToken, accessTokenExpiresAt } = tokens;
  return { email, accessToken, refreshToken, expiresAt: Date.parse(accessTokenExpiresAt) };
}

async function send<Data>(query: string, variables: Record<string, unknown>): Promise<Data> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Data | null; errors?: { message: string }[] };
  if (data === undefined || data === null) throw new Error(errors?.[0]?.message ?? `The server answered ${response.status}.`);
  return data;
}
