import { createEventHandler } from '@marketgraph/bus';
import type { EventEnvelope, EventName, EventPayload, VendorPermission } from '@marketgraph/contracts';
import { outbox } from '@marketgraph/db';
import { decodeId, encodeId, type Id } from '@marketgraph/kernel';
import { mailOutbox } from '@marketgraph/mailer';
import type { Logger, Subgraph } from '@marketgraph/server';
import { createTestDatabase, createTestDeps, testClient, type TestClient, type TestDatabase, type TestDeps } from '@marketgraph/testing';
import { asc, eq } from 'drizzle-orm';
import { createSocial } from '../../src/app.ts';
import { socialConsumers } from '../../src/consumers/all.ts';
import type { SocialDeps } from '../../src/deps.ts';
import { deliverDispatches } from '../../src/dispatch/deliver-dispatches.ts';
import { socialModule } from '../../src/module.ts';

export interface Person {
  readonly userId: Id<'User'>;
  readonly email: string;
  readonly name: string;
  readonly locale: string;
}

export interface Harness {
  readonly deps: TestDeps & SocialDeps;
  readonly database: TestDatabase;
  readonly subgraph: Subgraph;
  readonly client: TestClient;
  /** What identity knows of people and teams. */
  readonly people: Map<string, Person>;
  readonly teams: { vendorId: Id<'Vendor'>; userId: Id<'User'>; permissions: readonly VendorPermission[] }[];
  person(name: string, locale?: string): Person;
  /** Hands an event to the consumers as the bus would; answers its id, with which it may come again. */
  handle<Name extends EventName>(name: Name, payload: EventPayload<Name>, more?: { version?: number; id?: string }): Promise<string>;
  /** Runs the sweeper that tells people. */
  deliver(): Promise<number>;
  mails(): Promise<{ key: string; to: string; subject: string; text: string; html: string }[]>;
  events(aggregateId: string): Promise<{ name: string; payload: unknown }[]>;
  stop(): Promise<void>;
}

/** Social on a database of its own. Relay and sweepers do not run: tests look at the outbox and run what is due. */
export async function startSocial(log?: Logger): Promise<Harness> {
  const database = await createTestDatabase('social', [socialModule.migrations]);
  const deps = {
    ...createTestDeps({ db: database.db, ...(log === undefined ? {} : { log }) }),
    mailer: { send: async () => ({ outcome: 'sent' as const }), close: () => undefined },
    settings: { marketplaceName: 'Marketgraph', siteUrl: 'https://shop.example' },
  };
  const people: Harness['people'] = new Map();
  const teams: Harness['teams'] = [];
  deps.peers.answer('identity', 'internalRecipients', (args) => answerRecipients(people, teams, args));
  const subgraph = createSocial(deps);
  await deps.live.start();
  const deliverEvent = createEventHandler({ db: deps.db, group: 'social', consumers: socialConsumers(deps), log: deps.log, clock: deps.clock });
  return {
    deps,
    database,
    subgraph,
    client: testClient(subgraph),
    people,
    teams,
    person: (name, locale = 'en-US') => {
      const userId = deps.ids.next('User');
      const person = { userId, name, locale, email: `${name.toLowerCase()}.${userId.slice(-6)}@example.com` };
      people.set(userId, person);
      return person;
    },
    handle: async (name, payload, { version = 1, id = deps.ids.next('Event') } = {}) => {
      const event = { id, name, wireVersion: 1, aggregateId: aggregateOf(name, payload), aggregateVersion: version, occurredAt: deps.clock.now().toISOString(), traceId: 'test', payload };
      const outcome = await deliverEvent({ event: event as unknown as EventEnvelope, attempt: 1, waits: 0, acceptGap: false });
      if (outcome.kind !== 'done') throw new Error(`the event was not handled: ${JSON.stringify(outcome)}`);
      return id;
    },
    deliver: () => deliverDispatches(deps, deps.clock.now()),
    mails: async () => {
      const rows = await deps.db.reader.select().from(mailOutbox).orderBy(asc(mailOutbox.createdAt), asc(mailOutbox.id));
      return rows.map(({ key, toAddress, subject, bodyText, bodyHtml }) => ({ key, to: toAddress, subject, text: bodyText, html: bodyHtml }));
    },
    events: async (aggregateId) => {
      const rows = await deps.db.reader.select().from(outbox).where(eq(outbox.aggregateId, aggregateId)).orderBy(asc(outbox.id));
      return rows.map(({ name, payload }) => ({ name, payload }));
    },
    stop: async () => {
      await deps.live.stop();
      await database.drop();
    },
  };
}

function aggregateOf(name: EventName, payload: object): string {
  const noun = name.split('.')[1] ?? '';
  const field = name.startsWith('catalog.stock') ? 'variantId' : `${noun.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase())}Id`;
  return String(new Map(Object.entries(payload)).get(field));
}

function answerRecipients(people: Harness['people'], teams: Harness['teams'], args: Readonly<Record<string, unknown>>): object[] {
  const { userIds, vendorIds, permission } = args as { userIds: string[]; vendorIds: string[]; permission?: VendorPermission };
  const shown = (userId: string, vendorId: Id<'Vendor'> | null): object[] => {
    const person = people.get(userId);
    return person === undefined ? [] : [{ ...person, userId: encodeId('User', person.userId), vendorId: vendorId === null ? null : encodeId('Vendor', vendorId) }];
  };
  return [
    ...userIds.flatMap((id) => shown(decodeId('User', id) ?? '', null)),
    ...teams
      .filter((seat) => vendorIds.some((id) => decodeId('Vendor', id) === seat.vendorId) && (permission === undefined || seat.permissions.includes(permission)))
      .flatMap(({ userId, vendorId }) => shown(userId, vendorId)),
  ];
}
