import type { Line } from './facts.ts';

/** Codes that people chose from a list, as `OUT_OF_STOCK: the last one broke`. */
const CODE_AND_TEXT = /^([A-Za-z]+(?:_[A-Za-z]+)*)(?::\s*([\s\S]*))?$/;

/**
 * Words for a reason: the text where somebody wrote one, otherwise the code in small letters. A single plain word
 * (`Broken`) is text already; codes are told by their underline or their capitals.
 */
export function reasonInWords(reason: string): string {
  const trimmed = reason.trim();
  const match = CODE_AND_TEXT.exec(trimmed);
  const code = match?.[1] ?? '';
  if (match === null || !isCode(code)) return trimmed;
  const text = (match[2] ?? '').trim();
  if (text !== '') return text;
  return code === 'OTHER' ? '' : sentence(code.replaceAll('_', ' ').toLowerCase());
}

function isCode(word: string): boolean {
  return word.includes('_') || word === word.toUpperCase();
}

export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** ` Reason: …`, or nothing. Ends with a full stop in any case. */
export function becauseOf(reason: string): string {
  if (reason === '') return '';
  return ` Reason: ${/[.!?…]$/.test(reason) ? reason : `${reason}.`}`;
}

/** `order MG-100042`, or `your order` where the number is not known. */
export function theOrder(number: string): string {
  return number === '' ? 'your order' : `order ${number}`;
}

/** `Aurora`, or `the store` where its name is not known. */
export function theStore(store: string): string {
  return store === '' ? 'the store' : store;
}

export function theItem(item: string): string {
  return item === '' ? 'your item' : item;
}

export function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

export function itemCount(lines: readonly Line[]): string {
  return counted(lines.reduce((sum, line) => sum + line.quantity, 0), 'item');
}
