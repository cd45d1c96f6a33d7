import type { MailBlock } from '@marketgraph/mailer';
import type { BoughtFacts, KindFacts } from './facts.ts';
import { becauseOf, itemCount, sentence, theOrder, theStore } from './phrases.rules.ts';
import type { Template, Voice } from './template.ts';

type OrderKind = Extract<keyof KindFacts, `ORDER_${string}` | `STORE_ORDER_${string}`>;

const toOrder = { label: 'See your order', to: 'ORDER' } as const;
const toStoreOrder = { label: 'Open the order', to: 'STORE_ORDER' } as const;

function linesTable({ lines, currency, total }: BoughtFacts, voice: Voice, more: readonly (readonly [string, string])[]): MailBlock {
  const rows = lines.map((line): [string, string] => [`${line.quantity} × ${line.title}`, voice.money(line.total, currency)]);
  return { kind: 'table', rows: [...rows, ...more, ['Total', voice.money(total, currency)]] };
}

export const orderTemplates = {
  ORDER_PLACED: {
    title: ({ number }) => `Thank you for ${theOrder(number)}`,
    body: ({ lines, total, currency }, voice) => `We have your order of ${itemCount(lines)} for ${voice.money(total, currency)}. You are told as soon as it is on its way.`,
    mail: {
      subject: ({ number }) => `Order ${number} confirmed`,
      blocks: (facts, voice) => [
        { kind: 'paragraph', text: `We have your order ${facts.number}. This is what you bought:` },
        linesTable(facts, voice, [['Shipping', voice.money(facts.shipping, facts.currency)]]),
        { kind: 'paragraph', text: 'You are told as soon as it is on its way.' },
      ],
      button: toOrder,
    },
  },
  ORDER_EXPIRED: {
    title: ({ number }) => `${sentence(theOrder(number))} was given up`,
    body: () => 'It was not paid in time, or you gave it up. What you chose is back in your cart.',
    mail: { button: { label: 'Go to your cart', to: 'HOME' } },
  },
  ORDER_ACCEPTED: {
    title: ({ store }) => `${sentence(theStore(store))} is preparing your order`,
    body: ({ number, store }) => `${sentence(theStore(store))} has accepted ${theOrder(number)}.`,
    mail: null,
  },
  ORDER_REJECTED: {
    title: ({ store }) => `${sentence(theStore(store))} could not take your order`,
    body: ({ number, store, reason }) => `${sentence(theStore(store))} does not fulfil its part of ${theOrder(number)}.${becauseOf(reason)} You get your money back for it.`,
    mail: { button: toOrder },
  },
  ORDER_READY: {
    title: ({ number }) => `${sentence(theOrder(number))} is packed`,
    body: ({ store }) => `${sentence(theStore(store))} has packed your items; they leave soon.`,
    mail: null,
  },
  ORDER_CANCELLED: {
    title: ({ number }) => `${sentence(theOrder(number))} was cancelled`,
    body: ({ number, store, reason, by }) =>
      by === 'BUYER'
        ? `You cancelled the part of ${theOrder(number)} that came from ${theStore(store)}. You get your money back for it.`
        : `The part of ${theOrder(number)} that came from ${theStore(store)} was cancelled.${becauseOf(reason)} You get your money back for it.`,
    mail: { button: toOrder },
  },
  STORE_ORDER_PLACED: {
    title: ({ number }) => `New order ${number}`,
    body: ({ lines, total, currency }, voice) => `${itemCount(lines)} for ${voice.money(total, currency)}. Accept or reject it soon: the buyer is waiting.`,
    mail: {
      blocks: (facts, voice) => [
        { kind: 'paragraph', text: `${sentence(theStore(facts.store))} has a new order, ${facts.number}:` },
        linesTable(facts, voice, []),
        { kind: 'paragraph', text: 'Shipping is part of the total. Accept or reject it soon: the buyer is waiting.' },
      ],
      button: toStoreOrder,
    },
  },
  STORE_ORDER_CANCELLED: {
    title: ({ number }) => `${sentence(theOrder(number))} was cancelled`,
    body: ({ number, reason }) => `Do not send your part of ${theOrder(number)}.${becauseOf(reason)}`,
    mail: { button: toStoreOrder },
  },
} satisfies { readonly [Kind in OrderKind]: Template<KindFacts[Kind]> };
