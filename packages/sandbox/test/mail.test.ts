import { join } from 'node:path';
import { createTransport, type SentMessageInfo } from 'nodemailer';
import { expect, onTestFinished, test } from 'vitest';
import { createMailControl, createMailSandbox, startSandboxProcess, type MailSandbox, type MailSandboxOptions } from '../src/index.ts';
import { temporaryFolder } from './support/stripe.ts';

interface Bench {
  readonly mail: MailSandbox;
  send(to: string, extra?: object): Promise<SentMessageInfo>;
}

function sender(port: number, options: object = {}): Bench['send'] {
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true, ...options });
  onTestFinished(() => transport.close());
  return (to, extra = {}) => transport.sendMail({ from: 'Marketgraph <no-reply@marketgraph.example>', to, subject: 'Your code', text: 'Your code is 482913.', ...extra });
}

async function startMail(options: MailSandboxOptions = {}, transport: object = {}): Promise<Bench> {
  const mail = await createMailSandbox(options);
  onTestFinished(() => mail.stop());
  return { mail, send: sender(mail.smtpPort, transport) };
}

/** What a mail that must not get through failed with. */
async function refusalOf(sending: Promise<unknown>): Promise<object> {
  const failure = await sending.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(Error);
  return failure as object;
}

test('captures a message whole', async () => {
  const { mail, send } = await startMail();
  const sent = await send('Ada <ada@example.com>', {
    cc: 'bea@example.com', bcc: 'hidden@example.com', replyTo: 'help@marketgraph.example', subject: 'Grüße – Ihr Code', messageId: '<out_1@marketgraph.example>',
    html: '<p>Your code is <b>482913</b></p>', headers: { 'X-Outbox': 'out_1' }, attachments: [{ filename: 'a.txt', content: 'hello' }],
  });
  expect(sent).toMatchObject({ accepted: ['ada@example.com', 'bea@example.com', 'hidden@example.com'], rejected: [], messageId: '<out_1@marketgraph.example>' });
  const [message] = await mail.control.messages({ to: 'ADA@example.com' });
  expect(message).toMatchObject({
    envelope: { from: 'no-reply@marketgraph.example', to: ['ada@example.com', 'bea@example.com', 'hidden@example.com'] },
    from: 'Marketgraph <no-reply@marketgraph.example>', to: ['Ada <ada@example.com>'], cc: ['bea@example.com'], replyTo: ['help@marketgraph.example'],
    subject: 'Grüße – Ihr Code', messageId: '<out_1@marketgraph.example>', text: 'Your code is 482913.\n', code: '482913',
    headers: { 'x-outbox': 'out_1' }, attachments: [{ filename: 'a.txt', mimeType: 'text/plain', base64: Buffer.from('hello').toString('base64') }],
  });
  expect(message?.html).toContain('<b>482913</b>');
  expect(await mail.control.message(message?.id ?? '')).toEqual(message);
});

test('finds by recipient and subject, newest first, and deletes', async () => {
  const { mail, send } = await startMail();
  await send('ada@example.com', { subject: 'First order' });
  await send('ada@example.com', { subject: 'Second order' });
  await send('bea@example.com', { subject: 'Welcome' });
  const subjects = async (filter: object): Promise<string[]> => (await mail.control.messages(filter)).map(({ subject }) => subject);
  expect(await subjects({})).toEqual(['Welcome', 'Second order', 'First order']);
  expect(await subjects({ to: 'ada@example.com' })).toEqual(['Second order', 'First order']);
  expect(await subjects({ to: 'ada@example.com', subject: 'FIRST' })).toEqual(['First order']);
  expect(await subjects({ to: 'nobody@example.com' })).toEqual([]);
  expect(await mail.control.deleteMessages({ to: 'ada@example.com' })).toBe(2);
  expect(await subjects({})).toEqual(['Welcome']);
  await expect(mail.control.message('msg_nobody')).rejects.toThrow('404');
});

test.each([
  ['bounce@example.com', { code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }],
  ['full+tag@example.com', { code: 'EENVELOPE', responseCode: 452 }],
  ['reject-data@example.com', { code: 'EMESSAGE', responseCode: 554 }],
])('%s is refused as it says', async (to, failure) => {
  const { mail, send } = await startMail();
  expect(await refusalOf(send(to))).toMatchObject(failure);
  expect(await mail.control.messages()).toEqual([]);
});

test('one bad recipient does not keep the others from their mail', async () => {
  const { mail, send } = await startMail();
  expect(await send('ada@example.com, bounce@example.com')).toMatchObject({ accepted: ['ada@example.com'], rejected: ['bounce@example.com'] });
  expect((await mail.control.messages())[0]?.envelope.to).toEqual(['ada@example.com']);
});

