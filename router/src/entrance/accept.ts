export const GRAPHQL_RESPONSE = 'application/graphql-response+json';
export const JSON_RESPONSE = 'application/json';
export const EVENT_STREAM = 'text/event-stream';
export type ResponseType = typeof GRAPHQL_RESPONSE | typeof JSON_RESPONSE | typeof EVENT_STREAM;

interface Range {
  readonly type: string;
  readonly weight: number;
}

/** What a client accepts, most wanted first. Empty where it accepts nothing that we can write. */
export function acceptedTypes(header: string | undefined): readonly ResponseType[] {
  // Older clients name nothing and read `application/json`.
  if (header === undefined || header.trim() === '') return [JSON_RESPONSE, GRAPHQL_RESPONSE];
  const ranges = readRanges(header);
  const known: readonly ResponseType[] = [GRAPHQL_RESPONSE, JSON_RESPONSE, EVENT_STREAM];
  return known
    .map((type) => ({ type, match: bestMatch(type, ranges) }))
    .filter(({ match }) => match.weight > 0)
    .toSorted((left, right) => right.match.weight - left.match.weight || right.match.precision - left.match.precision)
    .map(({ type }) => type);
}

export function acceptsHtml(header: string | undefined): boolean {
  return header !== undefined && readRanges(header).some(({ type, weight }) => type === 'text/html' && weight > 0);
}

function readRanges(header: string): Range[] {
  return header.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    const value = weight === undefined ? 1 : Number(weight.slice(2));
    return { type, weight: Number.isFinite(value) ? value : 0 };
  });
}

/** A wildcard means JSON: a stream, or a media type that some parsers do not know, has to be asked for by name. */
function bestMatch(type: ResponseType, ranges: readonly Range[]): { readonly weight: number; readonly precision: number } {
  const precise = ranges.filter((range) => range.type === type);
  if (precise.length > 0) return { weight: Math.max(...precise.map(({ weight }) => weight)), precision: 2 };
  const wild = ranges.filter((range) => range.type === '*/*' || range.type === 'application/*');
  if (type !== JSON_RESPONSE || wild.length === 0) return { weight: 0, precision: 0 };
  return { weight: Math.max(...wild.map(({ weight }) => weight)), precision: 1 };
}
