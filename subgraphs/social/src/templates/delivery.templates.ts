import type { KindFacts } from './facts.ts';
import { becauseOf, sentence, theItem, theOrder, theStore } from './phrases.rules.ts';
import type { Template } from './template.ts';

const toOrder = { label: 'Follow your parcel', to: 'ORDER' } as const;
const toStoreOrder = { label: 'Open the order', to: 'STORE_ORDER' } as const;

type DeliveryKind = Extract<keyof KindFacts, `DELIVERY_${string}` | `STORE_DELIVERY_${string}`> | 'REVIEW_INVITED' | 'ITEM_RETURNED';

export const deliveryTemplates = {
  DELIVERY_CREATED: {
    title: () => 'A courier is being looked for',
    body: ({ number, store }) => `${sentence(theStore(store))} sends ${theOrder(number)} soon.`,
    mail: null,
  },
  DELIVERY_ASSIGNED: {
    title: () => 'A courier was found',
    body: ({ number, store }) => `The courier of ${theOrder(number)} is on the way to ${theStore(store)}.`,
    mail: null,
  },
  DELIVERY_REASSIGNING: {
    title: () => 'Another courier is being looked for',
    body: ({ number }) => `The courier of ${theOrder(number)} could not come; the next one will.`,
    mail: null,
  },
  DELIVERY_PICKED_UP: {
    title: () => 'Your parcel was picked up',
    body: ({ number, store }) => `The courier has your parcel of ${theOrder(number)} from ${theStore(store)}.`,
    mail: null,
  },
  DELIVERY_IN_TRANSIT: {
    title: () => 'Your parcel is on its way',
    body: ({ number, store }) => `${sentence(theStore(store))} has sent your items of ${theOrder(number)}.`,
    mail: { subject: ({ number }) => `${sentence(theOrder(number))} is on its way`, button: toOrder },
  },
  DELIVERY_DELIVERED: {
    title: () => 'Your parcel has arrived',
    body: ({ number, store }) => `Your items of ${theOrder(number)} from ${theStore(store)} were handed over.`,
    mail: { subject: ({ number }) => `${sentence(theOrder(number))} has arrived`, button: { label: 'See your order', to: 'ORDER' } },
  },
  DELIVERY_FAILED: {
    title: () => 'Your parcel could not be delivered',
    body: ({ number, reason }) => `A parcel of ${theOrder(number)} could not be handed over.${becauseOf(reason)} It will be tried again, or the store writes to you.`,
    mail: { button: toOrder },
  },
  DELIVERY_CANCELLED: {
    title: () => 'A delivery was called off',
    body: ({ number, reason }) => `A parcel of ${theOrder(number)} is not sent.${becauseOf(reason)}`,
    mail: null,
  },
  DELIVERY_RETURNED: {
    title: () => 'Your parcel went back to the store',
    body: ({ number, store, reason }) => `A parcel of ${theOrder(number)} was brought back to ${theStore(store)}.${becauseOf(reason)}`,
    mail: { button: { label: 'See your order', to: 'ORDER' } },
  },
  STORE_DELIVERY_FAILED: {
    title: ({ number }) => `Delivery of ${theOrder(number)} failed`,
    body: ({ number, reason }) => `The parcel of ${theOrder(number)} could not be handed over.${becauseOf(reason)} Send it again or give it up.`,
    mail: { button: toStoreOrder },
  },
  STORE_DELIVERY_RETURNED: {
    title: ({ number }) => `The parcel of ${theOrder(number)} comes back`,
    body: ({ number, reason }) => `The courier brings the parcel of ${theOrder(number)} back to you.${becauseOf(reason)}`,
    mail: { button: toStoreOrder },
  },
  REVIEW_INVITED: {
    title: ({ item }) => `How is ${theItem(item)}?`,
    body: () => 'It has arrived: tell others what you think of it.',
    mail: null,
  },
  ITEM_RETURNED: {
    title: ({ item }) => `${sentence(theItem(item))} was returned`,
    body: ({ item }) => `We have noted that ${theItem(item)} went back to the store.`,
    mail: null,
  },
} satisfies { readonly [Kind in DeliveryKind]: Template<KindFacts[Kind]> };
