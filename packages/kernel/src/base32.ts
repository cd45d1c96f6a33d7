const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));
/** 128 bits in groups of five, the first group holding the three highest bits. */
const LENGTH = 26;
const BYTES = 16;

/** Crockford's base32 in lower case: no letter that reads like another, safe in URLs, sorts like the bytes. */
export function encodeBase32(bytes: Buffer): string {
  let text = '';
  // Bits that are not written yet, the first two of them nothing: they fill the first group up.
  let held = 0;
  let count = LENGTH * 5 - bytes.length * 8;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    count += 8;
    while (count >= 5) {
      count -= 5;
      text += ALPHABET[held >> count] ?? '';
      held &= (1 << count) - 1;
    }
  }
  return text;
}

/** Sixteen bytes, or `undefined` where the text is not exactly one encoding of them (one spelling per id). */
export function decodeBase32(text: string): Buffer | undefined {
  if (text.length !== LENGTH) return undefined;
  const bytes = Buffer.alloc(BYTES);
  let held = 0;
  let count = BYTES * 8 - LENGTH * 5;
  let filled = 0;
  for (const character of text) {
    const digit = VALUES.get(character);
    if (digit === undefined) return undefined;
    held = (held << 5) | digit;
    count += 5;
    // Only of the first group: its two highest bits are beyond the sixteen bytes.
    if (count === 3 && held > 7) return undefined;
    if (count < 8) continue;
    count -= 8;
    bytes[filled] = held >> count;
    filled += 1;
    held &= (1 << count) - 1;
  }
  return bytes;
}
