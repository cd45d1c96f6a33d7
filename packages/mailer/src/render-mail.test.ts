import { describe, expect, it } from 'vitest';
import { renderMail, type MailContent } from './render-mail.ts';

const content: MailContent = {
  subject: 'Your order\r\nBcc: everybody@example.com',
  heading: 'Thank you, <b>Ann</b>',
  blocks: [
    { kind: 'paragraph', text: 'Tom & "Jerry"\nsay hello' },
    { kind: 'code', code: '123456' },
    { kind: 'action', label: 'Look', url: 'https://shop.example/orders?a=1&b="2"' },
    { kind: 'list', items: ['one', '<two>'] },
    { kind: 'table', rows: [['Mug', '$12.00']] },
  ],
  footer: 'Because you ordered.',
  locale: 'de',
};

describe('renderMail', () => {
  it('says the same as text', () => {
    expect(renderMail(content).text).toBe(`Thank you, <b>Ann</b>

Tom & "Jerry"
say hello

    123456

Look:
https://shop.example/orders?a=1&b=%222%22

- one
- <two>

Mug: $12.00

-- 
Because you ordered.
`);
  });

  it('escapes all that people wrote, in text and attributes', () => {
    const { html } = renderMail(content);
    expect(html).toContain('<html lang="de">');
    expect(html).toContain('Thank you, &lt;b&gt;Ann&lt;/b&gt;');
    expect(html).toContain('Tom &amp; &quot;Jerry&quot;<br>say hello');
    expect(html).toContain('href="https://shop.example/orders?a=1&amp;b=%222%22"');
    expect(html).toContain('<li>&lt;two&gt;</li>');
    expect(html).not.toMatch(/<b>|<two>|src=|https?:\/\/(?!shop\.example)/);
  });

  it('keeps the subject on one line', () => {
    expect(renderMail(content).subject).toBe('Your order Bcc: everybody@example.com');
  });

  it('refuses a link that does something', () => {
    const link = (url: string) => () => renderMail({ ...content, blocks: [{ kind: 'action', label: 'x', url }] });
    expect(link('javascript:alert(1)')).toThrow('http and https only');
    expect(link('/orders')).toThrow();
  });
});
