import type { CurrencyCode } from '@marketgraph/kernel';
import type { MailBlock } from '@marketgraph/mailer';

/** Says things as people of the reader's locale write them. */
export interface Voice {
  money(amount: string, currency: CurrencyCode): string;
  readonly marketplace: string;
}

/** Where the button of a mail leads; which order, product or store is meant stands in the notification's links. */
export type MailTarget = 'HOME' | 'ORDER' | 'PRODUCT' | 'STORE_ORDER' | 'STORE_INVENTORY' | 'STORE_REVIEWS' | 'STORE';

export interface MailTemplate<Facts> {
  /** The title unless told. */
  readonly subject?: (facts: Facts, voice: Voice) => string;
  /** The text as one paragraph unless told. */
  readonly blocks?: (facts: Facts, voice: Voice) => readonly MailBlock[];
  readonly button: { readonly label: string; readonly to: MailTarget };
}

/** One kind of notification in words. All text is plain: whoever makes HTML of it escapes it. */
export interface Template<Facts> {
  readonly title: (facts: Facts, voice: Voice) => string;
  readonly body: (facts: Facts, voice: Voice) => string;
  /** Null: told inside the app only, since nothing is lost by reading it late. */
  readonly mail: MailTemplate<Facts> | null;
}
