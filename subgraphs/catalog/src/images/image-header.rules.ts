export interface ImageHeader {
  readonly contentType: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp' | 'image/avif';
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What kind of picture the bytes are and how large, from the bytes alone: what a server says of them is not believed. */
export function readImageHeader(bytes: Buffer): ImageHeader | undefined {
  const contentType = typeOf(bytes);
  if (contentType === undefined) return undefined;
  const size = SIZE_OF[contentType](bytes);
  return size === undefined || size.width === 0 || size.height === 0 ? undefined : { contentType, ...size };
}

type ContentType = ImageHeader['contentType'];

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function typeOf(bytes: Buffer): ContentType | undefined {
  if (bytes.subarray(0, 8).equals(PNG)) return 'image/png';
  if (bytes.length > 3 && bytes.readUIntBE(0, 3) === 0xffd8ff) return 'image/jpeg';
  const [head, middle] = [text(bytes, 0, 6), text(bytes, 8, 12)];
  if (head === 'GIF87a' || head === 'GIF89a') return 'image/gif';
  if (head.startsWith('RIFF') && middle === 'WEBP') return 'image/webp';
  return text(bytes, 4, 8) === 'ftyp' && ['avif', 'avis'].some((brand) => brandsOf(bytes).includes(brand)) ? 'image/avif' : undefined;
}

const SIZE_OF: Readonly<Record<ContentType, (bytes: Buffer) => Size | undefined>> = {
  'image/png': (bytes) => (bytes.length < 24 ? undefined : { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }),
  'image/gif': (bytes) => (bytes.length < 10 ? undefined : { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }),
  'image/jpeg': sizeOfJpeg,
  'image/webp': sizeOfWebp,
  'image/avif': sizeOfAvif,
};

/** Goes from segment to segment up to the one that begins a frame. */
function sizeOfJpeg(bytes: Buffer): Size | undefined {
  for (let at = 2; at + 9 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    const stands = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += stands ? 2 : 2 + Math.max(2, bytes.readUInt16BE(at + 2));
  }
  return undefined;
}

function sizeOfWebp(bytes: Buffer): Size | undefined {
  if (bytes.length < 30) return undefined;
  const kind = text(bytes, 12, 16);
  if (kind === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (kind === 'VP8 ') return bytes.readUIntBE(23, 3) === 0x9d012a ? { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff } : undefined;
  if (kind !== 'VP8L' || bytes[20] !== 0x2f) return undefined;
  const bits = bytes.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** The largest of the sizes that its items have: small ones are thumbnails and tiles. */
function sizeOfAvif(bytes: Buffer): Size | undefined {
  let largest: Size | undefined;
  for (let at = bytes.indexOf('ispe'); at >= 4 && at + 16 <= bytes.length; at = bytes.indexOf('ispe', at + 4)) {
    if (bytes.readUInt32BE(at - 4) !== 20) continue;
    const size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
    if (largest === undefined || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}

function brandsOf(bytes: Buffer): string[] {
  const end = Math.min(bytes.length, bytes.length < 4 ? 0 : bytes.readUInt32BE(0), 256);
  const brands = [text(bytes, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(text(bytes, at, at + 4));
  return brands;
}

function text(bytes: Buffer, from: number, to: number): string {
  return bytes.subarray(from, to).toString('latin1');
}
