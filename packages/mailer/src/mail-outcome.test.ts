import type { NodemailerError } from 'nodemailer';
import { describe, expect, it } from 'vitest';
import { judge } from './mail-outcome.ts';

const refused = (command: string, responseCode: number, response: string): NodemailerError =>
  Object.assign(new Error(response), { code: command === 'RCPT TO' ? 'EENVELOPE' : 'EMESSAGE', command, responseCode, response, permanent: responseCode >= 500 });
const failed = (code: string, more: object = {}): NodemailerError => Object.assign(new Error('no'), { code, ...more });

describe('judge', () => {
  it.each([
    ['550 5.1.1 no such user', 'suppressed'],
    ['550 5.1.10 null mx', 'suppressed'],
    ['550 5.2.1 disabled', 'suppressed'],
    ['550 5.1.15 something else', 'refused'],
    ['552 5.2.2 full', 'refused'],
    ['550 go away', 'refused'],
    ['450 4.2.0 greylisted', 'retry'],
    ['452 4.2.2 full', 'retry'],
  ])('of a recipient refused with %s: %s', (response, outcome) => {
    expect(judge(refused('RCPT TO', Number(response.slice(0, 3)), response)).outcome).toBe(outcome);
  });

  it('does not blame the address for what the server says of sender or mail', () => {
    expect(judge(refused('MAIL FROM', 550, '550 5.1.1 who are you'))).toEqual({ outcome: 'refused', reason: 'EMESSAGE: 550 5.1.1 who are you' });
    expect(judge(refused('DATA', 554, '554 5.6.0 rejected')).outcome).toBe('refused');
  });

  it('calls for help where policy or sign-in is at fault, and tries again', () => {
    expect(judge(refused('RCPT TO', 550, '550 5.7.1 relaying denied'))).toMatchObject({ outcome: 'retry', channelDown: false, alert: 'mail is refused by policy' });
    expect(judge(failed('EAUTH', { responseCode: 535, permanent: true }))).toMatchObject({ outcome: 'retry', channelDown: true, alert: expect.stringContaining('sign-in') });
  });

  it('knows a channel that is down from one mail that fails', () => {
    const down = [failed('ESOCKET'), failed('EDNS'), failed('ECONNECTION'), failed('ETIMEDOUT', { timeoutType: 'CONNECT_TIMEOUT' }), refused('CONN', 421, '421 4.3.2 closing')];
    expect(down.map(judge)).toEqual(down.map(() => expect.objectContaining({ outcome: 'retry', channelDown: true })));
    expect(judge(failed('ETIMEDOUT', { timeoutType: 'SOCKET_TIMEOUT' }))).toMatchObject({ outcome: 'retry', channelDown: false });
    expect(judge(failed('EENVELOPE'))).toMatchObject({ outcome: 'refused' });
  });

  it('cuts a long answer short', () => {
    expect(judge(refused('DATA', 554, `554 ${'x'.repeat(5_000)}`)).reason).toHaveLength(300);
  });
});
