import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProductImageRow, ProductRow } from '../../products/product.tables.ts';
import { optionKey } from '../../variants/option.rules.ts';
import { layoutOf } from '../file/layout.rules.ts';
import type { AboutProduct, ProductStatement, VariantStatement } from '../file/product-statement.types.ts';
import { stockMoves } from '../write/stock-moves.rules.ts';
import { planProduct } from './plan-product.rules.ts';
import type { PlanContext, PresentProduct, PresentVariant } from './plan.types.ts';

const context: PlanContext = {
  layout: layoutOf({}),
  currency: 'USD',
  matchCategory: ({ type }) => (type === 'Shoes' ? { categoryId: 'clothing', isSettled: false } : type === 'Mine' ? { categoryId: 'toys', isSettled: true } : null),
  otherCategoryId: 'other',
  categoryPaths: new Map([['clothing', ['clothing']], ['boots', ['clothing', 'boots']], ['toys', ['toys']]]),
  skuOwners: new Map(),
  mayAdjust: true,
};

const about = (more: Partial<AboutProduct> = {}): AboutProduct => ({
  columns: { title: 'Mug', description: '', tags: [] }, kind: { type: 'Shoes', productCategory: '', googleCategory: '' }, wanted: 'ON_SALE', isGiftCard: false, optionNames: ['Size'], ...more,
});
const said = (values: readonly string[], more: Partial<VariantStatement> = {}): VariantStatement => ({
  row: 2, values: [values[0] ?? '', values[1] ?? '', values[2] ?? ''], price: 100n, compareAtPrice: null, sku: null, barcode: null, weightGrams: null, quantity: 5, imageUrl: undefined, repeatsSku: false, ...more,
});
const stating = (variants: readonly VariantStatement[], more: Partial<ProductStatement> = {}): ProductStatement => ({ handle: 'mug', row: 2, about: about(), variants, images: [], ...more });

function variant(id: string, optionValues: readonly string[], more: Partial<PresentVariant> = {}): PresentVariant {
  return {
    id, productId: 'p', vendorId: 'v', position: 0, title: optionValues.join(' / '), optionValues: [...optionValues], optionKey: optionKey(optionValues), sku: null, price: 100n, priceAdjustment: null,
    compareAtPrice: null, barcode: null, weightGrams: null, lengthMm: null, widthMm: null, heightMm: null, imageId: null, lowStockThreshold: 5, stockState: 'LOW', editVersion: 1,
    createdAt: new Date(0), updatedAt: new Date(0), deletedAt: null, quantity: 5, reserved: 0, stated: 5, ...more,
  };
}

function there(variants: readonly PresentVariant[], product: Partial<ProductRow> = {}, images: readonly ProductImageRow[] = []): PresentProduct {
  const row = { id: 'p', title: 'Mug', description: '', seoTitle: '', seoDescription: '', productType: null, brand: null, tags: [], optionNames: ['Size'], categoryId: 'clothing', currency: 'USD', status: 'ACTIVE', ...product };
  return { product: row as unknown as ProductRow, variants: variants.map((entry, position) => ({ ...entry, position })), images };
}

const image = (id: string, position: number, altText = ''): ProductImageRow => ({ id, productId: 'p', url: `https://x.test/${id}`, sourceUrl: `https://x.test/${id}`, altText, position, state: 'READY', failure: null, createdAt: new Date(0) });
const codes = (planned: ReturnType<typeof planProduct>) => planned.issues.map(({ code }) => code);

