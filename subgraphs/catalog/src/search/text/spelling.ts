import { stemOf } from './stem.ts';

/** A word that is in use, near to one that is not. */
export interface Candidate {
  readonly word: string;
  /** In how many products. */
  readonly uses: number;
}

/** The word that was meant, if any is near enough: the fewest slips, then the most used. */
export function correctionOf(word: string, candidates: readonly Candidate[], open: boolean): Candidate | undefined {
  const near = candidates
    .map((candidate) => ({ candidate, slips: slipsTo(candidate.word, word, open) }))
    .filter(({ slips }) => slips <= slipsAllowed(word))
    .toSorted((a, b) => a.slips - b.slips || b.candidate.uses - a.candidate.uses || (a.candidate.word < b.candidate.word ? -1 : 1));
  return near[0]?.candidate;
}

/** Of word or stem, since a plural is no slip. A wrong first letter goes with no other: hardly anybody begins with one. */
function slipsTo(candidate: string, word: string, open: boolean): number {
  const slips = Math.min(slipsBetween(word, candidate, open), slipsBetween(stemOf(word), stemOf(candidate)));
  return slips + Number(slips > 1 && candidate[0] !== word[0]);
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const LONGEST = 16;

/**
 * Everything that is one slip away, for words of Latin letters: some hundred words that can be looked up as they are. Words
 * that share too few letters in a row with the right one to be found by those, such as `sihrt`, are found so.
 */
export function wordsOneSlipFrom(word: string): string[] {
  if (!/^[a-z]+$/.test(word) || word.length > LONGEST || slipsAllowed(word) === 0) return [];
  const slips = new Set<string>();
  for (let at = 0; at <= word.length; at += 1) {
    const [before, letter, after] = [word.slice(0, at), word[at], word.slice(at + 1)];
    for (const other of LETTERS) slips.add(before + other + word.slice(at));
    if (letter === undefined) continue;
    slips.add(before + after);
    for (const other of LETTERS) slips.add(before + other + after);
    if (after !== '') slips.add(before + after.slice(0, 1) + letter + after.slice(1));
  }
  slips.delete(word);
  return [...slips];
}

/** Short words have many neighbours that mean something else; numbers have nothing but. */
function slipsAllowed(word: string): number {
  if (word.length < 3 || /\p{N}/u.test(word)) return 0;
  return word.length < 6 ? 1 : 2;
}

/**
 * Letters left out, added, changed, or swapped with their neighbour. Of a word still being typed, the fewest that lead to
 * the beginning of the other.
 */
export function slipsBetween(typed: string, word: string, open = false): number {
  const [a, b] = [[...typed], [...word]];
  let [before, row]: [number[], number[]] = [[], b.map((_, column) => column)];
  row.push(b.length);
  for (const [index, letter] of a.entries()) {
    const next = [index + 1];
    for (const [column, other] of b.entries()) {
      const swapped = index > 0 && column > 0 && letter === b[column - 1] && a[index - 1] === other;
      next.push(
        Math.min(
          at(row, column) + Number(letter !== other),
          at(row, column + 1) + 1,
          at(next, column) + 1,
          swapped ? at(before, column - 1) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [before, row] = [row, next];
  }
  return open ? Math.min(...row) : at(row, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
