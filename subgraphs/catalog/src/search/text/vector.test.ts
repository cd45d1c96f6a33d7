import { describe, expect, it } from 'vitest';
import { vectorOf } from './vector.ts';

describe('the vector of a product', () => {
  it('has words, stems and codes, each with places and weights', () => {
    expect(vectorOf({ fields: [{ text: 'Red Shoes', weight: 'A' }, { text: 'shoes', weight: 'C' }], codes: ['AB-1/2'] })).toBe(`'red':1A 'shoes':2A,13C '~sho':2A,13C '#ab12':24C`);
  });

  it('has a word with hyphens whole and in parts', () => {
    expect(vectorOf({ fields: [{ text: 'T-Shirt top', weight: 'A' }], codes: [] })).toBe(`'tshirt':1A 't':1A 'shirt':2A 'top':3A`);
  });

  it('has what tells nothing in titles alone', () => {
    expect(vectorOf({ fields: [{ text: 'The Who', weight: 'A' }, { text: 'the band', weight: 'D' }], codes: [] })).toBe(`'the':1A 'who':2A 'band':13D`);
  });

  it('stays small', () => {
    const fields = [{ text: Array.from({ length: 20_000 }, (_, index) => `w${index % 5_000}`).join(' '), weight: 'D' as const }, { text: 'shoe '.repeat(500), weight: 'A' as const }];
    const vector = vectorOf({ fields, codes: [] });
    expect(vector.split(' ').length).toBe(252);
    expect(vector.match(/'shoe':(\S+)/)?.[1]?.split(',').length).toBe(8);
  });

  it('is empty of nothing', () => {
    expect(vectorOf({ fields: [{ text: '?!', weight: 'A' }], codes: ['--'] })).toBe('');
  });
});
