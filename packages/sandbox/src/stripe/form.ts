export type FormValue = string | FormValue[] | FormObject;
export interface FormObject {
  [name: string]: FormValue;
}

/** `a[b][0]` → `['a', 'b', '0']`. */
function keyParts(key: string): string[] {
  const [head = '', ...rest] = key.split('[');
  return [head, ...rest.map((part) => (part.endsWith(']') ? part.slice(0, -1) : part))];
}

/** Form encoding with brackets, as the API takes it in bodies and queries: `expand[]=x`, `metadata[order]=1`. */
export function parseForm(text: string): FormObject {
  const root = emptyObject();
  for (const [key, value] of new URLSearchParams(text)) {
    const parts = keyParts(key);
    const last = parts.pop() ?? '';
    let target = root;
    for (const part of parts) {
      const next = target[part];
      const child = typeof next === 'object' && !Array.isArray(next) ? next : emptyObject();
      target[part] = child;
      target = child;
    }
    // `expand[]` has no index: the next free one.
    target[last === '' ? String(Object.keys(target).length) : last] = value;
  }
  return listsOf(root);
}

/** No prototype: `metadata[__proto__]` is a name like any other. */
function emptyObject(): FormObject {
  return Object.create(null) as FormObject;
}

function listsOf(object: FormObject): FormObject {
  const result = emptyObject();
  for (const [name, value] of Object.entries(object)) result[name] = listOf(value);
  return result;
}

function listOf(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const names = Object.keys(value);
  if (names.length > 0 && names.every((name) => /^\d+$/.test(name))) {
    return names.toSorted((a, b) => Number(a) - Number(b)).map((name) => listOf(value[name] ?? ''));
  }
  return listsOf(value);
}

/** The same text for the same parameters in any order: what an idempotency key is compared by. */
export function canonicalForm(value: FormValue): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalForm).join(',')}]`;
  const pairs = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([name, part]) => `${JSON.stringify(name)}:${canonicalForm(part)}`).join(',')}}`;
}