describe('a product that is not there', () => {
  it('is created as the file says', () => {
    const planned = planProduct(stating([said(['S']), said(['L'], { row: 3 })]), null, context);
    expect(codes(planned)).toEqual([]);
    expect(planned.plan).toMatchObject({ present: null, status: 'ACTIVE', changed: [], columns: { title: 'Mug', categoryId: 'clothing', optionNames: ['Size'] } });
    expect(planned.plan?.variants.create.map(({ optionValues, position }) => [optionValues, position])).toEqual([[['S'], 0], [['L'], 1]]);
  });

  it.each([['ON_SALE', 'ACTIVE'], ['DRAFT', 'DRAFT'], ['ARCHIVED', 'INACTIVE'], [undefined, 'DRAFT']] as const)('wanted %s, begins as %s', (wanted, status) => {
    expect(planProduct(stating([said(['S'])], { about: about({ wanted }) }), null, context).plan?.status).toBe(status);
  });

  it('is a draft where it is a gift card', () => {
    expect(planProduct(stating([said(['S'])], { about: about({ isGiftCard: true }) }), null, context).plan?.status).toBe('DRAFT');
  });

  it('goes to Other where nothing fits, and says so', () => {
    const planned = planProduct(stating([said(['S'])], { about: about({ kind: { type: 'Rope', productCategory: '', googleCategory: '' } }) }), null, context);
    expect([planned.plan?.columns.categoryId, codes(planned)]).toEqual(['other', ['UNMAPPED_CATEGORY']]);
  });

  it('needs a title and a variant', () => {
    expect(codes(planProduct(stating([said(['S'])], { about: null }), null, context))).toEqual(['MISSING_TITLE']);
    expect(codes(planProduct(stating([]), null, context))).toEqual(['NO_VARIANT']);
    expect(codes(planProduct(stating([said([])]), null, context))).toEqual(['INVALID_OPTIONS', 'NO_VARIANT']);
  });
});

describe('a product that is there', () => {
  it('stays as it is where the file says the same', () => {
    const planned = planProduct(stating([said(['S']), said(['L'])]), there([variant('s', ['S']), variant('l', ['L'])]), context);
    expect([planned.plan?.changed, planned.plan?.variants.stated, codes(planned)]).toEqual([[], [], []]);
  });

  it('does not begin anew where the file is in another currency', () => {
    expect(codes(planProduct(stating([said(['S'])]), there([variant('s', ['S'])], { currency: 'EUR' }), context))).toEqual(['CURRENCY_MISMATCH']);
  });

  it('keeps what the file says nothing of', () => {
    const planned = planProduct(stating([said(['S'], { sku: undefined, barcode: undefined, compareAtPrice: undefined, weightGrams: undefined, quantity: undefined })], { about: about({ columns: { title: 'Cup' } }) }), there([variant('s', ['S'], { sku: 'A', barcode: '1', compareAtPrice: 300n, weightGrams: 9 })], { description: 'old', tags: ['x'], brand: 'B' }), context);
    expect([planned.plan?.changed, planned.plan?.columns]).toEqual([['title'], { title: 'Cup', description: 'old', seoTitle: '', seoDescription: '', productType: null, brand: 'B', tags: ['x'], categoryId: 'clothing', optionNames: ['Size'] }]);
  });

  it('may be spoken of by its variants alone', () => {
    const planned = planProduct(stating([said(['S'], { price: 120n })], { about: null }), there([variant('s', ['S'])]), context);
    expect([planned.plan?.changed, planned.plan?.columns.title, planned.plan?.status]).toEqual([['variants', 'price'], 'Mug', null]);
  });

  it.each([
    ['clothing', 'Shoes', 'clothing', []], ['boots', 'Shoes', 'boots', []], ['toys', 'Shoes', 'clothing', []], ['boots', 'Mine', 'toys', []],
    ['toys', 'Rope', 'toys', []], ['other', 'Rope', 'other', ['UNMAPPED_CATEGORY']],
  ])('in %s, called %s, goes to %s', (present, type, category, issues) => {
    const planned = planProduct(stating([said(['S'])], { about: about({ kind: { type, productCategory: '', googleCategory: '' } }) }), there([variant('s', ['S'])], { categoryId: present }), context);
    expect([planned.plan?.columns.categoryId, codes(planned)]).toEqual([category, issues]);
  });

  it.each([
    ['DRAFT', 'ON_SALE', 'ACTIVE'], ['INACTIVE', 'ON_SALE', 'ACTIVE'], ['ACTIVE', 'ON_SALE', null], ['OUT_OF_STOCK', 'ON_SALE', null], ['DISCONTINUED', 'ON_SALE', null],
    ['ACTIVE', 'DRAFT', 'INACTIVE'], ['OUT_OF_STOCK', 'ARCHIVED', 'INACTIVE'], ['DRAFT', 'DRAFT', null], ['INACTIVE', 'ARCHIVED', null], ['ACTIVE', undefined, null],
  ] as const)('that is %s and wanted %s becomes %s', (status, wanted, becomes) => {
    const planned = planProduct(stating([said(['S'])], { about: about({ wanted }) }), there([variant('s', ['S'])], { status }), context);
    expect([planned.plan?.status, codes(planned)]).toEqual([becomes, status === 'DISCONTINUED' ? ['STATUS_KEPT'] : []]);
  });
});

