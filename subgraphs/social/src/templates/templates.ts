import { deliveryTemplates } from './delivery.templates.ts';
import type { KindFacts, NotificationKind } from './facts.ts';
import { orderTemplates } from './order.templates.ts';
import { paymentTemplates } from './payment.templates.ts';
import { personTemplates, storeTemplates } from './store.templates.ts';
import type { Template } from './template.ts';

/** Every kind of notification in words; the compiler refuses a kind without any. */
export const TEMPLATES: { readonly [Kind in NotificationKind]: Template<KindFacts[Kind]> } = {
  ...personTemplates,
  ...orderTemplates,
  ...paymentTemplates,
  ...deliveryTemplates,
  ...storeTemplates,
};

export const NOTIFICATION_KINDS = Object.keys(TEMPLATES) as readonly NotificationKind[];

export function isNotificationKind(text: string): text is NotificationKind {
  return Object.hasOwn(TEMPLATES, text);
}
