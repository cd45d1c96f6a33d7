import { describe, expect, it } from 'vitest';
import { becauseOf, counted, itemCount, reasonInWords, theOrder } from './phrases.rules.ts';

describe('reasons', () => {
  it.each([
    ['', ''],
    ['OUT_OF_STOCK: the last one broke', 'the last one broke'],
    ['CHANGED_MIND', 'Changed mind'],
    ['OTHER', ''],
    ['OTHER: We moved', 'We moved'],
    ['card_declined: Your card was declined.', 'Your card was declined.'],
    ['TOO_SLOW: ', 'Too slow'],
    ['Broken', 'Broken'],
    ['Note: it rains', 'Note: it rains'],
    ['the courier: nobody at home', 'the courier: nobody at home'],
    ['TEXT: two\nlines: here', 'two\nlines: here'],
  ])('%j is told as %j', (reason, words) => {
    expect(reasonInWords(reason)).toBe(words);
  });

  it('end with one full stop', () => {
    expect([becauseOf(''), becauseOf('Too slow'), becauseOf('It broke!')]).toEqual(['', ' Reason: Too slow.', ' Reason: It broke!']);
  });
});

describe('phrases', () => {
  it('do without what is not known', () => {
    expect([theOrder(''), theOrder('MG-1')]).toEqual(['your order', 'order MG-1']);
  });

  it('count', () => {
    expect([counted(0, 'piece'), counted(1, 'piece'), counted(2, 'piece')]).toEqual(['0 pieces', '1 piece', '2 pieces']);
    expect(itemCount([{ title: 'a', quantity: 2, total: '1' }, { title: 'b', quantity: 1, total: '1' }])).toBe('3 items');
  });
});
