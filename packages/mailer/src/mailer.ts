export interface OutgoingMail {
  /** Of the outbox row. The Message-ID is made of it, so that a mail sent twice is recognised as one. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where a click stops mails of this kind (https). Required by receivers for mails that nobody asked for. */
  readonly unsubscribeUrl?: string;
}

export type MailOutcome =
  /** The server has answered 250. */
  | { readonly outcome: 'sent' }
  /** Later, with backoff. `channelDown`: no mail would go through now (no connection, refused sign-in). */
  | { readonly outcome: 'retry'; readonly reason: string; readonly channelDown: boolean }
  /** The address does not exist or takes no mail: never write to it again. */
  | { readonly outcome: 'suppressed'; readonly reason: string }
  /** The server will never take this mail, though the address may be good. */
  | { readonly outcome: 'refused'; readonly reason: string };

export interface Mailer {
  /** Never throws for what a mail server or the network does. */
  send(mail: OutgoingMail): Promise<MailOutcome>;
  /** Connections that carry a mail end after it. */
  close(): void;
}
