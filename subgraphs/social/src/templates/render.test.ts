import { asId, encodeId } from '@marketgraph/kernel';
import { describe, expect, it } from 'vitest';
import type { KindFacts, NotificationKind } from './facts.ts';
import { NO_LINKS, renderNotification, renderNotificationMail, type Links, type Told } from './render.ts';
import { NOTIFICATION_KINDS, TEMPLATES } from './templates.ts';

const settings = { marketplaceName: 'Market & Co', siteUrl: 'https://shop.example' };
const uuid = '018f0000-0000-7000-8000-000000000001';
const links: Links = { vendorId: uuid, orderId: uuid, vendorOrderId: uuid, deliveryId: uuid, productId: uuid, reviewId: uuid };
const reader = { name: 'Bea <b>', locale: 'en-US', team: null };

/** Facts that fit every kind: more than any needs, everything hostile. */
const FACTS = {
  number: 'MG-1', store: 'A & B <i>', currency: 'USD', total: '2499', shipping: '499', amount: '2499', reason: 'Because "so"', item: '<script>alert(1)</script>', rating: 4,
  title: '<img src=x onerror=alert(1)>', available: 3, by: 'VENDOR', lines: [{ title: '<u>Mug</u>', quantity: 2, total: '2000' }],
};
const EMPTY = { ...FACTS, number: '', store: '', reason: '', item: '', lines: [] };
const told = (kind: NotificationKind, facts: object = FACTS): Told => ({ kind, facts: facts as KindFacts[NotificationKind] });

describe.each([...NOTIFICATION_KINDS])('%s', (kind) => {
  it('is said in whole sentences, also where names are not known', () => {
    for (const facts of [FACTS, EMPTY]) {
      const { title, body } = renderNotification(told(kind, facts), 'en', settings);
      expect(title).not.toMatch(/undefined|null|NaN|\[object|  |\n/);
      expect(body).not.toMatch(/undefined|null|NaN|\[object|  |\n/);
      expect(title).toMatch(/^[\p{Lu}$<\d]/u);
      expect(body).toMatch(/[.!?]$/);
      expect(title.length).toBeLessThan(120);
    }
  });

  it('is mailed as text and as HTML in which nothing is markup that should be text', () => {
    const mail = renderNotificationMail(told(kind), links, reader, settings);
    expect(mail === null).toBe(TEMPLATES[kind].mail === null);
    if (mail === null) return;
    expect(mail.html).not.toMatch(/<(script|img|i|u|b)\b/);
    expect(mail.html).toContain('Hello Bea &lt;b&gt;,');
    expect(mail.text).toContain('Hello Bea <b>,');
    expect(mail.html).toContain('href="https://shop.example/');
    expect(mail.subject).not.toMatch(/\n|undefined/);
    expect(mail.html.length).toBeLessThan(6_000);
  });
});

describe('mails', () => {
  it('lead to what they are about', () => {
    const order = encodeId('Order', asId('Order', uuid));
    const product = encodeId('Product', asId('Product', uuid));
    const linkOf = (kind: NotificationKind, to: Links = links): string | undefined => /href="([^"]*)"/.exec(renderNotificationMail(told(kind), to, reader, settings)?.html ?? '')?.[1];
    expect(linkOf('ORDER_PLACED')).toBe(`https://shop.example/orders/${order}`);
    expect(linkOf('REVIEW_ANSWERED')).toBe(`https://shop.example/products/${product}`);
    expect(linkOf('STOCK_LOW')).toBe(`https://shop.example/sell/inventory/${product}`);
    expect(linkOf('STORE_ORDER_PLACED')).toBe(`https://shop.example/sell/orders/${encodeId('VendorOrder', asId('VendorOrder', uuid))}`);
    expect(linkOf('STORE_REVIEWED')).toBe(`https://shop.example/sell/reviews/${encodeId('Review', asId('Review', uuid))}`);
    expect(linkOf('WELCOME')).toBe('https://shop.example/');
    expect(linkOf('ORDER_PLACED', NO_LINKS)).toBe('https://shop.example/');
  });

  it('say why the reader gets them', () => {
    expect(renderNotificationMail(told('ORDER_PLACED'), links, reader, settings)?.text).toContain('you have an account at Market & Co.');
    expect(renderNotificationMail(told('STOCK_LOW'), links, { ...reader, team: 'Aurora' }, settings)?.text).toContain('you are in the team of Aurora at Market & Co.');
  });

  it('write amounts as people of the reader\'s locale do, to the last digit', () => {
    const big = { ...FACTS, currency: 'KWD', total: '9007199254740993123' };
    const text = (locale: string, facts: object): string => renderNotificationMail(told('ORDER_PLACED', facts), links, { ...reader, locale }, settings)?.text ?? '';
    expect(text('de-DE', FACTS)).toContain('Total: 24,99\u00A0$');
    expect(text('fr-FR', { ...FACTS, currency: 'JPY' })).toContain('Total: 2\u202F499\u00A0JPY');
    expect(text('en-US', big)).toContain('Total: KWD\u00A09,007,199,254,740,993.123');
    expect(text('%%', FACTS)).toContain('Total: $24.99');
  });
});
