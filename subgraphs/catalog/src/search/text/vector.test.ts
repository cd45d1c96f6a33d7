import { describe, expect, it } from 'vitest';
import { vectorOf } from './vector.ts';

const id = '019b0000-0000-7000-8000-0000000000a7';

describe('the vector of a product', () => {
  it('has words, stems and codes, each with places and weights', () => {
    expect(vectorOf({ id, fields: [{ text: 'Red Shoes', weight: 'A' }, { text: 'shoes', weight: 'C' }], codes: ['AB-1/2'] })).toBe(`'%a7' 'red':1A 'shoes':2A,13C '~sho':2A,13C '#ab12':24C`);
  });

  it('has a word with hyphens whole and in parts', () => {
    expect(vectorOf({ id, fields: [{ text: 'T-Shirt top', weight: 'A' }], codes: [] })).toBe(`'%a7' 'tshirt':1A 't':1A 'shirt':2A 'top':3A`);
  });

  it('has what tells nothing in titles alone', () => {
    expect(vectorOf({ id, fields: [{ text: 'The Who', weight: 'A' }, { text: 'the band', weight: 'D' }], codes: [] })).toBe(`'%a7' 'the':1A 'who':2A 'band':13D`);
  });

  it('stays small', () => {
    const fields = [{ text: Array.from({ length: 20_000 }, (_, index) => `w${index % 5_000}`).join(' '), weight: 'D' as const }, { text: 'shoe '.repeat(500), weight: 'A' as const }];
    const vector = vectorOf({ id, fields, codes: [] });
    expect(vector.split(' ').length).toBe(253);
    expect(vector.match(/'shoe':(\S+)/)?.[1]?.split(',').length).toBe(8);
  });

  it('says only in which sample it is where there is nothing else', () => {
    expect(vectorOf({ id, fields: [{ text: '?!', weight: 'A' }], codes: ['--'] })).toBe(`'%a7'`);
  });
});
