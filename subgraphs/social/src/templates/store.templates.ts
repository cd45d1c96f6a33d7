import type { KindFacts } from './facts.ts';
import { becauseOf, counted, sentence, theItem, theStore } from './phrases.rules.ts';
import type { Template } from './template.ts';

const toStore = { label: 'Open your store', to: 'STORE' } as const;
const toInventory = { label: 'Open the inventory', to: 'STORE_INVENTORY' } as const;

type StoreKind = Extract<keyof KindFacts, `STOCK_${string}`> | 'STORE_APPROVED' | 'STORE_REJECTED' | 'STORE_SUSPENDED' | 'STORE_REACTIVATED' | 'STORE_CLOSED' | 'STORE_UPDATED' | 'STORE_REVIEWED';

export const storeTemplates = {
  STOCK_LOW: {
    title: ({ title }) => `${title} runs low`,
    body: ({ title, available }) => `${counted(available, 'piece')} of ${title} left. Order more before it is sold out.`,
    mail: { button: toInventory },
  },
  STOCK_OUT: {
    title: ({ title }) => `${title} is sold out`,
    body: ({ title }) => `Nobody can buy ${title} until you receive more of it.`,
    mail: { button: toInventory },
  },
  STOCK_BACK: {
    title: ({ title }) => `${title} is back in stock`,
    body: ({ title, available }) => `${counted(available, 'piece')} of ${title} can be bought again.`,
    mail: null,
  },
  STORE_APPROVED: {
    title: ({ store }) => `${sentence(theStore(store))} is approved`,
    body: ({ store }, { marketplace }) => `Welcome to ${marketplace}: ${theStore(store)} is open. Add your products and start to sell.`,
    mail: { button: toStore },
  },
  STORE_REJECTED: {
    title: ({ store }) => `${sentence(theStore(store))} was not approved`,
    body: ({ store, reason }) => `We could not approve ${theStore(store)}.${becauseOf(reason)} You may change your application and send it again.`,
    mail: { button: toStore },
  },
  STORE_SUSPENDED: {
    title: ({ store }) => `${sentence(theStore(store))} is suspended`,
    body: ({ store, reason }) => `Nobody can buy at ${theStore(store)} for the time being.${becauseOf(reason)}`,
    mail: { button: toStore },
  },
  STORE_REACTIVATED: {
    title: ({ store }) => `${sentence(theStore(store))} is open again`,
    body: ({ store }) => `The suspension of ${theStore(store)} was lifted: buyers see your products again.`,
    mail: { button: toStore },
  },
  STORE_CLOSED: {
    title: ({ store }) => `${sentence(theStore(store))} is closed`,
    body: ({ store, reason }) => `${sentence(theStore(store))} was closed for good.${becauseOf(reason)}`,
    mail: { button: { label: 'Go to the marketplace', to: 'HOME' } },
  },
  STORE_UPDATED: {
    title: ({ store }) => `The details of ${theStore(store)} were changed`,
    body: () => 'Name, address or settings of the store are not what they were. Look at them if that was not you.',
    mail: null,
  },
  STORE_REVIEWED: {
    title: ({ rating, item }) => `${counted(rating, 'star')} for ${item === '' ? 'one of your products' : item}`,
    body: ({ title }) => `A buyer wrote: “${title}”. An answer of yours stands below it.`,
    mail: { subject: ({ item }) => `New review of ${item === '' ? 'one of your products' : item}`, button: { label: 'Read and answer', to: 'STORE_REVIEWS' } },
  },
} satisfies { readonly [Kind in StoreKind]: Template<KindFacts[Kind]> };

export const personTemplates = {
  WELCOME: {
    title: (_facts, { marketplace }) => `Welcome to ${marketplace}`,
    body: () => 'Your account is open. Look around, and tell us when something is not as it should be.',
    mail: { button: { label: 'Look around', to: 'HOME' } },
  },
  REVIEW_ANSWERED: {
    title: ({ store }) => `${sentence(theStore(store))} answered your review`,
    body: ({ item, store }) => `${sentence(theStore(store))} has answered what you wrote about ${theItem(item)}.`,
    mail: { button: { label: 'Read the answer', to: 'PRODUCT' } },
  },
} satisfies { readonly [Kind in 'WELCOME' | 'REVIEW_ANSWERED']: Template<KindFacts[Kind]> };
