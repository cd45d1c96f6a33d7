export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (465). Otherwise STARTTLS is required, except on this machine. */
  readonly secure?: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
}

const PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };

/** Throws what is wrong with it; never the address itself, which may hold a password. */
export function readSmtpUrl(text: string): SmtpServer {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const port = url === undefined ? undefined : PORTS[url.protocol];
  if (url === undefined || port === undefined || url.hostname === '') throw new Error('the mail server must be given as smtp://host:port or smtps://host:port');
  const auth = url.username === '' ? {} : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } };
  return { host: url.hostname, port: url.port === '' ? port : Number(url.port), secure: url.protocol === 'smtps:', ...auth };
}
