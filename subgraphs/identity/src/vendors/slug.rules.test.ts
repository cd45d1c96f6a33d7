import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeSlug, isSlug, slugOf } from './slug.rules.ts';

describe('slug (IDN-07)', () => {
  it.each([
    ['Café Zoë & Co.', 'cafe-zoe-and-co'],
    ['  Straße 7  ', 'strasse-7'],
    ["Ann's Bikes", 'anns-bikes'],
    ['東京', 'store'],
    ['admin', 'store'],
    ['---', 'store'],
  ])('%s is %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it('is always one that an address may hold', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => void expect(isSlug(slugOf(name))).toBe(true)));
  });

  it('finds one that is free, and an address may hold', () => {
    const name = fc.string({ maxLength: 100 });
    fc.assert(
      fc.property(name, fc.integer({ min: 0, max: 30 }), (text, count) => {
        const taken = new Set<string>();
        for (let index = 0; index <= count; index += 1) {
          const slug = freeSlug(slugOf(text), taken);
          expect(taken.has(slug)).toBe(false);
          expect(isSlug(slug)).toBe(true);
          taken.add(slug);
        }
      }),
    );
  });
});
