import PostalMime, { type Address, type Email } from 'postal-mime';
import type { Collection } from '../shared/store.ts';
import { randomText } from '../shared/tokens.ts';

export interface MailAttachment {
  readonly filename: string | null;
  readonly mimeType: string;
  readonly contentId: string | null;
  readonly base64: string;
}

/** One captured message. */
export interface MailMessage {
  readonly id: string;
  readonly receivedAt: string;
  /** Who really sends and receives it, bcc included. */
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly text: string;
  readonly html: string;
  /** By lower-case name; of a header that comes twice the last one. */
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly MailAttachment[];
  /** The verification code a person looks for, if there is one. */
  readonly code: string | null;
}

function addressText(address: Address): string[] {
  if (address.group !== undefined) return address.group.flatMap(addressText);
  return [address.name === '' ? address.address : `${address.name} <${address.address}>`];
}

function addresses(list: readonly Address[] | undefined): string[] {
  return (list ?? []).flatMap(addressText);
}

/** Four to eight digits that stand alone: in the text first, for markup is full of numbers. */
export function findCode(text: string, subject: string): string | null {
  const pattern = /(?<![\w.,#/-])\d{4,8}(?![\w.,/-]*\w)/;
  return pattern.exec(text)?.[0] ?? pattern.exec(subject)?.[0] ?? null;
}

function contentOf(email: Email): MailAttachment[] {
  return email.attachments.map(({ filename, mimeType, contentId, content }) => ({ filename, mimeType, contentId: contentId ?? null, base64: typeof content === 'string' ? content : '' }));
}

export async function parseMessage(source: Buffer, envelope: MailMessage['envelope'], receivedAt: Date): Promise<MailMessage> {
  const email = await PostalMime.parse(source, { attachmentEncoding: 'base64' });
  const text = email.text ?? '';
  const subject = email.subject ?? '';
  const readable = text === '' ? (email.html ?? '').replaceAll(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ') : text;
  return {
    id: `msg_${randomText(16)}`,
    receivedAt: receivedAt.toISOString(),
    envelope,
    from: email.from === undefined ? '' : (addressText(email.from)[0] ?? ''),
    to: addresses(email.to),
    cc: addresses(email.cc),
    replyTo: addresses(email.replyTo),
    subject,
    messageId: email.messageId ?? '',
    text,
    html: email.html ?? '',
    headers: Object.fromEntries(email.headers.map(({ key, value }) => [key, value])),
    attachments: contentOf(email),
    code: findCode(readable, subject),
  };
}

export interface MessageFilter {
  /** An address of the envelope, without regard to case. */
  readonly to?: string | null;
  /** A part of the subject, without regard to case. */
  readonly subject?: string | null;
}

/** Newest first. */
export function findMessages(messages: Collection<MailMessage>, { to, subject }: MessageFilter): MailMessage[] {
  const wantedTo = to?.toLowerCase();
  const wantedSubject = subject?.toLowerCase();
  return messages
    .values()
    .filter((message) => wantedTo === undefined || message.envelope.to.some((address) => address.toLowerCase() === wantedTo))
    .filter((message) => wantedSubject === undefined || message.subject.toLowerCase().includes(wantedSubject))
    .toReversed();
}
