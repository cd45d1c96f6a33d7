import { asId, encodeId, formatMoney, money, type IdKind } from '@marketgraph/kernel';
import { renderMail, type MailBlock, type RenderedMail } from '@marketgraph/mailer';
import type { SocialSettings } from '../deps.ts';
import type { KindFacts, NotificationKind } from './facts.ts';
import type { MailTarget, Template, Voice } from './template.ts';
import { TEMPLATES } from './templates.ts';

/** The ids of what a notification is about, as uuids; null where it is not about such a thing. */
export interface Links {
  readonly vendorId: string | null;
  readonly orderId: string | null;
  readonly vendorOrderId: string | null;
  readonly deliveryId: string | null;
  readonly productId: string | null;
  readonly reviewId: string | null;
}

export const NO_LINKS: Links = { vendorId: null, orderId: null, vendorOrderId: null, deliveryId: null, productId: null, reviewId: null };

/** A kind with its facts, as rows keep them: which facts belong to which kind was checked when they were written. */
export interface Told {
  readonly kind: NotificationKind;
  readonly facts: KindFacts[NotificationKind];
}

type Settings = Pick<SocialSettings, 'marketplaceName' | 'siteUrl'>;

export function renderNotification(told: Told, locale: string, settings: Settings): { title: string; body: string } {
  const template = templateOf(told.kind);
  const voice = voiceOf(locale, settings);
  return { title: template.title(told.facts, voice), body: template.body(told.facts, voice) };
}

export interface MailReader {
  readonly name: string;
  readonly locale: string;
  /** The store in whose team the reader is told of it; null for one who is told in person. */
  readonly team: string | null;
}

/** Null where this kind is not mailed. */
export function renderNotificationMail(told: Told, links: Links, reader: MailReader, settings: Settings): RenderedMail | null {
  const template = templateOf(told.kind);
  const { mail } = template;
  if (mail === null) return null;
  const voice = voiceOf(reader.locale, settings);
  const title = template.title(told.facts, voice);
  const blocks = mail.blocks?.(told.facts, voice) ?? [{ kind: 'paragraph', text: template.body(told.facts, voice) } as const];
  const greeting: MailBlock = { kind: 'paragraph', text: `Hello ${reader.name},` };
  const button: MailBlock = { kind: 'action', label: mail.button.label, url: `${settings.siteUrl}${pathTo(mail.button.to, links)}` };
  return renderMail({
    subject: mail.subject?.(told.facts, voice) ?? title,
    heading: title,
    blocks: [greeting, ...blocks, button],
    footer: footerOf(reader, settings),
    // The words are English wherever the reader is; amounts are written their way.
    locale: 'en',
  });
}

function templateOf(kind: NotificationKind): Template<KindFacts[NotificationKind]> {
  return TEMPLATES[kind] as Template<KindFacts[NotificationKind]>;
}

function voiceOf(locale: string, { marketplaceName }: Settings): Voice {
  const usable = isLocale(locale) ? locale : 'en';
  return { marketplace: marketplaceName, money: (amount, currency) => formatMoney(money(BigInt(amount), currency), usable) };
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function footerOf({ team }: MailReader, { marketplaceName }: Settings): string {
  return team === null
    ? `You get this mail because you have an account at ${marketplaceName}.`
    : `You get this mail because you are in the team of ${team} at ${marketplaceName}.`;
}

/** A link whose target is not known leads to the site itself. */
function pathTo(target: MailTarget, links: Links): string {
  const to = (folder: string, kind: IdKind, id: string | null): string => (id === null ? '/' : `${folder}/${encodeId(kind, asId(kind, id))}`);
  switch (target) {
    case 'HOME':
      return '/';
    case 'ORDER':
      return to('/orders', 'Order', links.orderId);
    case 'PRODUCT':
      return to('/products', 'Product', links.productId);
    case 'STORE':
      return to('/sell', 'Vendor', links.vendorId);
    case 'STORE_ORDER':
      return to('/sell/orders', 'VendorOrder', links.vendorOrderId);
    case 'STORE_INVENTORY':
      return to('/sell/inventory', 'Product', links.productId);
    case 'STORE_REVIEWS':
      return to('/sell/reviews', 'Review', links.reviewId);
  }
}
