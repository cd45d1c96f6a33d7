import { describe, expect, it } from 'vitest';
import { layoutOf, type Fields, type LayoutNames } from './layout.rules.ts';
import { readProduct } from './product-statement.rules.ts';
import type { FileRow } from './product-statement.types.ts';

const ALL: LayoutNames = Object.fromEntries(
  ['handle', 'title', 'description', 'brand', 'type', 'tags', 'published', 'optionName1', 'optionValue1', 'optionName2', 'optionValue2', 'sku', 'grams', 'quantity', 'tracker', 'stockPolicy', 'price',
    'compareAtPrice', 'barcode', 'imageUrl', 'imagePosition', 'imageAlt', 'variantImageUrl', 'giftCard', 'status', 'seoTitle', 'seoDescription'].map((field) => [field, `Column ${field}`]),
);

function row(rowNumber: number, fields: Fields, more: Partial<FileRow> = {}): FileRow {
  return { rowNumber, handle: 'mug', fields: { handle: 'mug', ...fields }, problem: null, firstRowOfSku: null, ...more };
}

function read(rows: readonly FileRow[], names: LayoutNames = ALL) {
  const { statement, issues } = readProduct(rows, { layout: layoutOf(names), currency: 'USD' });
  return { statement, codes: issues.map(({ code, row: number, column }) => [code, number, column]), issues };
}

const tracked = { tracker: 'shopify', quantity: '3' };

describe('what the rows of a product say', () => {
  it('is a product, its variants and its pictures', () => {
    const { statement, codes } = read([
      row(2, { title: 'Mug', description: '<p>Blue</p>', brand: 'B', type: 'Kitchen', tags: 'a, b,a,', published: 'TRUE', optionName1: 'Size', optionValue1: 'S', sku: "'001", grams: '120', price: '9.50', compareAtPrice: '12', barcode: "'0400", imageUrl: 'https://x.test/1.jpg', imageAlt: 'one', ...tracked }),
      row(3, { optionValue1: 'L', price: '11', imageUrl: 'https://x.test/2.jpg', variantImageUrl: 'https://x.test/3.jpg', ...tracked }),
      row(4, { imageUrl: 'https://x.test/4.jpg' }),
    ]);
    expect(codes).toEqual([]);
    expect(statement).toEqual({
      handle: 'mug',
      row: 2,
      about: {
        columns: { title: 'Mug', description: '<p>Blue</p>', brand: 'B', productType: 'Kitchen', tags: ['a', 'b'], seoTitle: '', seoDescription: '' },
        kind: { type: 'Kitchen', productCategory: '', googleCategory: '' },
        wanted: 'ON_SALE',
        isGiftCard: false,
        optionNames: ['Size'],
      },
      variants: [
        { row: 2, values: ['S', '', ''], price: 950n, compareAtPrice: 1200n, sku: '001', barcode: '0400', weightGrams: 120, quantity: 3, imageUrl: undefined, repeatsSku: false },
        { row: 3, values: ['L', '', ''], price: 1100n, compareAtPrice: null, sku: null, barcode: null, weightGrams: null, quantity: 3, imageUrl: 'https://x.test/3.jpg', repeatsSku: false },
      ],
      images: [
        { row: 2, url: 'https://x.test/1.jpg', altText: 'one' },
        { row: 3, url: 'https://x.test/2.jpg', altText: '' },
        { row: 4, url: 'https://x.test/4.jpg', altText: '' },
        { row: 3, url: 'https://x.test/3.jpg', altText: undefined },
      ],
    });
  });

  it('says nothing of what the file has no column for', () => {
    const { statement } = read([row(2, { title: 'Mug', price: '1' })], { handle: 'H', title: 'T', price: 'P' });
    expect(statement?.about).toEqual({ columns: { title: 'Mug' }, kind: { type: '', productCategory: '', googleCategory: '' }, wanted: undefined, isGiftCard: false, optionNames: undefined });
    expect(statement?.variants).toEqual([{ row: 2, values: ['', '', ''], price: 100n, compareAtPrice: undefined, sku: undefined, barcode: undefined, weightGrams: undefined, quantity: undefined, imageUrl: undefined, repeatsSku: false }]);
  });

  it('may stand in any row', () => {
    const { statement } = read([row(2, { price: '1', ...tracked }), row(9, { title: 'Mug', price: '2', ...tracked })]);
    expect([statement?.row, statement?.about?.columns.title, statement?.variants.length]).toEqual([9, 'Mug', 2]);
    expect(read([row(2, { price: '1', ...tracked })]).statement?.about).toBeNull();
  });
});

