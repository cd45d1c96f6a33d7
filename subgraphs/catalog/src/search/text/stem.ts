/** Plurals that no rule finds, and words that end like one without being one. */
const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ...pairs('man', 'men', 'mens'),
  ...pairs('woman', 'women', 'womens'),
  ...pairs('child', 'children', 'childrens'),
  ...pairs('foot', 'feet'),
  ...pairs('tooth', 'teeth'),
  ...pairs('mouse', 'mice'),
  ...pairs('knife', 'knives'),
  ...pairs('shelf', 'shelves'),
  ...pairs('scarf', 'scarves'),
  ...pairs('leaf', 'leaves'),
  ...pairs('loaf', 'loaves'),
  ...pairs('half', 'halves'),
  ...pairs('lens', 'lenses'),
  ...pairs('canvas', 'canvases'),
  ...pairs('atlas', 'atlases'),
  ...pairs('ski', 'skis'),
  ...pairs('bikini', 'bikinis'),
  ...pairs('menu', 'menus'),
  ...pairs('news'),
]);

function pairs(singular: string, ...others: string[]): [string, string][] {
  return [singular, ...others].map((form) => [form, singular]);
}

const SHORTEST = 3;

/**
 * What the forms of one English noun have in common; not a word itself. Plurals and nothing more: in a shop `runner` and
 * `running` are different things, and words of other languages come out whole or nearly so. `y` and `ie` become `i`, and
 * `e` goes after hissing sounds and `o`, since from `batteries` or `boxes` alone one cannot tell how the singular ends.
 */
export function stemOf(word: string): string {
  const known = IRREGULAR.get(word);
  if (known !== undefined) return endingOf(known);
  if (word.length <= SHORTEST || !/^[a-z]+$/.test(word)) return word;
  return endingOf(/[^siu]s$/.test(word) ? word.slice(0, -1) : word);
}

function endingOf(word: string): string {
  if (word.length <= SHORTEST) return word;
  if (/(?:s|x|z|ch|sh|o)e$/.test(word)) return word.slice(0, -1);
  if (word.endsWith('ie')) return word.slice(0, -1);
  return word.replace(/([^aeiou])y$/, '$1i');
}
