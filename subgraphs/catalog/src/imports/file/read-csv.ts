import { Readable, pipeline } from 'node:stream';
import { CsvError, parse, type Info } from 'csv-parse';
import type { IssueCode } from './issues.rules.ts';

export interface CsvRecord {
  /** As a spreadsheet counts, the first being 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** The file ends, or breaks off, where nothing of it can be trusted any more. */
export class BrokenCsv extends Error {
  override readonly name = 'BrokenCsv';
  readonly code: IssueCode;
  readonly row: number;

  constructor(code: IssueCode, row: number, message: string) {
    super(message);
    this.code = code;
    this.row = row;
  }
}

interface Parsed {
  readonly record: string[];
  readonly info: Info;
}

/**
 * Takes a file apart as it comes in: a piece of it and a record are in memory, never the whole. Byte-order marks, Windows
 * line ends and line breaks within quotes are what they should be; a quote in the middle of a bare cell is a quote.
 */
export async function* readCsv(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  const { head, all } = await peek(pieces);
  const parser = parse({ bom: true, delimiter: delimiterOf(head.toString(isUtf16(head) ? 'utf16le' : 'utf8')), relax_column_count: true, relax_quotes: true, skip_empty_lines: true, info: true });
  // Whichever of the two fails takes the other along; the failure arrives at the loop below.
  pipeline(Readable.from(isUtf16(head) ? all : checked(all)), parser, () => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) yield { row: info.records + info.empty_lines, cells: record };
  } catch (error) {
    throw brokenBy(error) ?? error;
  }
}

function brokenBy(error: unknown): BrokenCsv | undefined {
  if (error instanceof NotUtf8) return new BrokenCsv('UNREADABLE_FILE', 0, 'The file is not UTF-8. Save it as “CSV UTF-8”.');
  if (!(error instanceof CsvError)) return undefined;
  // How far the parser has come; records on their way from it to us are lost with the error.
  const { records, empty_lines: emptyLines } = error as CsvError & Partial<Info>;
  const row = (records ?? 0) + (emptyLines ?? 0) + 1;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return new BrokenCsv('UNTERMINATED_QUOTE', row, `A quote that opens in row ${row} is never closed: the rest of the file is one cell.`);
  return new BrokenCsv('UNREADABLE_FILE', row, `The file cannot be read from row ${row} on.`);
}

class NotUtf8 extends Error {}

/**
 * Files in the encoding of an old spreadsheet would come in with every accent broken, so they do not come in. Decoded once
 * more for that alone: the parser itself puts a replacement character where it cannot read.
 */
async function* checked(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of pieces) {
      decoder.decode(piece, { stream: true });
      yield piece;
    }
    decoder.decode();
  } catch (error) {
    throw error instanceof TypeError ? new NotUtf8('not UTF-8') : error;
  }
}

/** By its byte-order mark, which the parser follows. */
function isUtf16(head: Buffer): boolean {
  return head[0] === 0xff && head[1] === 0xfe;
}

interface Peeked {
  readonly head: Buffer;
  readonly all: AsyncIterable<Uint8Array>;
}

const HEAD_BYTES = 65_536;

async function peek(pieces: AsyncIterable<Uint8Array>): Promise<Peeked> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return { head: Buffer.alloc(0), all: (async function* nothing() {})() };
  return {
    head: Buffer.from(first.value.subarray(0, HEAD_BYTES)),
    all: (async function* again() {
      yield first.value;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    })(),
  };
}

/** A comma, unless the header has none and has something else that spreadsheets put between cells. */
function delimiterOf(head: string): string {
  const [header = ''] = head.split(/[\r\n]/, 1);
  if (header.includes(',')) return ',';
  return [';', '\t'].find((candidate) => header.includes(candidate)) ?? ',';
}
