/**
 * What an import may have to say. An ERROR costs its row, or the whole product where it stands in what the product says of
 * itself; a WARNING costs nothing but a second look.
 */
export const ISSUE_SEVERITIES = {
  // The file as a whole: nothing is imported.
  EMPTY_FILE: 'ERROR',
  MISSING_COLUMN: 'ERROR',
  TOO_MANY_COLUMNS: 'ERROR',
  TOO_MANY_ROWS: 'ERROR',
  UNREADABLE_FILE: 'ERROR',
  UNTERMINATED_QUOTE: 'ERROR',
  INTERNAL: 'ERROR',
  // A row that cannot be read.
  CELL_TOO_LONG: 'ERROR',
  COLUMN_COUNT: 'ERROR',
  INVALID_CHARACTER: 'ERROR',
  // What a product says of itself.
  MISSING_HANDLE: 'ERROR',
  INVALID_HANDLE: 'ERROR',
  MISSING_TITLE: 'ERROR',
  INVALID_TEXT: 'ERROR',
  INVALID_OPTIONS: 'ERROR',
  NO_VARIANT: 'ERROR',
  CURRENCY_MISMATCH: 'ERROR',
  // A variant.
  MISSING_PRICE: 'ERROR',
  INVALID_PRICE: 'ERROR',
  INVALID_QUANTITY: 'ERROR',
  INVALID_WEIGHT: 'ERROR',
  DUPLICATE_VARIANT: 'ERROR',
  TOO_MANY_VARIANTS: 'ERROR',

  UNKNOWN_COLUMN: 'WARNING',
  REPEATED_COLUMN: 'WARNING',
  EMPTY_ROW: 'WARNING',
  UNREADABLE_VALUE: 'WARNING',
  DUPLICATE_SKU: 'WARNING',
  NEGATIVE_QUANTITY: 'WARNING',
  UNTRACKED_INVENTORY: 'WARNING',
  BACKORDER_UNSUPPORTED: 'WARNING',
  STOCK_KEPT: 'WARNING',
  ZERO_PRICE: 'WARNING',
  COMPARE_AT_BELOW_PRICE: 'WARNING',
  UNMAPPED_CATEGORY: 'WARNING',
  DESCRIPTION_SANITISED: 'WARNING',
  TAGS_DROPPED: 'WARNING',
  GIFT_CARD: 'WARNING',
  INVALID_IMAGE: 'WARNING',
  TOO_MANY_IMAGES: 'WARNING',
  STATUS_KEPT: 'WARNING',
  VARIANT_NOT_IN_FILE: 'WARNING',
  VARIANT_REMOVED: 'WARNING',
} as const;

export type IssueCode = keyof typeof ISSUE_SEVERITIES;

export interface Issue {
  readonly code: IssueCode;
  /** As a spreadsheet counts, the header being 1; 0 for the file as a whole. */
  readonly row: number;
  /** What the file calls it; null where the row as a whole is meant. */
  readonly column: string | null;
  readonly handle: string | null;
  /** For people. */
  readonly message: string;
}

export function isError({ code }: { readonly code: IssueCode }): boolean {
  return ISSUE_SEVERITIES[code] === 'ERROR';
}

const LONGEST_SHOWN = 80;

/** A piece of the file as it may stand in a message: neither long nor with characters that a database or a terminal minds. */
export function shown(text: string): string {
  const clean = text.toWellFormed().replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return clean.length <= LONGEST_SHOWN ? clean : `${clean.slice(0, LONGEST_SHOWN).toWellFormed()}…`;
}
