import type { OperatorRole, UserViewer } from '@marketgraph/contracts';
import type { EventEnvelope } from '@marketgraph/contracts';
import { outbox } from '@marketgraph/db';
import { asId, decodeId, encodeId, type Id } from '@marketgraph/kernel';
import { mailOutbox } from '@marketgraph/mailer';
import type { Subgraph } from '@marketgraph/server';
import { buyer, createTestDatabase, createTestDeps, guest, testClient, type TestClient, type TestDatabase, type TestDeps } from '@marketgraph/testing';
import { asc, eq } from 'drizzle-orm';
import { createIdentity, createOperator, createSecrets, identityModule, type IdentityDeps } from '../../src/index.ts';

export const PASSWORD = 'violet ladder 9';

type Deps = TestDeps & IdentityDeps;

export interface Harness {
  readonly database: TestDatabase;
  readonly deps: Deps;
  readonly subgraph: Subgraph;
  readonly client: TestClient;
  /** Moved between requests so that every test of a file has its own networks and counters. */
  readonly stop: () => Promise<void>;
}

/** Identity on a database of its own. Relay and sweepers do not run: tests look at the outbox and run what is due. */
export async function startIdentity(): Promise<Harness> {
  const database = await createTestDatabase('identity', [identityModule.migrations]);
  const deps: Deps = {
    ...createTestDeps({ db: database.db }),
    secrets: createSecrets('a secret for tests that is long enough'),
    mailer: { send: async () => ({ outcome: 'sent' }), close: () => undefined },
    settings: { marketplaceName: 'Marketgraph', siteUrl: 'https://shop.example', issuer: 'marketgraph', addressLimitFactor: 1 },
  };
  const subgraph = createIdentity(deps);
  await deps.live.start();
  return {
    database,
    deps,
    subgraph,
    client: testClient(subgraph),
    stop: async () => {
      await deps.live.stop();
      await database.drop();
    },
  };
}

let people = 0;

export function newEmail(): string {
  people += 1;
  return `person${people}@example.com`;
}

/** A network of its own for each call, so that the limits by address of one test do not reach another. */
export function newAddress(): string {
  people += 1;
  return `10.${Math.floor(people / 250) % 250}.${people % 250}.7`;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly key: string;
}

/** Mails queued for the address so far, oldest first. */
export async function mailsTo({ deps }: Harness, email: string): Promise<Mail[]> {
  const rows = await deps.db.reader.select().from(mailOutbox).where(eq(mailOutbox.toAddress, email)).orderBy(asc(mailOutbox.createdAt), asc(mailOutbox.id));
  return rows.map(({ toAddress, subject, bodyText, key }) => ({ to: toAddress, subject, text: bodyText, key }));
}

export async function lastMail(harness: Harness, email: string): Promise<Mail> {
  const mail = (await mailsTo(harness, email)).at(-1);
  if (mail === undefined) throw new Error(`no mail to ${email}`);
  return mail;
}

export async function lastCode(harness: Harness, email: string): Promise<string> {
  const code = /\b\d{6}\b/.exec((await lastMail(harness, email)).subject)?.[0];
  if (code === undefined) throw new Error(`no code in the last mail to ${email}`);
  return code;
}

export async function lastToken(harness: Harness, email: string): Promise<string> {
  const token = /token=([A-Za-z0-9_-]{43})/.exec((await lastMail(harness, email)).text)?.[1];
  if (token === undefined) throw new Error(`no token in the last mail to ${email}`);
  return token;
}

export async function eventsOf({ deps }: Harness, aggregateId: string): Promise<{ name: string; payload: EventEnvelope['payload'] }[]> {
  const rows = await deps.db.reader.select().from(outbox).where(eq(outbox.aggregateId, aggregateId)).orderBy(asc(outbox.id));
  return rows.map(({ name, payload }) => ({ name, payload: payload as EventEnvelope['payload'] }));
}

