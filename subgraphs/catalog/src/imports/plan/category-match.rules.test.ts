import { describe, expect, it } from 'vitest';
import { createCategoryMatcher } from './category-match.rules.ts';
import { CATEGORY_WORDS } from './category-words.ts';

const roots = ['Electronics', 'Clothing', 'Home & Garden', 'Sports', 'Books', 'Beauty', 'Automotive', 'Toys', 'Health', 'Food', 'Other'].map((name) => {
  const slug = name.toLowerCase().replace(' & ', '-');
  return { id: slug, name, slug, path: [slug] };
});
const shoes = { id: 'shoes', name: 'Running Shoes', slug: 'running-shoes', path: ['clothing', 'shoes'] };
const bikes = { id: 'bikes', name: 'Bicycles', slug: 'bicycles', path: ['sports', 'bikes'] };
const match = createCategoryMatcher([...roots, shoes, bikes], [{ type: 'Whatnots & Such', categoryId: 'toys' }, { type: 'Books', categoryId: 'food' }]);
const of = (type: string, productCategory = '', googleCategory = '') => match({ type, productCategory, googleCategory })?.categoryId ?? null;

describe('where a product belongs', () => {
  it('is what the vendor says first of all, however it is written', () => {
    expect([of('whatnots and such'), of('WHATNOTS & SUCH'), of('Books')]).toEqual([null, 'toys', 'food']);
    expect(match({ type: 'Books', productCategory: '', googleCategory: '' })?.isSettled).toBe(true);
  });

  it('is the category of that name or slug', () => {
    expect([of('Running Shoes'), of('running-shoes'), of('home & garden'), of('HOME-GARDEN'), of('Éléctronics')]).toEqual(['shoes', 'shoes', 'home-garden', 'home-garden', 'electronics']);
    expect(match({ type: 'Sports', productCategory: '', googleCategory: '' })?.isSettled).toBe(false);
  });

  it('is the finest step of a taxonomy that has a category', () => {
    expect(of('Grips', '', 'sporting goods > outdoor recreation > cycling > bicycles > handlebar tape')).toBe('bikes');
    expect(of('', 'Apparel & Accessories > Clothing')).toBe('clothing');
    expect(of('', '', 'sporting goods > strange')).toBe('sports');
  });

  it.each([
    ['Trail Running Shoes', 'clothing'], ['Backpacks', 'clothing'], ['Bicycle Parts', 'sports'], ['Kids Fixed Gear Bike', 'sports'], ['Kitchen Textiles', 'home-garden'],
    ['Spices', 'food'], ['Soap', 'beauty'], ['Car Care', 'automotive'], ['Mens', 'clothing'], ["Women's", 'clothing'], ['Batteries', 'electronics'], ['Watches', 'clothing'],
    ['First Aid', 'health'], ['Ropes', null], ['', null], ['???', null],
  ])('is guessed of %j: %s', (type, category) => {
    expect(of(type)).toBe(category);
  });

  it('has words for every root but Other, and none for two', () => {
    expect([...CATEGORY_WORDS.keys(), 'other'].toSorted()).toEqual(roots.map(({ slug }) => slug).toSorted());
    const words = [...CATEGORY_WORDS.values()].flat();
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    expect(words.filter((word) => word !== word.trim().toLowerCase() || word === '')).toEqual([]);
  });
});
