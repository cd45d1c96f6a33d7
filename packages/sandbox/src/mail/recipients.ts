import type { Collection } from '../shared/store.ts';
import { refusal } from './faults.ts';

/** How often `defer@` is put off before it is taken. */
const DEFERRALS = 2;

function localPart(address: string): string {
  return (address.split('@')[0] ?? '').split('+')[0]?.toLowerCase() ?? '';
}

/** What a magic recipient answers to RCPT; `undefined` takes the mail. `deferred` counts the tries by address. */
export function recipientRefusal(address: string, deferred: Collection<number>): Error | undefined {
  switch (localPart(address)) {
    case 'bounce':
      return refusal(550, '5.1.1 mailbox unavailable');
    case 'full':
      return refusal(452, '4.2.2 mailbox full');
    case 'defer': {
      const tries = deferred.get(address) ?? 0;
      if (tries >= DEFERRALS) return undefined;
      deferred.put(address, tries + 1);
      return refusal(451, '4.7.1 try again later');
    }
    default:
      return undefined;
  }
}

export function isSlow(addresses: readonly string[]): boolean {
  return addresses.some((address) => localPart(address) === 'slow');
}

export function refusesContent(addresses: readonly string[]): boolean {
  return addresses.some((address) => localPart(address) === 'reject-data');
}
