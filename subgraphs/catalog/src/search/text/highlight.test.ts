import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight } from './highlight.ts';
import { parseQuery } from './query.ts';

const marked = (text: string, query: string): string => highlight(text, parseQuery(query).terms);

describe('highlighting', () => {
  it.each([
    ['Running Shoes', 'shoe', 'Running <mark>Shoes</mark>'],
    ['Running Shoes', 'runn', '<mark>Running</mark> Shoes'],
    ['Running Shoes', 'runn shoes', 'Running <mark>Shoes</mark>'],
    ['Café Tables', 'cafe table', '<mark>Café</mark> <mark>Tables</mark>'],
    ['T-Shirt', 'shirts', 'T-<mark>Shirt</mark>'],
    ['T-Shirt', 'tshirt', '<mark>T-Shirt</mark>'],
    ['T-Shirt', 't-shirt', '<mark>T-Shirt</mark>'],
    ['Shirt, T', 't-shirt', '<mark>Shirt</mark>, <mark>T</mark>'],
    ['A <b>bold</b> & "quoted" \'shoe\'', 'bold', 'A &lt;b&gt;<mark>bold</mark>&lt;/b&gt; &amp; &quot;quoted&quot; &#39;shoe&#39;'],
    ['<script>', 'script', '&lt;<mark>script</mark>&gt;'],
    ['Nothing', '', 'Nothing'],
    ['👟 Shoes 👟', 'shoes', '👟 <mark>Shoes</mark> 👟'],
  ])('of %j for %j is %j', (text, query, html) => {
    expect(marked(text, query)).toBe(html);
  });

  it('says what was there, and has no markup but its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, query) => {
        const bare = marked(`${text} ${query}`, query).replaceAll(/<\/?mark>/g, '');
        expect(bare).not.toMatch(/[<>"']/);
        const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
        expect(bare.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? '')).toBe(`${text} ${query}`);
      }),
    );
  });
});
