import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromStored, toStored } from './stored-json.ts';

const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.bigInt(),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value')),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), tie('value')),
  ),
})).value;

describe('values that go through a jsonb column', () => {
  it('come back as they went in', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(fromStored(JSON.parse(JSON.stringify(toStored(value))))).toEqual(value);
      }),
    );
  });
});
