import { createIdGenerator, systemClock } from '@marketgraph/kernel';
import { createMailer, type Mailer, type MailerOptions, type OutgoingMail } from '@marketgraph/mailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRecordingLog } from './support/log.ts';
import { startSmtpServer, type TestSmtpServer } from './support/smtp.ts';

const ids = createIdGenerator(systemClock);

describe('createMailer', () => {
  let server: TestSmtpServer;
  const log = createRecordingLog();
  const open: Mailer[] = [];
  beforeAll(async () => {
    server = await startSmtpServer();
  });
  afterAll(async () => {
    for (const mailer of open) mailer.close();
    await server.close();
  });

  function create(options: Partial<MailerOptions> = {}): Mailer {
    const mailer = createMailer({ smtp: server.url, from: 'Marketgraph <no-reply@shop.example>', log, timeoutMs: 2_000, ...options });
    open.push(mailer);
    return mailer;
  }
  const mailTo = (to: string): OutgoingMail => ({ id: ids.next('Mail'), to, subject: 'Grüße, Ann', text: 'Hello', html: '<p>Hello</p>' });

  it('sends text and HTML under an id made of the row’s', async () => {
    const mail = { ...mailTo('ann@mail.example'), unsubscribeUrl: 'https://shop.example/unsubscribe?t=1' };
    expect(await create().send(mail)).toEqual({ outcome: 'sent' });
    const received = server.received.at(-1);
    expect(received?.to).toEqual(['ann@mail.example']);
    expect(received?.mail).toMatchObject({
      from: { name: 'Marketgraph', address: 'no-reply@shop.example' },
      to: [{ name: '', address: 'ann@mail.example' }],
      subject: 'Grüße, Ann',
      messageId: `<${mail.id}@shop.example>`,
    });
    expect([received?.mail.text?.trim(), received?.mail.html?.trim()]).toEqual(['Hello', '<p>Hello</p>']);
    const headers = new Map(received?.mail.headers.map(({ key, value }) => [key, value]));
    expect(headers.get('list-unsubscribe')).toBe('<https://shop.example/unsubscribe?t=1>');
    expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('sends to one mailbox, whatever the text of the address would be read as', async () => {
    const before = server.received.length;
    for (const to of ['a@mail.example, b@mail.example', 'a@mail.example\r\nBcc: b@mail.example', 'no address']) {
      expect(await create().send(mailTo(to))).toEqual({ outcome: 'refused', reason: 'not the address of one mailbox' });
    }
    expect(server.received).toHaveLength(before);
  });

  it('keeps a line break in a subject from becoming a header', async () => {
    await create().send({ ...mailTo('ann@mail.example'), subject: 'Hi\r\nBcc: b@mail.example' });
    expect(server.received.at(-1)?.mail.headers.map(({ key }) => key)).not.toContain('bcc');
  });

  it('says what becomes of a mail that is not taken', async () => {
    server.answers.set('bounce', [{ code: 550, text: '5.1.1 mailbox unavailable' }]);
    server.answers.set('defer', [{ code: 451, text: '4.7.1 try later' }]);
    server.answers.set('spam', [{ code: 550, text: '5.7.1 we do not like you' }]);
    expect(await create().send(mailTo('bounce@mail.example'))).toMatchObject({ outcome: 'suppressed', reason: expect.stringContaining('5.1.1') });
    expect(await create().send(mailTo('defer@mail.example'))).toMatchObject({ outcome: 'retry', channelDown: false });
    expect(await create().send(mailTo('spam@mail.example'))).toMatchObject({ outcome: 'retry', channelDown: false });
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'error', message: 'mail is refused by policy' }));
  });

  it('knows that nothing goes through: nobody listens, or the sign-in is refused', async () => {
    const nobody = create({ smtp: { host: '127.0.0.1', port: 1 } });
    expect(await nobody.send(mailTo('ann@mail.example'))).toMatchObject({ outcome: 'retry', channelDown: true });
    const stranger = create({ smtp: { host: '127.0.0.1', port: server.port, auth: { user: 'me', pass: 'hunter2' } } });
    expect(await stranger.send(mailTo('ann@mail.example'))).toMatchObject({ outcome: 'retry', channelDown: true });
    const known = create({ smtp: { host: '127.0.0.1', port: server.port, auth: { user: 'me', pass: 'right' } } });
    expect(await known.send(mailTo('ann@mail.example'))).toEqual({ outcome: 'sent' });
    expect(JSON.stringify(log.lines)).not.toContain('hunter2');
  });

  it('keeps its connection for the mails that follow', async () => {
    const mailer = create();
    const before = server.connections();
    for (const name of ['ann', 'bob', 'cem']) await mailer.send(mailTo(`${name}@mail.example`));
    expect(server.connections() - before).toBe(1);
    expect(server.received.slice(-3).map(({ to }) => to)).toEqual([['ann@mail.example'], ['bob@mail.example'], ['cem@mail.example']]);
  });

  it('sends each mail once and at once where the server has ended the connections it kept', async () => {
    const mailer = create();
    const five = () => Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => mailer.send(mailTo(`${name}@mail.example`))));
    await five();
    const before = server.received.length;
    server.drop();
    expect(await five()).toEqual(Array.from({ length: 5 }, () => ({ outcome: 'sent' })));
    expect(server.received.slice(before).map(({ to }) => to[0]?.[0]).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('never refuses a mail because it was closed itself', async () => {
    const mailer = create();
    const sending = Array.from({ length: 12 }, (_, index) => mailer.send(mailTo(`p${index}@mail.example`)));
    mailer.close();
    const outcomes = [...(await Promise.all(sending)), await mailer.send(mailTo('late@mail.example'))];
    expect(outcomes.filter(({ outcome }) => outcome !== 'sent')).toEqual(expect.arrayContaining([{ outcome: 'retry', reason: 'the mailer was closed', channelDown: true }]));
    expect(outcomes.every(({ outcome }) => outcome === 'sent' || outcome === 'retry')).toBe(true);
  });
});
