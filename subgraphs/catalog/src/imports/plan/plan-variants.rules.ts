import { MOST_VARIANTS, optionKey } from '../../variants/option.rules.ts';
import { shown } from '../file/issues.rules.ts';
import type { ProductStatement, Say, VariantStatement } from '../file/product-statement.types.ts';
import { arrangeValues, optionNamesOf, valuesOf } from './plan-options.rules.ts';
import type { PlanContext, PresentProduct, PresentVariant, StatedQuantity, VariantCreate, VariantEdit, VariantPlan } from './plan.types.ts';

interface Keyed {
  readonly statement: VariantStatement;
  readonly optionValues: readonly string[];
  readonly key: string;
}

/**
 * A variant is known by its option values. What the file does not speak of stays, behind what it does; only where the file
 * gives the product other options do variants go that cannot have them.
 */
export function planVariants(statement: ProductStatement, present: PresentProduct | null, context: PlanContext, say: Say): VariantPlan {
  const wanted = optionNamesOf(statement, present);
  const stated = keyed(statement.variants, wanted, say);
  // Options that no row fits are a mistake of the file, and no reason to take the product's variants away.
  const optionNames = stated.length === 0 ? (present?.product.optionNames ?? wanted) : wanted;
  const there = (present?.variants ?? []).map((variant) => ({ variant, values: arrangeValues(present?.product.optionNames ?? [], optionNames, variant.optionValues) }));
  const fitting = there.filter(({ values }) => values.length === optionNames.length);
  const byKey = new Map(fitting.map((entry) => [optionKey(entry.values), entry]));
  const known = new Set(stated.map(({ key }) => key));
  const left = fitting.filter(({ values }) => !known.has(optionKey(values)));
  const taken = stated.filter(({ key }) => byKey.has(key)).length;
  const room = MOST_VARIANTS - left.length - taken;
  const fresh = stated.filter(({ key }) => !byKey.has(key));
  for (const { statement: variant } of fresh.slice(room)) say('TOO_MANY_VARIANTS', variant.row, null, `A product has ${MOST_VARIANTS} variants at most.`);
  const dropped = new Set(fresh.slice(room));

  const rows = stated.filter((entry) => !dropped.has(entry));
  const removed = there.filter(({ values }) => values.length !== optionNames.length).map(({ variant }) => variant);
  for (const variant of removed) say('VARIANT_REMOVED', statement.row, null, `${named(variant)} was removed: the file gives the product other options.`);
  if (left.length > 0 && rows.length > 0) say('VARIANT_NOT_IN_FILE', statement.row, null, `Not in the file, and left as they are: ${left.slice(0, 5).map(({ variant }) => named(variant)).join('; ')}${left.length > 5 ? ' …' : ''}.`);

  const create: VariantCreate[] = [];
  const edit: VariantEdit[] = [];
  const quantities: StatedQuantity[] = [];
  const order: (string | VariantStatement)[] = [];
  let priceChanged = false;
  for (const { statement: variant, optionValues, key } of rows) {
    const match = byKey.get(key)?.variant;
    warnOfSku(variant, match, new Set(left.map((entry) => entry.variant.id)), context, say);
    if (match === undefined) {
      create.push({ statement: variant, optionValues, position: 0 });
      order.push(variant);
      continue;
    }
    order.push(match.id);
    const changed = editOf(variant, optionValues, match, present, statement);
    if (changed !== null) edit.push(changed);
    priceChanged ||= variant.price !== match.price;
    const quantity = quantityOf(variant, match, context, say);
    if (quantity !== null) quantities.push(quantity);
  }
  for (const { variant, values } of left) {
    order.push(variant.id);
    if (!isSame(values, variant.optionValues)) edit.push({ ...columnsNow(variant), id: variant.id, optionValues: values, imageUrl: undefined });
  }
  return {
    optionNames,
    create: create.map((entry) => ({ ...entry, position: order.indexOf(entry.statement) })),
    edit,
    remove: removed.map(({ id }) => id),
    places: placesOf(order, fitting.map(({ variant }) => variant)),
    stated: quantities,
    matched: rows.flatMap(({ key }) => byKey.get(key)?.variant.id ?? []),
    priceChanged,
  };
}