describe('variants', () => {
  it('are known by their options, without case, and take over how the file writes them', () => {
    const planned = planProduct(stating([said(['small'], { price: 90n, sku: 'A' }), said(['L'])]), there([variant('s', ['Small']), variant('l', ['L'])]), context);
    expect(planned.plan?.variants).toMatchObject({ create: [], remove: [], matched: ['s', 'l'], edit: [{ id: 's', optionValues: ['small'], price: 90n, sku: 'A' }], places: [] });
    expect(planned.plan?.changed).toEqual(['variants', 'price']);
  });

  it('that follow the base price go on to, where the file gives the same price', () => {
    const adjusted = variant('s', ['S'], { priceAdjustment: -10n });
    expect(planProduct(stating([said(['S'])]), there([adjusted]), context).plan?.variants.edit).toEqual([]);
    expect(planProduct(stating([said(['S'], { price: 101n })]), there([adjusted]), context).plan?.variants.edit).toMatchObject([{ price: 101n, priceAdjustment: null }]);
  });

  it('that are not in the file stay, behind those that are, with a warning', () => {
    const planned = planProduct(stating([said(['L']), said(['XL'])]), there([variant('s', ['S']), variant('l', ['L'])]), context);
    expect(codes(planned)).toEqual(['VARIANT_NOT_IN_FILE']);
    expect(planned.plan?.variants).toMatchObject({ remove: [], create: [{ position: 1 }], places: [{ id: 'l', position: 0 }, { id: 's', position: 2 }] });
  });

  it('go only where the product gets other options', () => {
    const planned = planProduct(stating([said(['S']), said(['L'])]), there([variant('plain', [])], { optionNames: [] }), context);
    expect([codes(planned), planned.plan?.variants.remove, planned.plan?.changed]).toEqual([['VARIANT_REMOVED'], ['plain'], ['options', 'variants']]);
    // Options that no row fits are a mistake of the file.
    const mistaken = planProduct(stating([said(['S'])], { about: about({ optionNames: ['Size', 'Colour'] }) }), there([variant('s', ['S'])]), context);
    expect([codes(mistaken), mistaken.plan?.variants.remove, mistaken.plan?.columns.optionNames, mistaken.plan?.changed]).toEqual([['INVALID_OPTIONS'], [], ['Size'], []]);
  });

  it('keep their ids when the options change places or names', () => {
    const present = there([variant('a', ['Red', 'S']), variant('b', ['Red', 'L'])], { optionNames: ['Colour', 'Size'] });
    const swapped = planProduct(stating([said(['S', 'Red']), said(['L', 'Red'])], { about: about({ optionNames: ['Size', 'Colour'] }) }), present, context);
    expect(swapped.plan?.variants).toMatchObject({ create: [], remove: [], edit: [{ id: 'a', optionValues: ['S', 'Red'] }, { id: 'b', optionValues: ['L', 'Red'] }] });
    const renamed = planProduct(stating([said(['Red', 'S']), said(['Red', 'L'])], { about: about({ optionNames: ['Color', 'Fit'] }) }), present, context);
    expect([renamed.plan?.changed, renamed.plan?.variants.create]).toEqual([['options'], []]);
  });

  it('without options are written as the layout does, or not at all', () => {
    const plain = about({ optionNames: ['Title'] });
    for (const optionNames of [plain.optionNames, [], undefined]) {
      const planned = planProduct(stating([said(optionNames?.length === 1 ? ['Default Title'] : [])], { about: about({ optionNames }) }), there([variant('plain', [])], { optionNames: [] }), context);
      expect([planned.plan?.variants.matched, planned.plan?.changed, codes(planned)]).toEqual([['plain'], [], []]);
    }
    expect(planProduct(stating([said(['Paperback'])], { about: plain }), null, context).plan?.variants.optionNames).toEqual(['Title']);
  });

  it('that say the same as an earlier row are left out', () => {
    const planned = planProduct(stating([said(['S']), said(['s '], { row: 3, price: 1n })]), null, context);
    expect([codes(planned), planned.plan?.variants.create.length]).toEqual([['DUPLICATE_VARIANT'], 1]);
  });

  it('are two hundred at most, those that are there included', () => {
    const many = Array.from({ length: 205 }, (_, index) => said([`S${index}`], { row: index + 2 }));
    const fresh = planProduct(stating(many), null, context);
    expect([fresh.plan?.variants.create.length, codes(fresh)]).toEqual([200, Array(5).fill('TOO_MANY_VARIANTS')]);
    const present = planProduct(stating(many), there([variant('old', ['old'])]), context);
    expect([present.plan?.variants.create.length, codes(present).filter((code) => code === 'TOO_MANY_VARIANTS').length]).toEqual([199, 6]);
  });

  it('are warned of a SKU that another has, but not of their own', () => {
    const owners = (variantId: string, isInFile: boolean) => ({ ...context, skuOwners: new Map([['A', [{ variantId, isInFile }]]]) });
    const plan = (ctx: PlanContext, repeatsSku = false) => codes(planProduct(stating([said(['S'], { sku: 'A', repeatsSku })]), there([variant('s', ['S'], { sku: 'A' })]), ctx));
    expect([plan(owners('s', true)), plan(owners('x', false)), plan(owners('x', true)), plan(owners('x', false), true)]).toEqual([[], ['DUPLICATE_SKU'], [], []]);
    const left = planProduct(stating([said(['S'], { sku: 'A' })]), there([variant('s', ['S']), variant('l', ['L'], { sku: 'A' })]), owners('l', true));
    expect(codes(left)).toEqual(['VARIANT_NOT_IN_FILE', 'DUPLICATE_SKU']);
  });

  it('change nothing when they are planned a second time, whatever the file', () => {
    const name = fc.constantFrom('S', 'M', 'L', 'xl', 'XL');
    const given = fc.array(fc.record({ name, price: fc.bigInt({ min: 0n, max: 3n }), quantity: fc.option(fc.nat(3), { nil: undefined }) }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(given, given, (before, after) => {
        const statementOf = (list: typeof before) => stating(list.map((entry, index) => said([entry.name], { row: index + 2, price: entry.price, quantity: entry.quantity })));
        const first = applied(null, planProduct(statementOf(before), null, context));
        const second = applied(first, planProduct(statementOf(after), first, context));
        const again = planProduct(statementOf(after), second, context);
        expect([again.plan?.changed, again.plan?.variants.stated]).toEqual([[], []]);
        // None twice, and none lost.
        const keys = second.variants.map(({ optionKey: key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(new Set(keys)).toEqual(new Set([...before, ...after].map((entry) => optionKey([entry.name]))));
      }),
    );
  });
});

/** What writing a plan comes to, in memory. */
function applied(present: PresentProduct | null, { plan }: ReturnType<typeof planProduct>): PresentProduct {
  if (plan === null) throw new Error('nothing was planned');
  const edits = new Map(plan.variants.edit.map((edit) => [edit.id, edit]));
  const places = new Map(plan.variants.places.map(({ id, position }) => [id, position]));
  const stated = new Map(plan.variants.stated.map(({ variantId, quantity }) => [variantId, quantity]));
  const kept = (present?.variants ?? []).filter(({ id }) => !plan.variants.remove.includes(id)).map((entry) => {
    const edit = edits.get(entry.id);
    const values = [...(edit?.optionValues ?? entry.optionValues)];
    const quantity = stated.get(entry.id);
    return { ...entry, price: edit?.price ?? entry.price, optionValues: values, optionKey: optionKey(values), position: places.get(entry.id) ?? entry.position, stated: quantity ?? entry.stated, quantity: quantity ?? entry.quantity };
  });
  const fresh = plan.variants.create.map(({ statement, optionValues, position }) => ({
    ...variant(`new ${optionValues.join()}`, optionValues, { price: statement.price, quantity: statement.quantity ?? 0, stated: statement.quantity ?? null }), position,
  }));
  const all = [...kept, ...fresh].toSorted((left, right) => left.position - right.position);
  expect(new Set(all.map(({ position }) => position)).size).toBe(all.length);
  return { ...there([], { optionNames: [...plan.columns.optionNames], categoryId: plan.columns.categoryId, status: 'ACTIVE' }), variants: all };
}

describe('stock', () => {
  const stated = (now: Partial<PresentVariant>, quantity: number, ctx = context) => planProduct(stating([said(['S'], { quantity })]), there([variant('s', ['S'], now)]), ctx);

  it('is left alone where the file says what the last one said, whatever was sold since', () => {
    expect(stated({ stated: 10, quantity: 7 }, 10).plan?.variants.stated).toEqual([]);
  });

  it('is set where the file says something new, or speaks for the first time', () => {
    expect(stated({ stated: 10, quantity: 7 }, 12).plan?.variants.stated).toEqual([{ variantId: 's', quantity: 12 }]);
    expect(stated({ stated: null, quantity: 7 }, 7).plan?.variants.stated).toEqual([{ variantId: 's', quantity: 7 }]);
  });

  it('is not set by somebody who may not change the inventory', () => {
    const planned = stated({ stated: 10, quantity: 7, reserved: 1 }, 12, { ...context, mayAdjust: false });
    expect([planned.plan?.variants.stated, planned.issues.map(({ code, message }) => `${code}: ${message}`)]).toEqual([[], ['STOCK_KEPT: The stock stays at 6: you may not change the inventory.']]);
    expect(codes(stated({ stated: 10, quantity: 7, reserved: 1 }, 6, { ...context, mayAdjust: false }))).toEqual([]);
  });

  it('moves so that what is stated can be bought, what is held besides', () => {
    const level = (quantity: number, reserved: number) => ({ variantId: 's', quantity, reserved });
    expect([stockMoves([level(7, 2)], [{ variantId: 's', quantity: 10 }]), stockMoves([level(7, 2)], [{ variantId: 's', quantity: 5 }]), stockMoves([level(7, 2)], [{ variantId: 's', quantity: 0 }])].map((moves) => moves.map(({ delta }) => delta))).toEqual([[5], [], [-5]]);
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(10_000_000), fc.nat(10_000_000), (quantity, held, wanted) => {
        const reserved = Math.min(held, quantity);
        const [move] = stockMoves([level(quantity, reserved)], [{ variantId: 's', quantity: wanted }]);
        const after = quantity + (move?.delta ?? 0);
        expect(after).toBe(Math.min(10_000_000, wanted + reserved));
      }),
    );
  });
});

describe('pictures', () => {
  const named = (...ids: string[]) => ids.map((id) => ({ row: 2, url: `https://x.test/${id}`, altText: '' }));
  const plan = (images: ProductStatement['images'], present: readonly ProductImageRow[]) => planProduct(stating([said(['S'])], { images }), there([variant('s', ['S'])], {}, present), context).plan?.images;

  it('stay where the file names the same ones, or none', () => {
    expect([plan(named('a', 'b'), [image('a', 0), image('b', 1)]), plan([], [image('a', 0)])]).toEqual([null, null]);
    expect(plan([{ row: 2, url: 'https://x.test/a', altText: undefined }], [image('a', 0, 'old')])).toBeNull();
  });

  it('become those of the file, and those that are known stay the same', () => {
    expect(plan(named('b', 'c'), [image('a', 0), image('b', 1)])).toEqual([{ id: 'b', url: 'https://x.test/b', altText: '' }, { id: null, url: 'https://x.test/c', altText: '' }]);
    expect(plan(named('b', 'a'), [image('a', 0), image('b', 1)])?.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(plan([{ row: 2, url: 'https://x.test/a', altText: 'new' }], [image('a', 0, 'old')])?.map(({ altText }) => altText)).toEqual(['new']);
  });

  it('of a variant are its own by their address', () => {
    const of = (imageId: string | null, imageUrl: string | undefined) =>
      planProduct(stating([said(['S'], { imageUrl })], { images: named('a', 'b') }), there([variant('s', ['S'], { imageId })], {}, [image('a', 0), image('b', 1)]), context).plan?.variants.edit.map((edit) => edit.imageUrl);
    expect([of('a', 'https://x.test/a'), of('a', undefined), of('a', 'https://x.test/b'), of(null, 'https://x.test/left-out')]).toEqual([[], [], ['https://x.test/b'], []]);
  });
});