export interface Account {
  readonly userId: Id<'User'>;
  readonly email: string;
  /** As the router would make it of the account's session. */
  readonly viewer: UserViewer;
  readonly refreshToken: string;
}

const REGISTER = 'mutation ($input: UserRegisterInput!) { userRegister(input: $input) { kind: __typename ... on UserError { code message path } ... on UserRegisterSuccess { email } } }';
const LOGIN = `mutation ($input: SessionCreateInput!) { sessionCreate(input: $input) { kind: __typename
  ... on UserError { code message path retryable }
  ... on TooManyAttempts { retryAfter }
  ... on SessionCreateSuccess { sessionId userId emailVerified tokens { accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt } } } }`;
const VERIFY = 'mutation ($input: EmailVerifyInput!) { emailVerify(input: $input) { kind: __typename ... on UserError { code path } ... on EmailVerifySuccess { user { emailVerified } } } }';

export interface LoginAnswer {
  readonly kind: string;
  readonly retryAfter?: number;
  readonly code?: string;
  readonly message?: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly emailVerified: boolean;
  readonly tokens: { readonly accessToken: string; readonly accessTokenExpiresAt: string; readonly refreshToken: string; readonly refreshTokenExpiresAt: string };
}

export async function register({ client }: Harness, email: string, input: object = {}, viewer = guest({ clientAddress: newAddress() })): Promise<{ kind: string; email?: string; code?: string }> {
  const { userRegister } = await client.as(viewer).mutate<{ userRegister: { kind: string } }>(REGISTER, { input: { email, password: PASSWORD, name: 'Ann Other', ...input } });
  return userRegister;
}

export async function login({ client }: Harness, email: string, password = PASSWORD, viewer = guest({ clientAddress: newAddress() })): Promise<LoginAnswer> {
  return (await client.as(viewer).mutate<{ sessionCreate: LoginAnswer }>(LOGIN, { input: { email, password } })).sessionCreate;
}

export async function verify({ client }: Harness, viewer: UserViewer, code: string): Promise<{ kind: string; code?: string }> {
  return (await client.as(viewer).mutate<{ emailVerify: { kind: string } }>(VERIFY, { input: { code } })).emailVerify;
}

/** Somebody who has registered, verified the address unless told otherwise, and signed in. */
export async function newAccount(harness: Harness, { verified = true, email = newEmail(), name = 'Ann Other' } = {}): Promise<Account> {
  await register(harness, email, { name });
  const account = await signIn(harness, email);
  if (!verified) return account;
  await verify(harness, account.viewer, await lastCode(harness, email));
  return { ...account, viewer: { ...account.viewer, emailVerified: true } };
}

export async function signIn(harness: Harness, email: string, device: { clientAddress?: string; userAgent?: string } = {}): Promise<Account> {
  const client = guest({ clientAddress: newAddress(), ...device });
  const answer = await login(harness, email, PASSWORD, client);
  if (answer.kind !== 'SessionCreateSuccess') throw new Error(`could not sign in: ${JSON.stringify(answer)}`);
  const userId = decoded('User', answer.userId);
  const viewer = buyer({
    userId,
    sessionId: decoded('Session', answer.sessionId),
    emailVerified: answer.emailVerified,
    clientAddress: client.clientAddress,
    userAgent: client.userAgent,
  });
  return { userId, email, viewer, refreshToken: answer.tokens.refreshToken };
}

export function decoded<Kind extends 'User' | 'Session' | 'Vendor' | 'VendorMember' | 'VendorRole' | 'VendorInvitation'>(kind: Kind, text: string): Id<Kind> {
  const id = decodeId(kind, text);
  if (id === undefined) throw new Error(`${text} is no id of a ${kind}`);
  return id;
}

export async function newOperator({ deps }: Harness, role: OperatorRole = 'ADMIN'): Promise<UserViewer> {
  const made = await createOperator(deps, { email: newEmail(), password: PASSWORD, role });
  if (!made.ok) throw new Error(made.error.message);
  return buyer({ userId: made.value.userId, operatorRole: role });
}

export { asId, encodeId };