test('defer@ is taken at the third try', async () => {
  const { mail, send } = await startMail();
  for (let time = 0; time < 2; time += 1) expect(await refusalOf(send('defer@example.com'))).toMatchObject({ responseCode: 451 });
  expect((await send('defer@example.com')).accepted).toEqual(['defer@example.com']);
  expect(await mail.control.messages()).toHaveLength(1);
});

test('slow@ answers after the client has given up, although the message was taken', async () => {
  const { mail, send } = await startMail({ slowMs: 600_000 }, { socketTimeout: 1_500 });
  expect(await refusalOf(send('slow@example.com'))).toMatchObject({ code: 'ETIMEDOUT' });
  expect(await mail.control.messages({ to: 'slow@example.com' })).toHaveLength(1);
});

test('planned failures at every stage', async () => {
  const { mail, send } = await startMail();
  await mail.control.failNext({ stage: 'connect', responseCode: 421, message: '4.3.2 going down' });
  expect(await refusalOf(send('ada@example.com'))).toMatchObject({ responseCode: 421 });
  await mail.control.failNext({ stage: 'mail', responseCode: 451 });
  expect(await refusalOf(send('ada@example.com'))).toMatchObject({ responseCode: 451, command: 'MAIL FROM' });
  await mail.control.failNext({ stage: 'data', responseCode: 451, capture: true, times: 1 });
  expect(await refusalOf(send('ada@example.com'))).toMatchObject({ responseCode: 451, command: 'DATA' });
  expect(await mail.control.messages()).toHaveLength(1);
  await send('ada@example.com');
  expect(await mail.control.messages()).toHaveLength(2);
});

test('a login, where one is asked for', async () => {
  const { mail, send } = await startMail({ login: { user: 'market', password: 'secret' } }, { auth: { user: 'market', pass: 'secret' } });
  expect((await send('ada@example.com')).accepted).toHaveLength(1);
  expect(await refusalOf(sender(mail.smtpPort, { auth: { user: 'market', pass: 'wrong' } })('ada@example.com'))).toMatchObject({ code: 'EAUTH', responseCode: 535 });
});

test.each([
  ['Your verification code: 482913', '482913'],
  ['482913', '482913'],
  ['Order 2024-11-03 for $1200.50 at 10.0.0.1, #4821', null],
  ['Ref ord_01234567 and nothing else', null],
])('the code of "%s" is %s', async (text, code) => {
  const { mail, send } = await startMail();
  await send('ada@example.com', { subject: 'Hello', text });
  expect((await mail.control.messages())[0]?.code).toBe(code);
});

test('a person finds the code in the inbox, and a message cannot do anything there', async () => {
  const { mail, send } = await startMail();
  const empty = await (await fetch(mail.url)).text();
  expect(empty).toContain('No mail yet');
  await send('ada@example.com', { subject: '<script>alert(1)</script>', html: '<p>Hi</p><script>alert(2)</script><img src="https://tracker.example/x">' });
  const inbox = await fetch(mail.url);
  const list = await inbox.text();
  expect(inbox.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(list).toContain('<span class="code">482913</span>');
  expect(list).toContain('&lt;script&gt;alert(1)');
  expect(list).not.toMatch(/<script|https?:\/\//);
  const link = /href="(\/view\/[^"]+)"/.exec(list)?.[1] ?? '';
  const view = await (await fetch(`${mail.url}${link}`)).text();
  expect(view).toContain('Your code is 482913.');
  expect(view).not.toMatch(/<script/);
  const frame = await fetch(`${mail.url}${link}/html`);
  expect(frame.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
  expect(await (await fetch(`${mail.url}/?to=bea@example.com`)).text()).toContain('No mail yet');
});

test('mail outlives a crash of the sandbox', async () => {
  const journal = join(await temporaryFolder(), 'mail.jsonl');
  const first = await startSandboxProcess('mail', { port: 0, journal, env: { SMTP_PORT: '0' } });
  onTestFinished(() => first.kill());
  await sender(first.smtpPort)('ada@example.com');
  await refusalOf(sender(first.smtpPort)('defer@example.com'));
  const before = await createMailControl(first.url).messages();
  await first.kill();
  const second = await startSandboxProcess('mail', { port: first.port, journal, env: { SMTP_PORT: String(first.smtpPort), FREEZE_AT: '2026-01-01T00:00:00Z' } });
  onTestFinished(() => second.kill());
  const control = createMailControl(second.url);
  expect(await control.messages()).toEqual(before);
  await refusalOf(sender(second.smtpPort)('defer@example.com'));
  await sender(second.smtpPort)('defer@example.com');
  expect((await control.messages())[0]).toMatchObject({ receivedAt: '2026-01-01T00:00:00.000Z', envelope: { to: ['defer@example.com'] } });
  await second.stop();
});
