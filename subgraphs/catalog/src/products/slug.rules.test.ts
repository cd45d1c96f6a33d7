import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstFree, isSlug, slugify } from './slug.rules.ts';

describe('slugs', () => {
  it.each([
    ['Crème Brûlée, 2×', 'creme-brulee-2'],
    ['  Red / Shoes  ', 'red-shoes'],
    ['Кофе в зёрнах', 'кофе-в-зернах'],
    ['!!!', 'item'],
    ['', 'item'],
  ])('%j becomes %j', (text, slug) => {
    expect(slugify(text)).toBe(slug);
  });

  it('makes a valid slug of any text, and leaves a slug of its own making as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const slug = slugify(text);
        expect(isSlug(slug)).toBe(true);
        expect(slugify(slug)).toBe(slug);
      }),
    );
  });

  it.each(['', '-a', 'a b', 'a/b', 'a?b', 'a#b', '..', 'x'.repeat(256)])('refuses %j', (text) => {
    expect(isSlug(text)).toBe(false);
  });

  it('takes the first free one', () => {
    expect(firstFree('mug', new Set())).toBe('mug');
    expect(firstFree('mug', new Set(['mug', 'mug-2', 'mug-4']))).toBe('mug-3');
  });
});
