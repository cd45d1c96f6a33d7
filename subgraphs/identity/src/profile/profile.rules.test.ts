import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseEmail } from '../accounts/email.rules.ts';
import { passwordWeakness } from '../accounts/password.rules.ts';
import { canonicalLocale, countryCode, e164, oneLine, pictureUrl, timeZone } from './profile.rules.ts';

describe('profile values (IDN-05)', () => {
  it.each([
    ['+256 701 234567', undefined, '+256701234567'],
    ['0701 234567', 'UG', '+256701234567'],
    ['0701 234567', undefined, undefined],
    ['+1 415 555 2671', undefined, '+14155552671'],
    ['+1 000', undefined, undefined],
    ['call me', 'US', undefined],
  ])('phone %s in %s is %s', (text, country, expected) => {
    expect(e164(text, country)).toBe(expected);
  });

  it('locales, time zones, countries', () => {
    expect([canonicalLocale('de-ch'), canonicalLocale('en_US'), canonicalLocale('')]).toEqual(['de-CH', undefined, undefined]);
    expect([timeZone('Africa/Kampala'), timeZone('Mars/Olympus'), timeZone('+02:00')]).toEqual(['Africa/Kampala', undefined, undefined]);
    expect([countryCode('ug'), countryCode('XX'), countryCode('USA')]).toEqual(['UG', undefined, undefined]);
  });

  it('pictures are https addresses', () => {
    expect(pictureUrl('https://cdn.example.com/logo.png')).toBe('https://cdn.example.com/logo.png');
    for (const url of ['http://example.com/a.png', 'javascript:alert(1)', 'data:image/png;base64,AA', '/logo.png', 'https://user:pass@example.com/a.png']) {
      expect(pictureUrl(url)).toBeUndefined();
    }
  });

  it('a line of text has no line break, no control character, and is not empty', () => {
    expect(oneLine('  Ann \n Other\u0000 ', 100)).toBe('Ann Other');
    expect(oneLine(' \t ', 100)).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const line = oneLine(text, 20);
        if (line === undefined) return;
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(oneLine(line, 20)).toBe(line);
      }),
    );
  });
});

describe('account values (IDN-01)', () => {
  it.each([
    [' Ann@Example.COM ', 'ann@example.com'],
    ['ann+shop@example.co.ug', 'ann+shop@example.co.ug'],
    ['ann@münchen.de', 'ann@münchen.de'],
    ['ann@localhost', undefined],
    ['ann@@example.com', undefined],
    ['ann example@example.com', undefined],
    ['ann@example.com\nbcc: x@example.com', undefined],
    ['<ann@example.com>', undefined],
    ['', undefined],
  ])('%s is %s', (text, email) => {
    expect(normaliseEmail(text)).toBe(email);
  });

  it('weak passwords', () => {
    const account = { email: 'ann.other@example.com', name: 'Ann Other' };
    const weakness = (password: string) => passwordWeakness(password, account);
    expect(weakness('short7!')).toBe('TOO_SHORT');
    expect(weakness('x'.repeat(257))).toBe('TOO_LONG');
    expect(weakness('Password123')).toBe('TOO_COMMON');
    expect(weakness('zzzzzzzzzzz')).toBe('TOO_COMMON');
    expect(weakness('ann.other@example.com')).toBe('LIKE_THE_ACCOUNT');
    expect(weakness('Ann Other')).toBe('LIKE_THE_ACCOUNT');
    expect(weakness('violet ladder 9')).toBeUndefined();
  });
});
