import { describe, expect, it } from 'vitest';
import { createLru } from './lru.ts';

describe('lru', () => {
  it('forgets what was not asked for longest', () => {
    const lru = createLru<string, number>(2);
    lru.set('a', 1);
    lru.set('b', 2);
    expect(lru.get('a')).toBe(1);
    lru.set('c', 3);
    expect(['a', 'b', 'c'].map((key) => lru.get(key))).toEqual([1, undefined, 3]);
  });

  it('keeps to a weight, and does not keep what alone is above it', () => {
    const lru = createLru<string, string>(10, { weigh: (text) => text.length, most: 5 });
    lru.set('a', 'xxx');
    lru.set('b', 'xx');
    expect(lru.size).toBe(2);
    lru.set('b', 'xxx');
    expect([lru.get('a'), lru.get('b')]).toEqual([undefined, 'xxx']);
    lru.set('c', 'xxxxxx');
    expect(lru.size).toBe(0);
    lru.set('d', 'xxxxx');
    expect(lru.get('d')).toBe('xxxxx');
  });
});
