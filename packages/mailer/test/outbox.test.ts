import { readFileSync } from 'node:fs';
import { compareTables, type Database } from '@marketgraph/db';
import { createFakeClock, createIdGenerator, DAY, MINUTE } from '@marketgraph/kernel';
import { createMailer, createMailSweeper, mailOutbox, mailSuppressions, queueMail, queueMails, type Mailer, type MailOutcome, type OutgoingMail } from '@marketgraph/mailer';
import { createTestDatabase, waitFor, type TestDatabase } from '@marketgraph/testing';
import { asc, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRecordingLog } from './support/log.ts';
import { startSmtpServer } from './support/smtp.ts';

const TABLES = readFileSync(new URL('../sql/mail-outbox.sql', import.meta.url), 'utf8');

describe('the mail outbox', () => {
  let database: TestDatabase;
  let db: Database;
  const clock = createFakeClock();
  const ids = createIdGenerator(clock);
  const log = createRecordingLog();
  beforeAll(async () => {
    database = await createTestDatabase('platform', []);
    db = database.db;
    await db.reader.execute(sql.raw(TABLES));
  });
  afterAll(() => database.drop());
  beforeEach(() => db.transaction(async (tx) => {
    await tx.delete(mailOutbox);
    await tx.delete(mailSuppressions);
    log.lines.length = 0;
  }));

  const mail = (key: string, to = 'ann@mail.example') => ({ key, to, subject: `About ${key}`, text: 'secret 123456', html: '<p>secret 123456</p>' });
  const queue = (key: string, more: { to?: string; giveUpAt?: Date } = {}) => db.transaction((tx) => queueMail(tx, { clock, ids }, { ...mail(key), ...more }));
  const rows = () => db.reader.select().from(mailOutbox).orderBy(asc(mailOutbox.id));
  const sweeper = (mailer: Mailer) => createMailSweeper({ name: 'test.mail.send', db, mailer, clock, log });
  const sweep = (mailer: Mailer) => sweeper(mailer).run(clock.now());

  function scripted(answer: (mail: OutgoingMail) => MailOutcome) {
    const sent: OutgoingMail[] = [];
    const mailer: Mailer = { send: (outgoing) => Promise.resolve(sent.push(outgoing)).then(() => answer(outgoing)), close: () => undefined };
    return { sent, mailer };
  }
  const SENT: MailOutcome = { outcome: 'sent' };
  const RETRY: MailOutcome = { outcome: 'retry', reason: 'later', channelDown: false };

  it('queues one mail for each key, with the change or not at all', async () => {
    expect(await queue('welcome')).toBe(true);
    expect(await queue('welcome')).toBe(false);
    const undone = db.transaction(async (tx) => {
      await queueMail(tx, { clock, ids }, mail('undone'));
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow();
    expect((await rows()).map((row) => [row.key, row.state, row.giveUpAt.getTime() - row.createdAt.getTime()])).toEqual([['welcome', 'queued', DAY]]);
  });

  it('queues many in one statement, each key once', async () => {
    await queue('b');
    const mails = ['a', 'b', 'c', 'a'].map((key) => mail(key));
    expect(await db.transaction((tx) => queueMails(tx, { clock, ids }, mails))).toBe(2);
    expect((await rows()).map((row) => [row.key, row.state, row.attempts, row.subject, row.dueAt])).toEqual(
      ['b', 'a', 'c'].map((key) => [key, 'queued', 0, `About ${key}`, clock.now()]),
    );
  });

  it('stays done when a process that was slower than its lease has another opinion', async () => {
    await queue('slow');
    const late: PromiseWithResolvers<MailOutcome> = Promise.withResolvers();
    const slow = createMailSweeper({ name: 'test.mail.slow', db, mailer: { send: () => late.promise, close: () => undefined }, clock, log }).run(clock.now());
    await waitFor(async () => (await rows())[0]?.attempts === 1);
    clock.advance(5 * MINUTE);
    await sweep(scripted(() => SENT).mailer);
    late.resolve(RETRY);
    await slow;
    expect((await rows())[0]).toMatchObject({ state: 'sent', attempts: 2, lastReason: null });
  });

  it('stays in the hands of who leased it last, whatever a slower process says but that it was sent', async () => {
    await queue('slow');
    const begin = () => {
      const answer: PromiseWithResolvers<MailOutcome> = Promise.withResolvers();
      const run = createMailSweeper({ name: 'test.mail.slow', db, mailer: { send: () => answer.promise, close: () => undefined }, clock, log }).run(clock.now());
      return { answer, run };
    };
    const attempts = async (count: number) => waitFor(async () => (await rows())[0]?.attempts === count);
    const first = begin();
    await attempts(1);
    clock.advance(5 * MINUTE);
    const second = begin();
    await attempts(2);
    const [leased] = await rows();
    first.answer.resolve(RETRY);
    await first.run;
    expect(await rows()).toEqual([leased]);
    clock.advance(5 * MINUTE);
    const third = begin();
    await attempts(3);
    second.answer.resolve(SENT);
    await second.run;
    expect((await rows())[0]).toMatchObject({ state: 'sent', lastReason: null });
    third.answer.resolve({ outcome: 'refused', reason: '554' });
    await third.run;
    expect((await rows())[0]).toMatchObject({ state: 'sent', lastReason: null });
  });

  it('writes down what was sent while another mail takes its time', async () => {
    for (const key of ['quick', 'slow']) await queue(key);
    const late: PromiseWithResolvers<MailOutcome> = Promise.withResolvers();
    const mailer: Mailer = { send: (outgoing) => (outgoing.subject === 'About slow' ? late.promise : Promise.resolve(SENT)), close: () => undefined };
    const sweeping = sweep(mailer);
    await waitFor(async () => (await rows())[0]?.state === 'sent');
    expect((await rows()).map(({ state }) => state)).toEqual(['sent', 'queued']);
    late.resolve(SENT);
    expect(await sweeping).toBe(2);
    expect((await rows()).map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  it('sends what is due through a real server, once, and empties it', async () => {
    const server = await startSmtpServer();
    const mailer = createMailer({ smtp: server.url, from: 'no-reply@shop.example', log });
    for (let index = 0; index < 25; index += 1) await queue(`mail-${index}`);
    const both = [sweeper(mailer), sweeper(mailer)].map((part) => part.run(clock.now()));
    const counts = await Promise.all(both);
    expect(counts.reduce((left, right) => left + right)).toBe(25);
    expect(await sweep(mailer)).toBe(0);
    const queued = await rows();
    expect(server.received.map(({ mail: { messageId } }) => messageId).toSorted()).toEqual(queued.map(({ id }) => `<${id}@shop.example>`).toSorted());
    expect(queued[0]).toMatchObject({ state: 'sent', attempts: 1, subject: '', bodyText: '', bodyHtml: '', finishedAt: clock.now(), lastReason: null });
    expect(server.received[0]?.mail.text).toContain('secret 123456');
    mailer.close();
    await server.close();
  });

  it('tries again after 1, 5, 15 and 60 minutes, and gives up after a day', async () => {
    const { sent, mailer } = scripted(() => RETRY);
    await queue('stubborn');
    const begun = clock.now().getTime();
    const tries: number[] = [];
    while ((await rows())[0]?.state === 'queued') {
      const before = sent.length;
      await sweep(mailer);
      if (sent.length > before) tries.push((clock.now().getTime() - begun) / MINUTE);
      clock.advance(MINUTE);
    }
    expect(tries).toEqual([0, 1, 6, 21, 81, 261, 621, 1341]);
    expect((await rows())[0]).toMatchObject({ state: 'expired', attempts: 8, lastReason: 'later', bodyText: '' });
  });

  it('does not send what is of no use any more', async () => {
    const { sent, mailer } = scripted(() => SENT);
    await queue('code', { giveUpAt: new Date(clock.now().getTime() + 10 * MINUTE) });
    clock.advance(10 * MINUTE);
    expect(await sweep(mailer)).toBe(0);
    expect(sent).toEqual([]);
    expect((await rows())[0]?.state).toBe('expired');
  });

  it('never writes again to an address that was refused for good', async () => {
    const { sent, mailer } = scripted(() => ({ outcome: 'suppressed', reason: '550 5.1.1' }));
    await queue('first', { to: 'Gone@mail.example' });
    await sweep(mailer);
    await queue('second', { to: 'gone@Mail.example' });
    await sweep(mailer);
    expect(sent).toHaveLength(1);
    expect((await rows()).map((row) => [row.key, row.state, row.lastReason])).toEqual([
      ['first', 'suppressed', '550 5.1.1'],
      ['second', 'suppressed', 'the address was suppressed before'],
    ]);
    expect(await db.reader.select().from(mailSuppressions)).toEqual([{ address: 'gone@mail.example', reason: '550 5.1.1', createdAt: clock.now() }]);
    expect(JSON.stringify(log.lines)).not.toContain('mail.example');
  });

  it('does not blame the address for a mail that is refused', async () => {
    await queue('odd');
    await sweep(scripted(() => ({ outcome: 'refused', reason: '554' })).mailer);
    expect((await rows())[0]).toMatchObject({ state: 'refused', lastReason: '554' });
    expect(await db.reader.select().from(mailSuppressions)).toEqual([]);
  });

  it('stops when nothing goes through, without counting that against mails it has not tried', async () => {
    const { sent, mailer } = scripted(() => ({ outcome: 'retry', reason: 'down', channelDown: true }));
    for (let index = 0; index < 12; index += 1) await queue(`mail-${index}`);
    expect(await sweep(mailer)).toBe(5);
    expect(sent).toHaveLength(5);
    expect((await rows()).map((row) => row.attempts)).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
    expect(await sweep(mailer)).toBe(0);
    clock.advance(MINUTE);
    const back = scripted(() => SENT);
    expect(await sweep(back.mailer)).toBe(12);
    expect((await rows()).every((row) => row.state === 'sent')).toBe(true);
  });

  it('sends again, under the same id, what was in hand when its process died', async () => {
    await queue('lost');
    const dying = scripted(() => {
      throw new Error('killed');
    });
    await expect(sweep(dying.mailer)).rejects.toThrow('killed');
    const { sent, mailer } = scripted(() => SENT);
    await sweep(mailer);
    expect(sent).toEqual([]);
    clock.advance(5 * MINUTE);
    await sweep(mailer);
    expect(sent.map(({ id }) => id)).toEqual(dying.sent.map(({ id }) => id));
  });

  it('forgets after thirty days what became of a mail', async () => {
    await queue('old');
    await sweep(scripted(() => SENT).mailer);
    clock.advance(29 * DAY);
    const { mailer } = scripted(() => SENT);
    const part = sweeper(mailer);
    await part.run(clock.now());
    expect(await rows()).toHaveLength(1);
    clock.advance(1 * DAY + 1);
    await part.run(clock.now());
    expect(await rows()).toEqual([]);
  });

  it('has the tables that its SQL creates', async () => {
    expect(await compareTables(db.reader, [mailOutbox, mailSuppressions])).toEqual([]);
  });

  it('is documented with the SQL that was tried here', () => {
    expect(readFileSync(new URL('../README.md', import.meta.url), 'utf8')).toContain(TABLES);
  });
});
