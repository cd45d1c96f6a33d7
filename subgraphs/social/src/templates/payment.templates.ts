import type { KindFacts } from './facts.ts';
import { becauseOf, theOrder } from './phrases.rules.ts';
import type { Template } from './template.ts';

const toOrder = { label: 'See your order', to: 'ORDER' } as const;

export const paymentTemplates = {
  PAYMENT_RECEIVED: {
    title: () => 'Payment received',
    body: ({ number, amount, currency }, voice) => `You paid ${voice.money(amount, currency)} for ${theOrder(number)}.`,
    // The order's confirmation says so by mail.
    mail: null,
  },
  PAYMENT_TOO_LATE: {
    title: () => 'Your payment came too late',
    body: ({ number, amount, currency }, voice) => `${voice.money(amount, currency)} arrived after ${theOrder(number)} had been given up. It goes back to you at once.`,
    mail: { button: toOrder },
  },
  PAYMENT_FAILED: {
    title: ({ number }) => `Your payment for ${theOrder(number)} failed`,
    body: ({ amount, currency, reason }, voice) => `${voice.money(amount, currency)} could not be taken.${becauseOf(reason)} Your items are kept for a while: try again, or with another card.`,
    mail: { button: { label: 'Pay again', to: 'ORDER' } },
  },
  PAYMENT_REFUNDED: {
    title: ({ amount, currency }, voice) => `${voice.money(amount, currency)} is on its way back to you`,
    body: ({ number, amount, currency, reason }, voice) =>
      `We have refunded ${voice.money(amount, currency)} of ${theOrder(number)}.${becauseOf(reason)} Banks take some days until it shows.`,
    mail: { subject: ({ number }, voice) => `Refund for ${theOrder(number)} at ${voice.marketplace}`, button: toOrder },
  },
} satisfies { readonly [Kind in Extract<keyof KindFacts, `PAYMENT_${string}`>]: Template<KindFacts[Kind]> };
