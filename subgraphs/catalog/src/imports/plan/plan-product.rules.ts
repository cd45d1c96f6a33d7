import { isOnSale, type ProductStatus } from '../../products/product-status.rules.ts';
import { shown, type Issue, type IssueCode } from '../file/issues.rules.ts';
import type { FieldName } from '../file/layout.rules.ts';
import type { AboutProduct, ProductStatement, Say } from '../file/product-statement.types.ts';
import { planImages } from './plan-images.rules.ts';
import { planVariants } from './plan-variants.rules.ts';
import type { PlanContext, PlannedColumns, PresentProduct, ProductPlan } from './plan.types.ts';

export interface Planned {
  /** Null where an error costs the whole product. */
  readonly plan: ProductPlan | null;
  readonly issues: readonly Issue[];
}

/** What is to be done so that the product is what the file says; looks at what there is and changes nothing. */
export function planProduct(statement: ProductStatement, present: PresentProduct | null, context: PlanContext): Planned {
  const issues: Issue[] = [];
  const say: Say = (code, row, field, message) => {
    issues.push({ code, row, column: field === null ? null : context.layout.nameOf(field), handle: statement.handle, message });
  };
  const refuse = (code: IssueCode, field: FieldName | null, message: string): Planned => {
    say(code, statement.row, field, message);
    return { plan: null, issues };
  };

  const { about } = statement;
  if (present === null && about === null) return refuse('MISSING_TITLE', 'title', 'A new product needs a title.');
  if (present !== null && present.product.currency !== context.currency) {
    return refuse('CURRENCY_MISMATCH', 'price', `The product is priced in ${present.product.currency}, the file in ${context.currency}.`);
  }
  const variants = planVariants(statement, present, context, say);
  if (present === null && variants.create.length === 0) {
    const isBare = statement.variants.length === 0 && !issues.some(({ code }) => code === 'INVALID_OPTIONS');
    return refuse('NO_VARIANT', 'price', isBare ? 'No row that can be used gives the product a price.' : 'None of its variants can be used.');
  }
  const columns = columnsOf(about, present, { ...context, optionNames: variants.optionNames, say, row: statement.row });
  const status = statusOf(about, present?.product.status ?? null, statement.row, say);
  const images = planImages(statement.images, present?.images ?? []);
  const plan = { statement, present, columns, status, images, variants };
  return { plan: { ...plan, changed: present === null ? [] : changesOf(plan, present) }, issues };
}

interface ColumnContext extends PlanContext {
  readonly optionNames: readonly string[];
  readonly say: Say;
  readonly row: number;
}

function columnsOf(about: AboutProduct | null, present: PresentProduct | null, context: ColumnContext): PlannedColumns {
  const { optionNames } = context;
  const now = present?.product;
  const said = about?.columns;
  return {
    title: said?.title ?? now?.title ?? '',
    description: said?.description ?? now?.description ?? '',
    seoTitle: said?.seoTitle ?? now?.seoTitle ?? '',
    seoDescription: said?.seoDescription ?? now?.seoDescription ?? '',
    productType: said?.productType === undefined ? (now?.productType ?? null) : said.productType,
    brand: said?.brand === undefined ? (now?.brand ?? null) : said.brand,
    tags: said?.tags ?? now?.tags ?? [],
    categoryId: categoryOf(about, now?.categoryId ?? null, context),
    optionNames,
  };
}

/**
 * A finer category below the one that fits was chosen by hand and stays, unless the vendor's own mapping says otherwise;
 * so does whatever a product has where nothing fits.
 */
function categoryOf(about: AboutProduct | null, present: string | null, { matchCategory, otherCategoryId, categoryPaths, say, row }: ColumnContext): string {
  if (about === null) return present ?? otherCategoryId;
  const match = matchCategory(about.kind);
  if (match !== null) {
    const isFiner = present !== null && (categoryPaths.get(present) ?? []).includes(match.categoryId);
    return isFiner && !match.isSettled ? present : match.categoryId;
  }
  if (present !== null && present !== otherCategoryId) return present;
  const { type } = about.kind;
  say('UNMAPPED_CATEGORY', row, 'type', type === '' ? 'The file does not say what it is: it goes to Other.' : `No category fits “${shown(type)}”: it goes to Other. Map it when you import, or choose a category afterwards.`);
  return otherCategoryId;
}

/** What a file may do to a status is what the vendor may: a product on sale is taken off it, not made a draft again. */
function statusOf(about: AboutProduct | null, present: ProductStatus | null, row: number, say: Say): ProductStatus | null {
  const wanted = about?.wanted;
  if (present === null) {
    if (about?.isGiftCard === true) return 'DRAFT';
    if (wanted === 'ARCHIVED') return 'INACTIVE';
    return wanted === 'ON_SALE' ? 'ACTIVE' : 'DRAFT';
  }
  if (wanted === undefined || about?.isGiftCard === true) return null;
  if (wanted !== 'ON_SALE') return isOnSale(present) ? 'INACTIVE' : null;
  if (isOnSale(present)) return null;
  if (present !== 'DISCONTINUED') return 'ACTIVE';
  say('STATUS_KEPT', row, 'published', 'The product is discontinued, which is for good.');
  return null;
}

function changesOf({ columns, status, images, variants }: Omit<ProductPlan, 'changed'>, { product }: PresentProduct): string[] {
  const changed: string[] = [];
  for (const name of ['title', 'description', 'seoTitle', 'seoDescription', 'productType', 'brand', 'tags'] as const) {
    if (!isSame(columns[name], product[name])) changed.push(name);
  }
  if (columns.categoryId !== product.categoryId) changed.push('category');
  if (!isSame(columns.optionNames, product.optionNames)) changed.push('options');
  if (images !== null) changed.push('images');
  if (variants.create.length + variants.edit.length + variants.remove.length + variants.places.length > 0) changed.push('variants');
  if (variants.priceChanged) changed.push('price');
  if (status !== null) changed.push('status');
  return changed;
}

function isSame(left: string | readonly string[] | null, right: string | readonly string[] | null): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return left === right;
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
