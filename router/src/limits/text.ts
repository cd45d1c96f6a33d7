/**
 * Whether a database can keep it. JSON's `\ud800` is half a character and no UTF-8, and PostgreSQL takes no NUL: neither is
 * ever meant, and here it is refused once for all subgraphs.
 */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}
