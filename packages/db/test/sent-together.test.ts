import { randomUUID } from 'node:crypto';
import { insertRows, sendInOrder, type Transaction } from '@marketgraph/db';
import { createTestDatabase, type TestDatabase } from '@marketgraph/testing';
import { eq, sql } from 'drizzle-orm';
import { integer, pgTable, uuid } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

const steps = pgTable('steps', {
  id: uuid('id').primaryKey(),
  round: uuid('round').notNull(),
  /** Which statement wrote the row. */
  place: integer('place').notNull(),
  /** How many statements of the round had written before it. */
  seen: integer('seen').notNull(),
});

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('platform', []);
  await database.db.reader.execute(sql`create table steps (id uuid primary key, round uuid not null, place integer not null, seen integer not null)`);
});
afterAll(() => database.drop());

type Kind = (tx: Transaction, round: string, place: number) => PromiseLike<unknown>;

const seenIn = (round: string) => sql<number>`(select count(distinct place)::integer from steps where round = ${round}::uuid)`;
const row = (round: string, place: number) => ({ id: randomUUID(), round, place, seen: seenIn(round) });

/** Every way in which the code sends a statement. */
const KINDS: readonly Kind[] = [
  (tx, round, place) => tx.insert(steps).values(row(round, place)),
  (tx, round, place) => tx.insert(steps).values(row(round, place)).returning(),
  // More parameters than are prepared.
  (tx, round, place) => tx.insert(steps).values(Array.from({ length: 6 }, () => row(round, place))),
  (tx, round, place) => tx.execute(sql`insert into steps select ${randomUUID()}::uuid, ${round}::uuid, ${place}, ${seenIn(round)}`),
  (tx, round, place) => insertRows(tx, steps, [{ id: randomUUID(), round, place }], { seen: sql`(select count(distinct place)::integer from steps as s where s.round = given.round)` }),
  async (tx, round, place) => {
    await tx.insert(steps).values(row(round, place));
  },
  async (tx, round, place) => {
    const before = await tx.select().from(steps).where(eq(steps.round, round));
    return { place, seen: new Set(before.map((step) => step.place)).size };
  },
  async (tx, round, place) => {
    const [before] = await tx.execute<{ seen: number }>(sql`select ${seenIn(round)} as seen`);
    return { place, seen: before?.seen };
  },
];

/** Locks are taken before what they protect is read, and rows written before those that refer to them. */
test('statements that a transaction sends together run in the order in which they were begun', async () => {
  for (let round = 0; round < 40; round += 1) {
    const id = randomUUID();
    const kinds = [...KINDS, ...KINDS].map((kind) => ({ kind, key: Math.random() })).toSorted((left, right) => left.key - right.key);
    const answers = await database.db.transaction((tx) => sendInOrder(...kinds.map(({ kind }, place) => () => kind(tx, id, place))));
    const written = await database.db.reader.select().from(steps).where(eq(steps.round, id));
    const places = [...new Set(written.map(({ place }) => place))].toSorted((left, right) => left - right);
    expect(places).toHaveLength(12);
    for (const { place, seen } of written) expect(seen).toBe(places.indexOf(place));
    for (const answer of answers) {
      if (answer === null || typeof answer !== 'object' || !('seen' in answer) || !('place' in answer)) continue;
      expect(answer.seen).toBe(places.filter((place) => place < Number(answer.place)).length);
    }
  }
});
