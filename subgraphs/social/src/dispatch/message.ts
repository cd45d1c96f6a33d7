import type { VendorPermission } from '@marketgraph/contracts';
import type { Names } from '../names/find-names.ts';
import type { KindFacts, NotificationKind } from '../templates/facts.ts';
import { NO_LINKS, type Links } from '../templates/render.ts';

/** A person, or whoever in a vendor's team holds the permission. */
export type Audience = { readonly userId: string } | { readonly vendorId: string; readonly permission: VendorPermission };

/** Something to be told to somebody, whichever way it reaches them. */
export interface Message {
  readonly kind: NotificationKind;
  readonly facts: KindFacts[NotificationKind];
  readonly audience: Audience;
  readonly links: Links;
}

/**
 * Whom to tell what of one cause. Pure, and called twice: first to find out whose names it asks for, then with the names.
 * So it must ask for the same names whatever it is answered.
 */
export type Plan<Payload> = (payload: Payload, nameOf: (id: string) => string) => readonly Message[];

export function message<Kind extends NotificationKind>(kind: Kind, audience: Audience, facts: KindFacts[Kind], links: Partial<Links>): Message {
  return { kind, facts, audience, links: { ...NO_LINKS, ...links } };
}

/** For plans: empty where a name is not known. */
export function saying(names: Names): (id: string) => string {
  return (id) => names(id) ?? '';
}
