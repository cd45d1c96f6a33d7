import { invalidRequest } from './errors.ts';
import type { FormObject } from './form.ts';

/** Reads parameters the way the API does, with the API's complaints. */
export interface Params {
  readonly raw: FormObject;
  has(name: string): boolean;
  /** An empty value is refused: it would mean "unset". */
  text(name: string): string | undefined;
  /** As `text`, but an empty value unsets: `null`. */
  nullableText(name: string): string | null | undefined;
  requiredText(name: string): string;
  integer(name: string, least?: number): number | undefined;
  flag(name: string): boolean | undefined;
  choice<Option extends string>(name: string, options: readonly Option[]): Option | undefined;
  object(name: string): Params | undefined;
  list(name: string): string[] | undefined;
  /** The metadata that results from changing `previous`: an empty value removes a key, an empty object all of them. */
  metadata(previous?: Record<string, string>): Record<string, string>;
}

const MOST_METADATA_KEYS = 50;
const LONGEST_METADATA_KEY = 40;
const LONGEST_METADATA_VALUE = 500;

export function createParams(raw: FormObject, prefix = ''): Params {
  const full = (name: string): string => (prefix === '' ? name : `${prefix}[${name}]`);

  function scalar(name: string): string | undefined {
    const value = raw[name];
    if (value === undefined || typeof value === 'string') return value;
    throw invalidRequest(`Invalid string: {:${name}=>…}`, { param: full(name) });
  }

  function text(name: string): string | undefined {
    const value = scalar(name);
    if (value !== '') return value;
    const param = full(name);
    throw invalidRequest(
      `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
      { code: 'parameter_invalid_empty', param },
    );
  }

  function object(name: string): Params | undefined {
    const value = raw[name];
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'string' || Array.isArray(value)) throw invalidRequest('Invalid object', { param: full(name) });
    return createParams(value, full(name));
  }

  return {
    raw,
    has: (name) => raw[name] !== undefined,
    text,
    object,
    nullableText: (name) => (scalar(name) === '' ? null : text(name)),
    requiredText: (name) => {
      const value = text(name);
      if (value !== undefined) return value;
      throw invalidRequest(`Missing required param: ${full(name)}.`, { code: 'parameter_missing', param: full(name) });
    },
    integer: (name, least) => {
      const value = text(name);
      if (value === undefined) return undefined;
      const details = { code: 'parameter_invalid_integer', param: full(name) };
      if (!/^-?\d{1,15}$/.test(value)) throw invalidRequest(`Invalid integer: ${value}`, details);
      const number = Number(value);
      if (least !== undefined && number < least) throw invalidRequest(`This value must be greater than or equal to ${least}.`, details);
      return number;
    },
    flag: (name) => {
      const value = text(name);
      if (value === undefined) return undefined;
      if (value !== 'true' && value !== 'false') throw invalidRequest(`Invalid boolean: ${value}`, { param: full(name) });
      return value === 'true';
    },
    choice: (name, options) => {
      const value = text(name);
      const chosen = options.find((option) => option === value);
      if (value !== undefined && chosen === undefined) throw invalidRequest(`Invalid ${full(name)}: must be one of ${options.join(', ')}`, { param: full(name) });
      return chosen;
    },
    list: (name) => {
      const value = raw[name];
      if (value === undefined) return undefined;
      if (!Array.isArray(value)) throw invalidRequest('Invalid array', { param: full(name) });
      return value.filter((item) => typeof item === 'string');
    },
    metadata: (previous = {}) => {
      if (raw.metadata === '') return {};
      const changes = object('metadata')?.raw ?? {};
      const entries = new Map(Object.entries(previous));
      for (const [key, value] of Object.entries(changes)) {
        if (typeof value !== 'string') throw invalidRequest('Metadata values must be strings', { param: `metadata[${key}]` });
        checkMetadata(key, value);
        if (value === '') entries.delete(key);
        else entries.set(key, value);
      }
      if (entries.size > MOST_METADATA_KEYS) throw invalidRequest(`Metadata can have up to ${MOST_METADATA_KEYS} keys.`, { param: 'metadata' });
      return Object.fromEntries(entries);
    },
  };
}

function checkMetadata(key: string, value: string): void {
  if (key.length > LONGEST_METADATA_KEY) {
    throw invalidRequest(`Metadata keys can have up to ${LONGEST_METADATA_KEY} characters, but you passed in a key that is ${key.length} characters.`, { param: `metadata[${key}]` });
  }
  if (value.length > LONGEST_METADATA_VALUE) {
    throw invalidRequest(`Metadata values can have up to ${LONGEST_METADATA_VALUE} characters, but you passed in a value that is ${value.length} characters.`, { param: `metadata[${key}]` });
  }
}

/** Top-level names that an endpoint does not know are refused, those it once knew included. */
export function refuseUnknown(raw: FormObject, known: readonly string[]): void {
  const unknown = Object.keys(raw).filter((name) => !known.includes(name));
  const [first] = unknown;
  if (first === undefined) return;
  throw invalidRequest(`Received unknown parameter${unknown.length > 1 ? 's' : ''}: ${unknown.join(', ')}`, { code: 'parameter_unknown', param: first });
}
