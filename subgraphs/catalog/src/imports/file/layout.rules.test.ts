import { describe, expect, it } from 'vitest';
import { ISSUE_SEVERITIES, shown } from './issues.rules.ts';
import { layoutOf, readHeader } from './layout.rules.ts';

describe('the header', () => {
  it('finds the columns that are known, in any order and case, and remembers what the file calls them', () => {
    const { fields, names, issues } = readHeader(['variant PRICE', ' Handle', 'Title ', 'Body  (HTML)']);
    expect(fields).toEqual(['price', 'handle', 'title', 'description']);
    expect(names).toEqual({ price: 'variant PRICE', handle: 'Handle', title: 'Title', description: 'Body (HTML)' });
    expect(issues).toEqual([]);
    const layout = layoutOf(names);
    expect([layout.has('price'), layout.has('sku'), layout.nameOf('price'), layout.nameOf('sku')]).toEqual([true, false, 'variant PRICE', 'Variant Sku']);
  });

  it('knows the newer edition of the layout', () => {
    const { fields, issues } = readHeader(['Title', 'URL handle', 'Description', 'Price', 'Compare-at price', 'SKU', 'Inventory quantity', 'Weight value (grams)', 'Product image URL', 'Variant image URL', 'Published on online store']);
    expect(fields).toEqual(['title', 'handle', 'description', 'price', 'compareAtPrice', 'sku', 'quantity', 'grams', 'imageUrl', 'variantImageUrl', 'published']);
    expect(issues).toEqual([]);
  });

  it('is silent about what only other systems read, and warns of what nobody knows', () => {
    const { fields, issues } = readHeader(['Handle', 'Title', 'Variant Price', 'Variant Taxable', 'Google Shopping / Gender', 'Cost per item', '', 'Price / International', 'Shelf\u0007 number']);
    expect(fields.slice(3)).toEqual([null, null, null, null, null, null]);
    expect(issues).toEqual([{ code: 'UNKNOWN_COLUMN', row: 1, column: 'Shelf number', handle: null, message: 'This column is not known and was not read.' }]);
  });

  it('reads the first of two that say the same', () => {
    const { fields, issues } = readHeader(['Handle', 'Title', 'Variant Price', 'Price']);
    expect(fields).toEqual(['handle', 'title', 'price', null]);
    expect(issues.map(({ code, column }) => [code, column])).toEqual([['REPEATED_COLUMN', 'Price']]);
  });

  it('names all columns that must not be missing', () => {
    expect(readHeader(['Name', 'Cost']).issues).toEqual([{ code: 'MISSING_COLUMN', row: 1, column: 'Handle', handle: null, message: 'The file has no column Handle, nor Title, nor Variant Price.' }]);
  });

  it('ends at five hundred columns', () => {
    const wide = ['Handle', 'Title', 'Variant Price', ...Array.from({ length: 97 }, (_, index) => `x${index}`)];
    expect(readHeader(wide).issues.filter(({ code }) => code === 'UNKNOWN_COLUMN').length).toBe(97);
    expect(readHeader(Array.from({ length: 501 }, () => 'x')).issues.map(({ code }) => code)).toEqual(['TOO_MANY_COLUMNS']);
  });
});

describe('what is shown of a file', () => {
  it('is short, and holds nothing that a terminal or a database minds', () => {
    expect(shown('a\u0000b\u001b[31m\u202ec\ud800')).toBe('a b [31m c\ufffd');
    expect(shown('x'.repeat(500)).length).toBe(81);
    expect(shown(`${'x'.repeat(79)}😀`).isWellFormed()).toBe(true);
  });

  it('is of one of two severities', () => {
    expect(new Set(Object.values(ISSUE_SEVERITIES))).toEqual(new Set(['ERROR', 'WARNING']));
  });
});
