import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctValues, optionKey, orderValues, problemWithOptionNames, remapOptions } from './option.rules.ts';

describe('options', () => {
  it('compares values without case and outer spaces, and never mixes up neighbours', () => {
    expect(optionKey([' Blue ', 'M'])).toBe(optionKey(['blue', 'm']));
    expect(optionKey(['a', 'b'])).not.toBe(optionKey(['a,b']));
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 3 }), fc.array(fc.string(), { maxLength: 3 }), (left, right) => {
        const same = left.length === right.length && left.every((value, index) => value.trim().normalize('NFC').toLowerCase() === right[index]?.trim().normalize('NFC').toLowerCase());
        expect(optionKey(left) === optionKey(right)).toBe(same);
      }),
    );
  });

  it('refuses names that will not do', () => {
    expect(problemWithOptionNames(['Size', 'Colour', 'Fit'])).toBeNull();
    expect(problemWithOptionNames(['A', 'B', 'C', 'D'])).toBe('A product has 3 options at most.');
    expect(problemWithOptionNames(['Size', ' '])).toBe('An option needs a name.');
    expect(problemWithOptionNames(['Size', 'SIZE '])).toBe('Two options have the same name.');
  });

  it('puts values in the order of the options, and wants each exactly once', () => {
    const size = { name: 'size', value: ' M ' };
    const colour = { name: 'Colour', value: 'Red' };
    expect(orderValues(['Colour', 'Size'], [size, colour])).toEqual(['Red', 'M']);
    expect(orderValues([], [])).toEqual([]);
    expect(orderValues(['Colour', 'Size'], [size])).toBe('Give one value for each of: Colour, Size.');
    expect(orderValues(['Colour', 'Size'], [size, size])).toBe('Give one value for each of: Colour, Size.');
    expect(orderValues(['Colour'], [size])).toBe('Give one value for each of: Colour.');
    expect(orderValues([], [size])).toBe('Give one value for each of: no option (the product has none).');
    expect(orderValues(['Size'], [{ name: 'Size', value: ' ' }])).toBe('An option value cannot be empty.');
  });

  it('lists the values of each option as variants first show them', () => {
    expect(distinctValues(['Colour', 'Size'], [['Red', 'M'], ['red', 'L'], ['Blue', 'M']])).toEqual([
      { name: 'Colour', values: ['Red', 'Blue'] },
      { name: 'Size', values: ['M', 'L'] },
    ]);
  });
});

describe('remapOptions', () => {
  const variants = [['Red', 'M'], ['Red', 'L'], ['Blue', 'M']];
  const edit = (name: string, from: string | null = null, value: string | null = null) => ({ name, from, value });

  it('renames and reorders', () => {
    expect(remapOptions(['Color', 'Size'], [edit('Size'), edit('Colour', 'Color')], variants)).toEqual({
      names: ['Size', 'Colour'],
      values: [['M', 'Red'], ['L', 'Red'], ['M', 'Blue']],
    });
  });

  it('adds an option where it is told the value of present variants', () => {
    expect(remapOptions(['Size'], [edit('Size'), edit('Fit', null, 'Slim')], [['M'], ['L']])).toEqual({
      names: ['Size', 'Fit'],
      values: [['M', 'Slim'], ['L', 'Slim']],
    });
    expect(remapOptions(['Size'], [edit('Size'), edit('Fit')], [['M']])).toBe('The new option Fit needs a value for the variants that are there.');
  });

  it('drops an option only where variants stay apart', () => {
    expect(remapOptions(['Colour', 'Size'], [edit('Size')], [['Red', 'M'], ['Red', 'L']])).toEqual({ names: ['Size'], values: [['M'], ['L']] });
    expect(remapOptions(['Colour', 'Size'], [edit('Size')], variants)).toBe('Without the option that is left out, two variants would be the same.');
  });

  it('refuses what does not fit together', () => {
    expect(remapOptions(['Colour'], [edit('Hue', 'Shade')], [['Red']])).toBe('There is no option Shade.');
    expect(remapOptions(['Colour'], [edit('Colour'), edit('Hue', 'Colour')], [['Red']])).toBe('Two options continue the same one.');
  });

  it('loses no variant and gives each one value for each option, whatever the edit', () => {
    const name = fc.constantFrom('A', 'B', 'C', 'D');
    const edits = fc.array(fc.record({ name, from: fc.option(name), value: fc.option(fc.constantFrom('x', 'y')) }), { maxLength: 4 });
    const rows = fc.uniqueArray(fc.tuple(fc.constantFrom('1', '2'), fc.constantFrom('1', '2')), { selector: (row) => row.join() });
    fc.assert(
      fc.property(edits, rows, (changes, present) => {
        const result = remapOptions(['A', 'B'], changes, present);
        if (typeof result === 'string') return;
        expect(result.names).toEqual(changes.map((change) => change.name));
        expect(result.values.length).toBe(present.length);
        for (const values of result.values) expect(values.filter((value) => value !== '').length).toBe(result.names.length);
        expect(new Set(result.values.map(optionKey)).size).toBe(present.length);
      }),
    );
  });
});
