import { readNumberCell } from './cells.rules.ts';
import { shown } from './issues.rules.ts';
import type { FieldName, Fields } from './layout.rules.ts';
import type { RowProblem } from './product-statement.types.ts';

/** A row as it is put aside: what can be read of it, by what it is to us. */
export interface StagedRow {
  readonly rowNumber: number;
  readonly productNumber: number;
  readonly handle: string | null;
  readonly sku: string | null;
  readonly fields: Fields;
  readonly problem: RowProblem | null;
}

/** Longer than any text that a product may have, so what is longer is not looked at. */
export const LONGEST_CELL = 150_000;
const LONGEST_HANDLE = 255;
const LONGEST_SKU = 255;

/** Counts products by their handles as they appear. One for each reading of a file. */
export type ProductNumbers = (handle: string | null) => number;

export function createProductNumbers(): ProductNumbers {
  const known = new Map<string, number>();
  let last = 0;
  return (handle) => {
    // A row without a handle belongs to nothing else: it gets a number of its own.
    const number = (handle === null ? undefined : known.get(handle)) ?? (last += 1);
    if (handle !== null) known.set(handle, number);
    return number;
  };
}

/** Null for a row in which nothing stands at all. */
export function stageRow(
  cells: readonly string[],
  { row, columns, numberOf }: { readonly row: number; readonly columns: readonly (FieldName | null)[]; readonly numberOf: ProductNumbers },
): StagedRow | null {
  if (cells.every((cell) => cell.trim() === '')) return null;
  const problem = problemOf(cells, columns);
  const handleAt = columns.indexOf('handle');
  const given = cells[handleAt]?.trim() ?? '';
  const handle = given === '' || given.length > LONGEST_HANDLE || hasIllegal(given) ? null : given;
  const base = { rowNumber: row, productNumber: numberOf(handle), handle };
  if (problem !== null) return { ...base, sku: null, fields: {}, problem };
  const fields = Object.fromEntries(columns.flatMap((field, index) => entry(field, cells[index] ?? '')));
  const sku = readNumberCell(fields['sku'] ?? '');
  return { ...base, sku: sku === '' || sku.length > LONGEST_SKU ? null : sku, fields, problem: null };
}

function entry(field: FieldName | null, cell: string): [FieldName, string][] {
  const text = cell.trim();
  return field === null || text === '' ? [] : [[field, text]];
}

function problemOf(cells: readonly string[], columns: readonly (FieldName | null)[]): RowProblem | null {
  if (cells.length < columns.length) return { code: 'COLUMN_COUNT', column: null, message: `The row has ${cells.length} cells, the header ${columns.length}.` };
  // Commas at the end are a spreadsheet's habit; something behind the last column means that cells have moved.
  const beyond = cells.slice(columns.length).find((cell) => cell.trim() !== '');
  if (beyond !== undefined) return { code: 'COLUMN_COUNT', column: null, message: `The row has ${cells.length} cells, the header ${columns.length}; the first too many holds “${shown(beyond)}”.` };
  for (const [index, field] of columns.entries()) {
    const cell = cells[index] ?? '';
    if (field === null) continue;
    if (cell.length > LONGEST_CELL) return { code: 'CELL_TOO_LONG', column: field, message: `A cell of ${cell.length} characters; ${LONGEST_CELL} are the most.` };
    if (field === 'handle' && cell.trim().length > LONGEST_HANDLE) return { code: 'INVALID_HANDLE', column: field, message: `A handle has ${LONGEST_HANDLE} characters at most.` };
    if (hasIllegal(cell)) return { code: 'INVALID_CHARACTER', column: field, message: 'The cell holds a character that is no text, such as a zero byte.' };
  }
  return null;
}

/** What PostgreSQL keeps in no text. */
function hasIllegal(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}
