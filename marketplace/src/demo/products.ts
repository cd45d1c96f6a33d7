import type { DemoProduct, DemoVariant, DemoVendor } from '@marketgraph/contracts';
import { addMilliseconds, DAY, type Id } from '@marketgraph/kernel';
import { slugOf, storeAt } from './people.ts';
import { createRandom, type Random } from './random.ts';
import { ASSORTMENTS, type Assortment } from './vocabulary.ts';

const MOST_VARIANTS = 12;

/**
 * The product of that number, the same for the same seed whichever others were made before: so orders can name products
 * without holding them all.
 */
export function productAt(seed: string, index: number, vendors: readonly DemoVendor[], now: Date, sold: ReadonlyMap<Id<'ProductVariant'>, number>): DemoProduct {
  const random = createRandom(`${seed}/product/${index}`);
  const open = vendors.filter((vendor) => vendor.status === 'APPROVED');
  const vendor = open[index % open.length];
  if (vendor === undefined) throw new Error('no approved vendor');
  const { sells } = storeAt(vendors.indexOf(vendor));
  const assortment = assortmentOf(random.chance(70) ? (sells[0] ?? 'other') : random.pick(sells));
  const noun = random.pick(assortment.nouns);
  const title = `${random.pick(assortment.qualities)} ${random.pick(assortment.materials)} ${noun}`;
  const createdAt = addMilliseconds(now, -random.between(20, 110) * DAY - random.below(DAY));
  // Thirds of the catalogue have one, some and many variants.
  const options = assortment.options.slice(0, index % 3);
  return {
    id: random.id('Product', createdAt),
    vendorId: vendor.id,
    currency: vendor.currency,
    title,
    handle: `${slugOf(title)}-${index + 1}`,
    descriptionHtml: `<p>${describe(random, title, assortment)}</p><ul><li>${random.pick(assortment.materials)}</li><li>${random.pick(assortment.qualities)}</li></ul>`,
    categorySlug: assortment.categorySlug,
    brand: vendor.name,
    productType: noun,
    tags: [random.pick(assortment.qualities).toLowerCase(), random.pick(assortment.materials).toLowerCase()],
    optionNames: options.map((option) => option.name),
    variants: createVariants(random, assortment, options, index, createdAt, sold),
    imageUrl: `https://images.marketgraph.test/${assortment.categorySlug}/${index + 1}.jpg`,
    createdAt,
  };
}

function createVariants(
  random: Random,
  assortment: Assortment,
  options: Assortment['options'],
  index: number,
  createdAt: Date,
  sold: ReadonlyMap<Id<'ProductVariant'>, number>,
): DemoVariant[] {
  const price = BigInt(random.between(...assortment.price));
  const onSale = random.chance(15);
  const scarce = random.chance(8);
  return combinations(options).slice(0, MOST_VARIANTS).map((optionValues, position): DemoVariant => {
    const id = random.id('ProductVariant', createdAt);
    const variantPrice = price + BigInt(position * random.between(0, 200));
    const soldUnits = sold.get(id) ?? 0;
    return {
      id,
      optionValues,
      sku: `${assortment.categorySlug.slice(0, 3).toUpperCase()}-${index + 1}-${position + 1}`,
      price: variantPrice,
      compareAtPrice: onSale ? variantPrice + variantPrice / 4n : null,
      weightGrams: random.between(...assortment.weightGrams),
      received: soldUnits + (scarce && position === 0 ? 0 : random.between(scarce ? 1 : 8, scarce ? 4 : 120)),
      sold: soldUnits,
    };
  });
}

function combinations(options: Assortment['options']): string[][] {
  return options.reduce<string[][]>((rows, option) => rows.flatMap((row) => option.values.map((value) => [...row, value])), [[]]);
}

function describe(random: Random, title: string, { materials }: Assortment): string {
  const endings = ['Made to be used every day and to be repaired when it needs it.', 'Packed without plastic and sent the day after it is ordered.', 'A little different from piece to piece, as things made by hand are.'];
  return `${title}, with ${random.pick(materials).toLowerCase()} where it matters. ${random.pick(endings)}`;
}

function assortmentOf(slug: string): Assortment {
  const assortment = ASSORTMENTS.find((candidate) => candidate.categorySlug === slug);
  if (assortment === undefined) throw new Error(`no assortment for ${slug}`);
  return assortment;
}
