import { describe, expect, it } from 'vitest';
import { plainText, sanitiseHtml } from './sanitise.ts';

describe('sanitiseHtml', () => {
  it.each([
    ['<p>Good <strong>bike</strong><br>for all</p>', '<p>Good <strong>bike</strong><br />for all</p>'],
    ['<table><tr><td colspan="2">a</td></tr></table>', '<table><tr><td colspan="2">a</td></tr></table>'],
    ['5 < 6 & 7', '5 &lt; 6 &amp; 7'],
    ['<h1>Big</h1>', '<h2>Big</h2>'],
    ['<a href="https://example.com" title="t">x</a>', '<a href="https://example.com" title="t" rel="nofollow noopener ugc">x</a>'],
    ['<img src="https://cdn.example/x.jpg" alt="x">', '<img src="https://cdn.example/x.jpg" alt="x" />'],
  ])('keeps %s', (html, clean) => {
    expect(sanitiseHtml(html)).toEqual({ html: clean, removed: false });
  });

  it.each([
    ['<p>a</p><script>alert(1)</script>', '<p>a</p>'],
    ['<iframe src="https://evil.example"></iframe>b', 'b'],
    ['<p onclick="x()" style="color:red">c</p>', '<p>c</p>'],
    ['<a href="javascript:alert(1)">d</a>', '<a rel="nofollow noopener ugc">d</a>'],
    ['<a href=" JaVaScRiPt:alert(1)">d</a>', '<a rel="nofollow noopener ugc">d</a>'],
    ['<img src="data:image/svg+xml,<svg onload=alert(1)>">', '<img />'],
    ['<img src=x onerror=alert(1)>', '<img src="x" />'],
    ['<svg><script>alert(1)</script></svg>', ''],
    ['<style>p{}</style>e', 'e'],
    ['<form action="/x"><input name="y"></form>', ''],
    ['<math><mi xlink:href="javascript:alert(1)">f</mi></math>', 'f'],
    ['<p>g<!-- <script> --></p><object data="x"></object>', '<p>g</p>'],
  ])('takes out of %s what acts', (html, clean) => {
    expect(sanitiseHtml(html)).toEqual({ html: clean, removed: true });
  });

  it('leaves what it made as it is', () => {
    const once = sanitiseHtml('<h1 onclick=x>A</h1><p>b & <a href="http://x.example">c</a><iframe></iframe>').html;
    expect(sanitiseHtml(once)).toEqual({ html: once, removed: false });
  });
});

describe('plainText', () => {
  it('keeps the words apart and drops the markup', () => {
    expect(plainText('<h2>Mug</h2><p>Holds 3&nbsp;dl &amp; more</p><ul><li>red</li><li>blue</li></ul>')).toBe('Mug Holds 3 dl & more red blue');
  });
});