describe('an error', () => {
  it('in a variant costs its row and nothing else', () => {
    const { statement, codes } = read([
      row(2, { title: 'Mug', price: 'cheap', ...tracked }),
      row(3, { price: '-1', ...tracked }),
      row(4, { price: '1', quantity: 'many' }),
      row(5, { price: '1', grams: 'heavy', ...tracked }),
      row(6, { sku: 'X', ...tracked }),
      row(7, { price: '1', sku: 'x'.repeat(256), ...tracked }),
      row(8, { price: '1', compareAtPrice: '=2', ...tracked }),
      row(9, { price: '1', imageUrl: 'https://x.test/9.jpg', ...tracked }),
    ]);
    expect(codes).toEqual([
      ['INVALID_PRICE', 2, 'Column price'], ['INVALID_PRICE', 3, 'Column price'], ['INVALID_QUANTITY', 4, 'Column quantity'], ['INVALID_WEIGHT', 5, 'Column grams'],
      ['MISSING_PRICE', 6, 'Column price'], ['INVALID_TEXT', 7, 'Column sku'], ['INVALID_PRICE', 8, 'Column compareAtPrice'],
    ]);
    expect(statement?.variants.map((variant) => variant.row)).toEqual([9]);
    expect(statement?.images.map((image) => image.row)).toEqual([9]);
  });

  it.each([
    ['INVALID_TEXT', { title: 'x'.repeat(256) }],
    ['INVALID_TEXT', { title: 'Mug', description: 'x'.repeat(100_001) }],
    ['INVALID_OPTIONS', { title: 'Mug', optionName1: 'Size', optionName2: 'size' }],
    ['INVALID_OPTIONS', { title: 'Mug', optionName2: 'Size' }],
  ])('in what the product says of itself costs the product: %s', (code, fields) => {
    const { statement, codes } = read([row(2, { ...fields, price: '1', ...tracked }), row(3, { price: '2', ...tracked })]);
    expect([statement, codes.map(([found]) => found)]).toEqual([null, [code]]);
  });

  it('that makes the first row unreadable costs the product, one in another only that row', () => {
    const problem = { code: 'COLUMN_COUNT', column: null, message: 'x' } as const;
    expect(read([row(2, {}, { problem }), row(3, { title: 'Mug', price: '1', ...tracked })]).statement).toBeNull();
    const later = read([row(2, { title: 'Mug', price: '1', ...tracked }), row(3, {}, { problem })]);
    expect([later.statement?.variants.length, later.codes]).toEqual([1, [['COLUMN_COUNT', 3, null]]]);
  });

  it('in the handle leaves no product at all', () => {
    expect(read([row(2, { title: 'Mug' }, { handle: null })]).codes).toEqual([['MISSING_HANDLE', 2, 'Column handle']]);
    expect(read([row(2, { title: 'Mug' }, { handle: '../etc' })]).codes).toEqual([['INVALID_HANDLE', 2, 'Column handle']]);
  });
});

