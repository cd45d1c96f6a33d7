import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokenCsv, readCsv, type CsvRecord } from './read-csv.ts';

async function* pieces(bytes: Uint8Array, cuts: readonly number[] = []): AsyncGenerator<Uint8Array> {
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)), 0, bytes.length].toSorted((a, b) => a - b);
  for (const [index, from] of places.slice(0, -1).entries()) yield bytes.subarray(from, places[index + 1]);
}

async function read(file: string | Uint8Array, cuts: readonly number[] = []): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const record of readCsv(pieces(typeof file === 'string' ? Buffer.from(file) : file, cuts))) records.push(record);
  return records;
}

const cellsOf = (records: readonly CsvRecord[]) => records.map(({ cells }) => cells);

describe('reading a CSV', () => {
  it('gives back what was written, wherever the pieces are cut', async () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('"', '""', ',', '\n', '\r\n', 'a\nb', ' x ', '“é”', '=1+1'));
    // A line of nothing but one empty cell is an empty line, and no record at all; a lone \r is no line end of ours.
    const record = fc.array(cell, { minLength: 2, maxLength: 5 });
    const written = (text: string, end: string) => (/[",\r\n]/.test(text) || text.startsWith('\uFEFF') ? `"${text.replaceAll('"', '""')}"` : text) + end;
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 6 }), fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.array(fc.nat(), { maxLength: 6 }), async (table, lineEnd, hasMark, cuts) => {
        // The first line is the header, of plain names with a comma: it settles what stands between cells.
        const header = ['Handle', 'Title'];
        const text = [header, ...table].map((cells) => cells.map((value, index) => written(value, index === cells.length - 1 ? '' : ',')).join('')).join(lineEnd);
        const records = await read(`${hasMark ? '\uFEFF' : ''}${text}${lineEnd}`, cuts);
        expect(cellsOf(records)).toEqual([header, ...table]);
      }),
      { numRuns: 200 },
    );
  });

  it('counts rows as a spreadsheet does: empty lines too, and a record with line breaks as one', async () => {
    expect(await read('a,b\n"1\n2",x\n\n\n3,y\n')).toEqual([
      { row: 1, cells: ['a', 'b'] },
      { row: 2, cells: ['1\n2', 'x'] },
      { row: 5, cells: ['3', 'y'] },
    ]);
  });

  it('takes rows of any length, and quotes that stand where none belong', async () => {
    expect(cellsOf(await read('a,b\n1\n1,2,3\n5" pipe,x\n'))).toEqual([['a', 'b'], ['1'], ['1', '2', '3'], ['5" pipe', 'x']]);
  });

  it('finds out what stands between cells from the header', async () => {
    expect(cellsOf(await read('Handle;Title\nmug;"a;b, c"\n'))).toEqual([['Handle', 'Title'], ['mug', 'a;b, c']]);
    expect(cellsOf(await read('Handle\tTitle\nmug\tMug, blue\n'))).toEqual([['Handle', 'Title'], ['mug', 'Mug, blue']]);
    expect(cellsOf(await read('Handle,Title;x\nmug,a;b\n'))).toEqual([['Handle', 'Title;x'], ['mug', 'a;b']]);
  });

  it('reads UTF-16 by its mark', async () => {
    const file = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Handle,Title\ncafé,Ä\n', 'utf16le')]);
    expect(cellsOf(await read(file, [7, 13, 21]))).toEqual([['Handle', 'Title'], ['café', 'Ä']]);
  });

  it('gives nothing for nothing', async () => {
    expect(await read('')).toEqual([]);
    expect(await read('\uFEFF')).toEqual([]);
    expect(await read('\n\n')).toEqual([]);
  });

  it('breaks off at a quote that is never closed, and says where it opens', async () => {
    await expect(read('a,b\n1,2\n\n3,"4\n5,6\n')).rejects.toMatchObject({ name: 'BrokenCsv', code: 'UNTERMINATED_QUOTE', row: 4 });
  });

  it('refuses bytes that are not UTF-8, also at the very end', async () => {
    const latin1 = Buffer.from('Handle,Title\nmug,café\n', 'latin1');
    await expect(read(latin1)).rejects.toBeInstanceOf(BrokenCsv);
    await expect(read(latin1)).rejects.toMatchObject({ code: 'UNREADABLE_FILE' });
    await expect(read(Buffer.concat([Buffer.from('a,b\n1,'), Buffer.from([0xe2, 0x82])]))).rejects.toMatchObject({ code: 'UNREADABLE_FILE' });
  });

  it('passes on what goes wrong with the source', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a,b\n1,2\n');
      throw new Error('the database is away');
    }
    const reading = (async () => {
      for await (const record of readCsv(failing())) expect(record.cells.length).toBe(2);
    })();
    await expect(reading).rejects.toThrow('the database is away');
  });
});
