import { describe, expect, it } from 'vitest';
import { isMailAddress, normalAddress, parseSender } from './mail-address.ts';
import { readSmtpUrl } from './smtp-server.ts';

describe('mail addresses', () => {
  it.each(['a@b.example', 'ann.o+shop@mail.example', 'ü@bücher.example'])('takes %s', (text) => expect(isMailAddress(text)).toBe(true));
  it.each(['', 'a', 'a@', '@b', 'a@b,c@d', 'a@b c@d', 'Ann <a@b>', 'a@b\r\nBcc: c@d', `${'a'.repeat(250)}@b.example`])('refuses %j', (text) =>
    expect(isMailAddress(text)).toBe(false),
  );
  it('reads a sender', () => {
    expect(parseSender('Marketgraph <no-reply@shop.example>')).toEqual({ name: 'Marketgraph', address: 'no-reply@shop.example' });
    expect(parseSender('"Market, graph" <no-reply@shop.example>')).toEqual({ name: 'Market, graph', address: 'no-reply@shop.example' });
    expect(parseSender('no-reply@shop.example')).toEqual({ name: '', address: 'no-reply@shop.example' });
    expect(() => parseSender('nobody')).toThrow('not a sender');
  });
  it('writes addresses in one way', () => expect(normalAddress(' Ann@Shop.Example ')).toBe('ann@shop.example'));
});

describe('readSmtpUrl', () => {
  it('reads host, port, encryption and sign-in', () => {
    expect(readSmtpUrl('smtp://127.0.0.1:4012')).toEqual({ host: '127.0.0.1', port: 4012, secure: false });
    expect(readSmtpUrl('smtps://me%40x:p%2Fw@mail.example')).toEqual({ host: 'mail.example', port: 465, secure: true, auth: { user: 'me@x', pass: 'p/w' } });
    expect(readSmtpUrl('smtp://mail.example').port).toBe(587);
  });
  it('does not repeat a password in its complaint', () => {
    expect(() => readSmtpUrl('http://me:secret@mail.example')).toThrow(/^the mail server must be given as [^@]*$/);
  });
});
