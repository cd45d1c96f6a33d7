import { readTexts, type ProductTexts } from '../../products/product-input.ts';
import { isSlug } from '../../products/slug.rules.ts';
import { problemWithOptionNames } from '../../variants/option.rules.ts';
import { readBooleanCell } from './cells.rules.ts';
import { collectImages } from './image-statement.rules.ts';
import { isError, shown, type Issue, type IssueCode } from './issues.rules.ts';
import type { FieldName, Layout } from './layout.rules.ts';
import type { AboutProduct, FileRow, ProductStatement, ReadOptions, Say, VariantStatement, WantedStatus } from './product-statement.types.ts';
import { carriesVariant, readVariantRow } from './variant-statement.rules.ts';

export interface ReadProduct {
  /** Null where an error costs the whole product. */
  readonly statement: ProductStatement | null;
  readonly issues: readonly Issue[];
}

const MOST_TAGS = 50;
const LONGEST_TAG = 100;

/**
 * What the rows of one handle say together, without looking at what there is. An error in a row of a variant costs that
 * row, an error in what the product says of itself costs the product; so does a first row that cannot be read, because
 * nobody knows what it said.
 */
export function readProduct(rows: readonly FileRow[], options: ReadOptions): ReadProduct {
  const [first] = rows;
  if (first === undefined) throw new Error('a product has a row');
  const { handle } = first;
  const issues: Issue[] = [];
  const say: Say = (code, row, field, message) => {
    issues.push({ code, row, column: field === null ? null : options.layout.nameOf(field), handle, message });
  };
  for (const { problem, rowNumber } of rows) if (problem !== null) say(problem.code, rowNumber, problem.column, problem.message);
  if (first.problem !== null) return { statement: null, issues };
  if (handle === null) return refuse('MISSING_HANDLE', 'handle', 'The row names no product: its handle is empty.');
  if (!isSlug(handle)) return refuse('INVALID_HANDLE', 'handle', `“${shown(handle)}” is no handle: those are letters, digits, dots, dashes and underscores.`);

  const readable = rows.filter(({ problem }) => problem === null);
  const head = readable.find(({ fields }) => fields.title !== undefined);
  const about = head === undefined ? null : readAbout(head, options, say);
  if (issues.some((issue) => isError(issue) && issue.row === head?.rowNumber)) return { statement: null, issues };
  const variants: VariantStatement[] = [];
  const sound: FileRow[] = [];
  for (const row of readable) {
    if (!carriesVariant(row)) {
      sound.push(row);
      if (row !== head && row.fields.imageUrl === undefined) say('EMPTY_ROW', row.rowNumber, null, 'The row says nothing but a handle.');
      continue;
    }
    const variant = readVariantRow(row, options, say);
    if (variant === null) continue;
    variants.push(variant);
    sound.push(row);
  }
  const images = collectImages(sound, options.layout, say);
  return { statement: { handle, row: head?.rowNumber ?? first.rowNumber, about, variants, images }, issues };

  function refuse(code: IssueCode, field: FieldName, message: string): ReadProduct {
    say(code, rows[0]?.rowNumber ?? 0, field, message);
    return { statement: null, issues };
  }
}

/** Null where an error was said. */
function readAbout({ rowNumber, fields }: FileRow, { layout }: ReadOptions, say: Say): AboutProduct | null {
  const said = (field: FieldName): string | undefined => (layout.has(field) ? (fields[field] ?? '') : undefined);
  const given: ProductTexts = {
    title: fields.title,
    description: said('description'),
    brand: said('brand'),
    productType: said('type'),
    tags: readTags(said('tags'), rowNumber, say),
    seo: { title: said('seoTitle'), description: said('seoDescription') },
  };
  const read = readTexts(given);
  if (!read.ok) {
    const field = FIELD_OF_PATH[read.error.path.join('.')] ?? null;
    say('INVALID_TEXT', rowNumber, field, read.error.message);
    return null;
  }
  if (read.value.sanitised) say('DESCRIPTION_SANITISED', rowNumber, 'description', 'Part of the description was not allowed and has been removed.');
  const optionNames = readOptionNames(fields, layout, rowNumber, say);
  const isGiftCard = readBooleanCell(fields.giftCard ?? '') === true;
  if (isGiftCard) say('GIFT_CARD', rowNumber, 'giftCard', 'Gift cards are not issued here: it comes in as a draft, like a product.');
  const { title = fields.title ?? '', ...columns } = read.value.columns;
  return {
    columns: { ...columns, title },
    kind: { type: fields.type ?? '', productCategory: fields.productCategory ?? '', googleCategory: fields.googleCategory ?? '' },
    wanted: readWanted(fields, rowNumber, say),
    isGiftCard,
    optionNames,
  };
}

const FIELD_OF_PATH: Readonly<Record<string, FieldName>> = {
  title: 'title', description: 'description', brand: 'brand', productType: 'type', tags: 'tags', 'seo.title': 'seoTitle', 'seo.description': 'seoDescription',
};

function readTags(text: string | undefined, row: number, say: Say): string[] | undefined {
  if (text === undefined) return undefined;
  const tags = [...new Set(text.split(',').map((tag) => tag.trim()).filter((tag) => tag !== ''))];
  const kept = tags.filter((tag) => tag.length <= LONGEST_TAG).slice(0, MOST_TAGS);
  if (kept.length < tags.length) say('TAGS_DROPPED', row, 'tags', `${tags.length - kept.length} tags were left out: ${MOST_TAGS} of up to ${LONGEST_TAG} characters are kept.`);
  return kept;
}

/** `Title` with `Default Title` is how the layout says that there are no options; the values are looked at with the variants. */
function readOptionNames(fields: FileRow['fields'], layout: Layout, row: number, say: Say): readonly string[] | undefined {
  if (!layout.has('optionName1')) return undefined;
  const given = [fields.optionName1 ?? '', fields.optionName2 ?? '', fields.optionName3 ?? ''];
  const names = given.slice(0, given.findLastIndex((name) => name !== '') + 1);
  const problem = problemWithOptionNames(names);
  if (problem === null) return names;
  say('INVALID_OPTIONS', row, `optionName${names.includes('') ? ((names.indexOf('') + 1) as 1 | 2 | 3) : 1}`, problem);
  return undefined;
}

function readWanted(fields: FileRow['fields'], row: number, say: Say): WantedStatus | undefined {
  const status = (fields.status ?? '').toLowerCase();
  if (status === 'draft') return 'DRAFT';
  if (status === 'archived') return 'ARCHIVED';
  if (status !== '' && status !== 'active') say('UNREADABLE_VALUE', row, 'status', `“${shown(status)}” is none of active, draft and archived; nothing was made of it.`);
  if (fields.published === undefined) return status === 'active' ? 'ON_SALE' : undefined;
  const published = readBooleanCell(fields.published);
  if (published === undefined) say('UNREADABLE_VALUE', row, 'published', `“${shown(fields.published)}” is neither TRUE nor FALSE; nothing was made of it.`);
  return published === undefined ? undefined : published ? 'ON_SALE' : 'DRAFT';
}
