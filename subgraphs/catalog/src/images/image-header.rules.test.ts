import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readImageHeader } from './image-header.rules.ts';

const bytes = (...parts: (string | number[] | Buffer)[]) => Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
const u32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const u16 = (value: number) => [value >>> 8, value & 255];
const le16 = (value: number) => u16(value).toReversed();
const le24 = (value: number) => [value & 255, (value >>> 8) & 255, value >>> 16];

const png = (width: number, height: number) => bytes([0x89], 'PNG\r\n\x1a\n', u32(13), 'IHDR', u32(width), u32(height), [8, 6, 0, 0, 0]);
const gif = (width: number, height: number) => bytes('GIF89a', le16(width), le16(height), [0, 0, 0]);
const jpeg = (width: number, height: number) => bytes([0xff, 0xd8, 0xff, 0xe0], u16(16), Buffer.alloc(14), [0xff, 0xff, 0xdb], u16(4), [1, 2], [0xff, 0xc2], u16(17), [8], u16(height), u16(width), Buffer.alloc(10));
const webp = (chunk: Buffer) => bytes('RIFF', u32(0), 'WEBP', chunk, Buffer.alloc(16));
const avif = (...sizes: [number, number][]) => bytes(u32(24), 'ftypmif1', u32(0), 'miafavif', ...sizes.flatMap(([width, height]) => [bytes(u32(20), 'ispe', u32(0), u32(width), u32(height))]));

describe('what picture it is', () => {
  it.each([
    ['image/png', png(640, 480)], ['image/gif', gif(640, 480)], ['image/jpeg', jpeg(640, 480)],
    ['image/webp', webp(bytes('VP8X', u32(10), [0, 0, 0, 0], le24(639), le24(479)))],
    ['image/webp', webp(bytes('VP8 ', u32(10), [0, 0, 0], [0x9d, 0x01, 0x2a], le16(640), le16(480 | 0x4000)))],
    ['image/webp', webp(bytes('VP8L', u32(10), [0x2f], [639 & 255, (639 >>> 8) | ((479 & 3) << 6), (479 >>> 2) & 255, 479 >>> 10]))],
    ['image/avif', avif([64, 48], [640, 480])],
  ])('%s, by its own bytes', (contentType, file) => {
    expect(readImageHeader(file)).toEqual({ contentType, width: 640, height: 480 });
  });

  it.each([
    ['nothing', Buffer.alloc(0)], ['markup', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')], ['a page', Buffer.from('<!doctype html><p>')],
    ['a cut PNG', png(1, 1).subarray(0, 20)], ['a PNG of no size', png(0, 5)], ['a JPEG without a frame', jpeg(1, 1).subarray(0, 24)], ['an empty GIF', gif(0, 0)],
    ['another film', bytes(u32(24), 'ftypmp42', u32(0), 'mp42isom')], ['a program', bytes([0x7f], 'ELF', Buffer.alloc(64))], ['a cut WebP', bytes('RIFF', u32(0), 'WEBP')],
  ])('is none of %s', (_, file) => {
    expect(readImageHeader(file)).toBeUndefined();
  });

  it('is found out without falling over, whatever the bytes', () => {
    const head = fc.constantFrom(png(9, 9), gif(9, 9), jpeg(9, 9), avif([9, 9]), webp(bytes('VP8X', u32(10))));
    fc.assert(
      fc.property(head, fc.nat(40), fc.uint8Array({ maxLength: 60 }), (start, length, tail) => {
        const read = readImageHeader(bytes(start.subarray(0, length), Buffer.from(tail)));
        expect(read === undefined || (read.width > 0 && read.height > 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
