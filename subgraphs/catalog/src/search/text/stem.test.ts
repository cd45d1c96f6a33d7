import { describe, expect, it } from 'vitest';
import { stemOf } from './stem.ts';

describe('forms of one word', () => {
  it.each([
    ['shoe', 'shoes'], ['headphone', 'headphones'], ['battery', 'batteries'], ['cookie', 'cookies'], ['box', 'boxes'], ['watch', 'watches'],
    ['dress', 'dresses'], ['glass', 'glasses'], ['bus', 'buses'], ['house', 'houses'], ['case', 'cases'], ['size', 'sizes'], ['potato', 'potatoes'],
    ['toy', 'toys'], ['key', 'keys'], ['tie', 'ties'], ['knife', 'knives'], ['shelf', 'shelves'], ['mouse', 'mice'], ['lens', 'lenses'],
    ['canvas', 'canvases'], ['women', 'woman'], ['mens', 'man'], ['brush', 'brushes'], ['scarf', 'scarves'], ['toe', 'toes'], ['menu', 'menus'],
  ])('%s, %s have one stem', (one, other) => {
    expect(stemOf(one)).toBe(stemOf(other));
  });

  it.each([
    ['kite', 'kit'], ['cape', 'cap'], ['plane', 'plan'], ['robe', 'rob'], ['glass', 'glas'], ['runner', 'running'], ['new', 'news'], ['len', 'lens'],
  ])('%s, %s do not', (one, other) => {
    expect(stemOf(one)).not.toBe(stemOf(other));
  });

  it.each(['a', 'tv', 'gas', 'tennis', 'bus', 'jazz', '4k', 'ipx7', '猫', 'привет'])('%s stays as it is', (word) => {
    expect(stemOf(word)).toBe(word);
  });
});
