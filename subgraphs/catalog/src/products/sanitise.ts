import sanitizeHtml from 'sanitize-html';

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'title', 'rel'],
  img: ['src', 'alt', 'width', 'height'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan', 'scope'],
  ol: ['start'],
};

const TAGS = [
  'p', 'br', 'hr', 'div', 'span', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'code',
  'b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'mark', 'small', 'sub', 'sup', 'abbr',
  'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'a', 'img', 'figure', 'figcaption',
  'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th',
];

export interface Sanitised {
  readonly html: string;
  /** Whether something was taken out, other than how the same is written. */
  readonly removed: boolean;
}

/** Text with its markup and nothing that acts, frames or styles: what apps may show as it is. */
export function sanitiseHtml(html: string): Sanitised {
  let removed = false;
  const clean = sanitizeHtml(html, {
    allowedTags: TAGS,
    allowedAttributes: Object.fromEntries(Object.entries(ATTRIBUTES).map(([tag, names]) => [tag, [...names]])),
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https'] },
    allowProtocolRelative: false,
    nestingLimit: 40,
    transformTags: {
      // A page title belongs to the app, so a description's own heading is one level lower.
      h1: 'h2',
      '*': (tagName, attribs) => {
        removed ||= !isAllowed(tagName, attribs);
        // Links lead out of the marketplace: they get no credit from it and no handle on its window.
        return { tagName, attribs: tagName === 'a' ? { ...attribs, rel: 'nofollow noopener ugc' } : attribs };
      },
    },
  });
  return { html: clean.trim(), removed };
}

function isAllowed(tag: string, attributes: Readonly<Record<string, string>>): boolean {
  if (!TAGS.includes(tag)) return false;
  return Object.entries(attributes).every(([name, value]) => (ATTRIBUTES[tag] ?? []).includes(name) && !/^\s*(javascript|data|vbscript):/i.test(value));
}

/** The words alone, for places that show no markup. */
export function plainText(html: string): string {
  const text = sanitizeHtml(html.replaceAll(/<(br|\/p|\/li|\/h\d|\/tr|\/div|\/dd|\/dt)\b/gi, ' $&'), { allowedTags: [], allowedAttributes: {} });
  return decode(text).replaceAll(/\s+/g, ' ').trim();
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** sanitize-html writes these four and no other. */
function decode(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity);
}