/** Rows with their values under the options; those that do not fit, or say the same as one before, are said and left out. */
function keyed(rows: readonly VariantStatement[], optionNames: readonly string[], say: Say): Keyed[] {
  const seen = new Map<string, number>();
  return rows.flatMap((statement): Keyed[] => {
    const optionValues = valuesOf(optionNames, statement.values);
    if (typeof optionValues === 'string') {
      say('INVALID_OPTIONS', statement.row, 'optionValue1', optionValues);
      return [];
    }
    const key = optionKey(optionValues);
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      say('DUPLICATE_VARIANT', statement.row, 'optionValue1', `Row ${earlier} has the same options.`);
      return [];
    }
    seen.set(key, statement.row);
    return [{ statement, optionValues, key }];
  });
}

function editOf(said: VariantStatement, optionValues: readonly string[], now: PresentVariant, present: PresentProduct | null, { images }: ProductStatement): VariantEdit | null {
  const priced = said.price === now.price ? { price: now.price, priceAdjustment: now.priceAdjustment } : { price: said.price, priceAdjustment: null };
  const edit = {
    ...priced,
    id: now.id,
    optionValues,
    sku: said.sku === undefined ? now.sku : said.sku,
    compareAtPrice: said.compareAtPrice === undefined ? now.compareAtPrice : said.compareAtPrice,
    barcode: said.barcode === undefined ? now.barcode : said.barcode,
    weightGrams: said.weightGrams === undefined ? now.weightGrams : said.weightGrams,
    imageUrl: images.some(({ url }) => url === said.imageUrl) ? said.imageUrl : undefined,
  };
  const ownUrl = present?.images.find(({ id }) => id === now.imageId)?.sourceUrl;
  const isSameColumns = (['price', 'sku', 'compareAtPrice', 'barcode', 'weightGrams'] as const).every((name) => edit[name] === now[name]);
  return isSameColumns && isSame(optionValues, now.optionValues) && (edit.imageUrl === undefined || edit.imageUrl === ownUrl) ? null : edit;
}

function columnsNow({ sku, price, priceAdjustment, compareAtPrice, barcode, weightGrams, optionValues }: PresentVariant) {
  return { sku, price, priceAdjustment, compareAtPrice, barcode, weightGrams, optionValues };
}

/**
 * The number in a file is what the vendor had when it was written. The same number as in the last file is therefore no news,
 * whatever was sold or counted since; another one is what is available from now on.
 */
function quantityOf(said: VariantStatement, now: PresentVariant, { mayAdjust }: PlanContext, say: Say): StatedQuantity | null {
  if (said.quantity === undefined || said.quantity === now.stated) return null;
  if (mayAdjust) return { variantId: now.id, quantity: said.quantity };
  const available = now.quantity - now.reserved;
  if (said.quantity !== available) say('STOCK_KEPT', said.row, 'quantity', `The stock stays at ${available}: you may not change the inventory.`);
  return null;
}

function warnOfSku({ sku, repeatsSku, row }: VariantStatement, match: PresentVariant | undefined, left: ReadonlySet<string>, { skuOwners }: PlanContext, say: Say): void {
  if (sku === null || sku === undefined || repeatsSku) return;
  const others = (skuOwners.get(sku) ?? []).filter(({ variantId, isInFile }) => variantId !== match?.id && (!isInFile || left.has(variantId)));
  if (others.length > 0) say('DUPLICATE_SKU', row, 'sku', `Another of your variants has the SKU ${shown(sku)} too.`);
}

/** Numbers are given anew only where the order is another one: gaps that a deleted variant has left are no reason. */
function placesOf(order: readonly (string | VariantStatement)[], present: readonly PresentVariant[]): { id: string; position: number }[] {
  const ids = order.filter((entry) => typeof entry === 'string');
  const now = present.map(({ id }) => id);
  const isAppended = order.slice(0, ids.length).every((entry) => typeof entry === 'string');
  const isCompact = present.every(({ position }, index) => position === index);
  if (isSame(ids, now) && (order.length === ids.length || (isAppended && isCompact))) return [];
  return order.flatMap((entry, position) => (typeof entry === 'string' ? [{ id: entry, position }] : []));
}

function named({ title, sku }: PresentVariant): string {
  return shown(title === '' ? (sku ?? 'the variant without options') : title);
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
