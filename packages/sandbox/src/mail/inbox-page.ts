import { escapeHtml, type HttpReply } from '../shared/http.ts';
import type { MailMessage } from './messages.ts';

const STYLE = `:root{color-scheme:light dark;--line:#8884;--soft:#888}
body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
header{display:flex;gap:1rem;align-items:baseline;flex-wrap:wrap;margin-bottom:1rem}h1{font-size:1.25rem;margin:0}
form{margin-left:auto}input,button{font:inherit;padding:.3rem .6rem;border:1px solid var(--line);border-radius:6px;background:transparent;color:inherit}
ul{list-style:none;padding:0;margin:0}li{border-top:1px solid var(--line)}
li a{display:grid;grid-template-columns:1fr auto;gap:.1rem 1rem;padding:.7rem .2rem;color:inherit;text-decoration:none}li a:hover{background:#8881}
.subject{font-weight:600}.meta{color:var(--soft);font-size:.88rem}.code{font:600 1.15rem ui-monospace,monospace;letter-spacing:.12em;align-self:center;grid-row:1/3;grid-column:2}
dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1rem}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid var(--line);border-radius:8px;padding:1rem}
iframe{width:100%;height:60vh;border:1px solid var(--line);border-radius:8px;background:#fff}.empty{color:var(--soft);padding:2rem 0}`;

/** A message cannot run anything, nor tell anybody that it was read. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; form-action 'self'";

function page(title: string, content: string, head = ''): HttpReply {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">${head}<title>${escapeHtml(title)}</title><style>${STYLE}</style>${content}</html>`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY, 'cache-control': 'no-store' }, body: html };
}

function timeText(receivedAt: string): string {
  return receivedAt.slice(0, 19).replace('T', ' ');
}

function codeOf({ code }: MailMessage): string {
  return code === null ? '' : `<span class="code">${escapeHtml(code)}</span>`;
}

/** The list, newest first, with the codes in plain sight. */
export function inboxPage(messages: readonly MailMessage[], to: string | null): HttpReply {
  const rows = messages.map(
    (message) =>
      `<li><a href="/view/${message.id}"><span class="subject">${escapeHtml(message.subject || '(no subject)')}</span>${codeOf(message)}<span class="meta">${escapeHtml(message.envelope.to.join(', '))} · ${timeText(message.receivedAt)} UTC</span></a></li>`,
  );
  const list = rows.length === 0 ? '<p class="empty">No mail yet. What the marketplace sends appears here.</p>' : `<ul>${rows.join('')}</ul>`;
  const search = `<form><input name="to" type="search" placeholder="recipient" aria-label="Recipient" value="${escapeHtml(to ?? '')}"> <button>Show</button></form>`;
  return page('Mail (sandbox)', `<header><h1>Mail</h1><span class="meta">${messages.length} captured, none delivered</span>${search}</header>${list}`, '<meta http-equiv="refresh" content="5">');
}

export function messagePage(message: MailMessage): HttpReply {
  const rows: [string, string][] = [
    ['From', message.from],
    ['To', message.to.join(', ')],
    ['Envelope', `${message.envelope.from} → ${message.envelope.to.join(', ')}`],
    ['Received', `${timeText(message.receivedAt)} UTC`],
    ['Attachments', message.attachments.map(({ filename, mimeType }) => filename ?? mimeType).join(', ')],
  ];
  const details = rows.filter(([, value]) => value !== '').map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join('');
  const text = message.text === '' ? '' : `<h2>Text</h2><pre>${escapeHtml(message.text)}</pre>`;
  const html = message.html === '' ? '' : `<h2>HTML</h2><iframe title="HTML version" sandbox src="/view/${message.id}/html"></iframe>`;
  return page(message.subject, `<header><h1>${escapeHtml(message.subject || '(no subject)')}</h1>${codeOf(message)}<a class="meta" href="/">all mail</a></header><dl>${details}</dl>${text}${html}`);
}

/** The HTML part by itself, for the frame: no scripts, no forms, nothing from outside. */
export function htmlPart(message: MailMessage): HttpReply {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:", 'cache-control': 'no-store' };
  return { status: 200, headers, body: message.html };
}
