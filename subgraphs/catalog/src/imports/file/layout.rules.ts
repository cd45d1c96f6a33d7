import { shown, type Issue } from './issues.rules.ts';

/**
 * What is read, and the names under which exports hold it: those of the widely used layout first, then those of its newer
 * edition. Compared without case and with single spaces.
 */
const COLUMN_NAMES = {
  handle: ['handle', 'url handle'],
  title: ['title'],
  description: ['body (html)', 'body html', 'description'],
  brand: ['vendor'],
  type: ['type', 'custom product type'],
  productCategory: ['product category', 'standardized product type'],
  googleCategory: ['google shopping / google product category'],
  tags: ['tags'],
  published: ['published', 'published on online store'],
  status: ['status'],
  optionName1: ['option1 name'],
  optionValue1: ['option1 value'],
  optionName2: ['option2 name'],
  optionValue2: ['option2 value'],
  optionName3: ['option3 name'],
  optionValue3: ['option3 value'],
  sku: ['variant sku', 'sku'],
  grams: ['variant grams', 'weight value (grams)'],
  weight: ['variant weight'],
  weightUnit: ['variant weight unit', 'weight unit for display'],
  tracker: ['variant inventory tracker', 'inventory tracker'],
  quantity: ['variant inventory qty', 'variant inventory quantity', 'inventory quantity'],
  stockPolicy: ['variant inventory policy', 'continue selling when out of stock'],
  price: ['variant price', 'price'],
  compareAtPrice: ['variant compare at price', 'compare-at price'],
  barcode: ['variant barcode', 'barcode'],
  imageUrl: ['image src', 'product image url'],
  imagePosition: ['image position'],
  imageAlt: ['image alt text'],
  variantImageUrl: ['variant image', 'variant image url'],
  giftCard: ['gift card'],
  seoTitle: ['seo title'],
  seoDescription: ['seo description'],
} as const satisfies Record<string, readonly string[]>;

export type FieldName = keyof typeof COLUMN_NAMES;
/** Cells of a row that hold something, by what they are to us. */
export type Fields = Readonly<Partial<Record<FieldName, string>>>;
/** Known columns that the file has, with its names for them. */
export type LayoutNames = Readonly<Partial<Record<FieldName, string>>>;

/** Columns of the layout that mean something to shop systems and nothing here: no reason to warn anybody. */
const IGNORED = [
  /^google shopping \//,
  /^variant (fulfillment service|requires shipping|taxable|tax code)$/,
  /^(cost per item|fulfillment service|requires shipping|charge tax|tax code|gift card)$/,
  /^(unit price|variant unit price)/,
  /^(included|price|compare at price) \/ /,
  /^option[123] linked to$/,
];

const REQUIRED: readonly FieldName[] = ['handle', 'title', 'price'];
export const MOST_COLUMNS = 500;

export interface Header {
  /** By position; null for a column that is not read. */
  readonly fields: readonly (FieldName | null)[];
  readonly names: LayoutNames;
  /** Errors mean that the file cannot be read at all. */
  readonly issues: readonly Issue[];
}

export function readHeader(cells: readonly string[]): Header {
  if (cells.length > MOST_COLUMNS) return unreadable({ code: 'TOO_MANY_COLUMNS', row: 1, column: null, handle: null, message: `The file has ${cells.length} columns; ${MOST_COLUMNS} are the most.` });
  const names: Partial<Record<FieldName, string>> = {};
  const issues: Issue[] = [];
  const fields = cells.map((cell): FieldName | null => {
    const name = cell.trim().replaceAll(/\s+/g, ' ').toLowerCase();
    const field = fieldOf(name);
    const column = shown(cell);
    if (field === undefined) {
      const isNews = name !== '' && !IGNORED.some((pattern) => pattern.test(name));
      if (isNews) issues.push({ code: 'UNKNOWN_COLUMN', row: 1, column, handle: null, message: 'This column is not known and was not read.' });
      return null;
    }
    if (names[field] !== undefined) {
      issues.push({ code: 'REPEATED_COLUMN', row: 1, column, handle: null, message: `It says the same as ${names[field]} and was not read.` });
      return null;
    }
    names[field] = column;
    return field;
  });
  const missing = REQUIRED.filter((field) => names[field] === undefined).map((field) => titled(COLUMN_NAMES[field][0]));
  const [first] = missing;
  if (first !== undefined) return unreadable({ code: 'MISSING_COLUMN', row: 1, column: first, handle: null, message: `The file has no column ${missing.join(', nor ')}.` });
  return { fields, names, issues };
}

function unreadable(issue: Issue): Header {
  return { fields: [], names: {}, issues: [issue] };
}

const FIELD_OF = new Map<string, FieldName>(Object.entries(COLUMN_NAMES).flatMap(([field, names]) => names.map((name) => [name, field as FieldName] as const)));

function fieldOf(name: string): FieldName | undefined {
  return FIELD_OF.get(name);
}

function titled(name: string): string {
  return name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

/** Whether the file has the column, and what it calls it. Where it has not, it says nothing of it, and nothing is changed. */
export interface Layout {
  has(field: FieldName): boolean;
  nameOf(field: FieldName): string;
}

export function layoutOf(names: LayoutNames): Layout {
  return { has: (field) => names[field] !== undefined, nameOf: (field) => names[field] ?? titled(COLUMN_NAMES[field][0]) };
}