describe('a warning', () => {
  const warned = (fields: Fields, more: Partial<FileRow> = {}) => read([row(5, { title: 'Mug', price: '10', ...tracked, ...fields }, more)]);

  it.each([
    ['NEGATIVE_QUANTITY', { quantity: '-2' }, { quantity: 0 }],
    ['ZERO_PRICE', { price: '0.00' }, { price: 0n }],
    ['COMPARE_AT_BELOW_PRICE', { compareAtPrice: '9.99' }, { compareAtPrice: null }],
    ['BACKORDER_UNSUPPORTED', { stockPolicy: 'continue' }, {}],
  ] as const)('%s is given, and the variant comes in', (code, fields, variant) => {
    const { statement, codes } = warned(fields);
    expect(codes.map(([found]) => found)).toEqual([code]);
    expect(statement?.variants[0]).toMatchObject(variant);
  });

  it('is not given for a price to compare with that is the price, or nothing', () => {
    expect([warned({ compareAtPrice: '10' }), warned({ compareAtPrice: '0' })].map(({ codes, statement }) => [codes, statement?.variants[0]?.compareAtPrice])).toEqual([[[], null], [[], null]]);
  });

  it('is given where nobody counts and nothing is there', () => {
    const untracked = (quantity: string) => read([row(5, { title: 'Mug', price: '10', quantity })]).codes.map(([code]) => code);
    expect([untracked('0'), untracked('4'), untracked('-1')]).toEqual([['UNTRACKED_INVENTORY'], [], ['NEGATIVE_QUANTITY', 'UNTRACKED_INVENTORY']]);
  });

  it('is given for a SKU that an earlier row has', () => {
    expect(warned({ sku: 'A' }, { firstRowOfSku: 3 }).issues.map(({ code, message }) => [code, message])).toEqual([['DUPLICATE_SKU', 'Row 3 has the SKU A too.']]);
    expect(warned({ sku: 'A' }, { firstRowOfSku: 5 }).codes).toEqual([]);
  });

  it('is given for markup that is not allowed, gift cards, tags and pictures that are left out', () => {
    expect(warned({ description: '<p>x</p><script>alert(1)</script>' })).toMatchObject({ codes: [['DESCRIPTION_SANITISED', 5, 'Column description']], statement: { about: { columns: { description: '<p>x</p>' } } } });
    expect(warned({ giftCard: 'TRUE' })).toMatchObject({ codes: [['GIFT_CARD', 5, 'Column giftCard']], statement: { about: { isGiftCard: true } } });
    const tags = warned({ tags: [...Array.from({ length: 51 }, (_, index) => `t${index}`), 'x'.repeat(101)].join(',') });
    expect([tags.codes.map(([code]) => code), tags.statement?.about?.columns.tags?.length]).toEqual([['TAGS_DROPPED'], 50]);
    expect(warned({ imageUrl: 'javascript:alert(1)' })).toMatchObject({ codes: [['INVALID_IMAGE', 5, 'Column imageUrl']], statement: { images: [] } });
    expect(warned({ variantImageUrl: '/local.jpg' })).toMatchObject({ codes: [['INVALID_IMAGE', 5, 'Column variantImageUrl']], statement: { images: [] } });
  });

  it('is given for a row that says nothing, and for words that are none', () => {
    expect(read([row(2, { title: 'Mug', price: '1', ...tracked }), row(3, {})]).codes).toEqual([['EMPTY_ROW', 3, null]]);
    expect(warned({ published: 'perhaps', status: 'odd' }).codes.map(([code]) => code)).toEqual(['UNREADABLE_VALUE', 'UNREADABLE_VALUE']);
  });
});

describe('pictures', () => {
  it('are in the order of their positions, each address once, a hundred at most', () => {
    const rows = [row(2, { title: 'Mug', price: '1', imageUrl: 'https://x.test/b', imagePosition: '2', ...tracked }), row(3, { imageUrl: 'https://x.test/a', imagePosition: '1' }), row(4, { imageUrl: 'https://x.test/b', imagePosition: '3' }), row(5, { imageUrl: 'https://x.test/c' })];
    expect(read(rows).statement?.images.map(({ url }) => url.at(-1))).toEqual(['a', 'b', 'c']);
    const many = Array.from({ length: 105 }, (_, index) => row(index + 2, { ...(index === 0 ? { title: 'Mug', price: '1', ...tracked } : {}), imageUrl: `https://x.test/${index}` }));
    expect([read(many).statement?.images.length, read(many).issues.map(({ code, message }) => `${code}: ${message}`)]).toEqual([100, ['TOO_MANY_IMAGES: 100 pictures are kept; 5 were left out.']]);
  });
});

describe('whether it is for sale', () => {
  it.each([
    [{ published: 'TRUE' }, 'ON_SALE'], [{ published: 'false' }, 'DRAFT'], [{}, undefined], [{ published: 'TRUE', status: 'draft' }, 'DRAFT'],
    [{ published: 'TRUE', status: 'Archived' }, 'ARCHIVED'], [{ status: 'active' }, 'ON_SALE'], [{ published: 'FALSE', status: 'active' }, 'DRAFT'],
  ] as const)('%j is %s', (fields, wanted) => {
    expect(read([row(2, { title: 'Mug', price: '1', ...tracked, ...fields })]).statement?.about?.wanted).toBe(wanted);
  });
});
