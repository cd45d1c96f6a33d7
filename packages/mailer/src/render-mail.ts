import { escapeHtml, oneLine } from './escape.ts';

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** One part of a mail. All text is plain: it is escaped where it becomes HTML. */
export type MailBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Something to be typed off, in large letters. */
  | { readonly kind: 'code'; readonly code: string }
  /** A button; the address is shown too. http and https only. */
  | { readonly kind: 'action'; readonly label: string; readonly url: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Two columns: line and amount of an order. */
  | { readonly kind: 'table'; readonly rows: readonly (readonly [string, string])[] };

export interface MailContent {
  readonly subject: string;
  readonly heading: string;
  readonly blocks: readonly MailBlock[];
  /** Why the reader got this mail. */
  readonly footer: string;
  /** BCP 47, of the words used; `en` unless told. */
  readonly locale?: string;
}

const FONT = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Arial,sans-serif';

/** The same mail as text and as HTML. Styles are inline and nothing is fetched: what receivers let pass. */
export function renderMail({ subject, heading, blocks, footer, locale = 'en' }: MailContent): RenderedMail {
  return {
    subject: oneLine(subject),
    text: `${[oneLine(heading), ...blocks.map(textOf), `-- \n${footer}`].join('\n\n')}\n`,
    html: `<!doctype html>
<html lang="${escapeHtml(locale)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(oneLine(subject))}</title></head>
<body style="margin:0;padding:24px;background:#f4f4f5;color:#18181b;${FONT};font-size:16px;line-height:1.5">
<div style="max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border-radius:8px">
<h1 style="margin:0 0 16px;font-size:22px">${escapeHtml(oneLine(heading))}</h1>
${blocks.map(htmlOf).join('\n')}
<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #e4e4e7;color:#71717a;font-size:13px">${escapeHtml(footer)}</p>
</div>
</body>
</html>
`,
  };
}

function textOf(block: MailBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text;
    case 'code':
      return `    ${block.code}`;
    case 'action':
      return `${block.label}:\n${safeUrl(block.url)}`;
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'table':
      return block.rows.map(([name, value]) => `${name}: ${value}`).join('\n');
  }
}

function htmlOf(block: MailBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 16px">${escapeHtml(block.text).replaceAll('\n', '<br>')}</p>`;
    case 'code':
      return `<p style="margin:0 0 16px;font-size:32px;letter-spacing:6px;font-weight:600">${escapeHtml(block.code)}</p>`;
    case 'action':
      return actionHtml(escapeHtml(block.label), escapeHtml(safeUrl(block.url)));
    case 'list':
      return `<ul style="margin:0 0 16px;padding-left:20px">${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
    case 'table':
      return `<table style="width:100%;margin:0 0 16px;border-collapse:collapse">${block.rows.map(rowHtml).join('')}</table>`;
  }
}

function actionHtml(label: string, url: string): string {
  const button = 'display:inline-block;padding:12px 20px;background:#18181b;color:#ffffff;border-radius:6px;text-decoration:none';
  return `<p style="margin:0 0 8px"><a href="${url}" style="${button}">${label}</a></p>
<p style="margin:0 0 16px;color:#71717a;font-size:13px;word-break:break-all">${url}</p>`;
}

function rowHtml([name, value]: readonly [string, string]): string {
  const cell = 'padding:6px 0;border-bottom:1px solid #e4e4e7';
  return `<tr><td style="${cell}">${escapeHtml(name)}</td><td style="${cell};text-align:right;white-space:nowrap">${escapeHtml(value)}</td></tr>`;
}

/** As the URL standard writes it, so that nothing in it ends the attribute it stands in. */
function safeUrl(text: string): string {
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error(`a mail links to http and https only, not ${url.protocol}`);
  return url.href;
}
