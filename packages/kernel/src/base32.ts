const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));
/** 128 bits in groups of five, the first group holding the three highest bits. */
const LENGTH = 26;

/** Crockford's base32 in lower case: no letter that reads like another, safe in URLs, sorts like the bytes. */
export function encodeBase32(bytes: Buffer): string {
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let index = 0; index < LENGTH; index += 1) {
    text = (ALPHABET[Number(value & 31n)] ?? '') + text;
    value >>= 5n;
  }
  return text;
}

/** Sixteen bytes, or `undefined` where the text is not exactly one encoding of them (one spelling per id). */
export function decodeBase32(text: string): Buffer | undefined {
  if (text.length !== LENGTH) return undefined;
  let value = 0n;
  for (const character of text) {
    const digit = VALUES.get(character);
    if (digit === undefined) return undefined;
    value = (value << 5n) | BigInt(digit);
  }
  if (value >> 128n !== 0n) return undefined;
  return Buffer.from(value.toString(16).padStart(32, '0'), 'hex');
}
