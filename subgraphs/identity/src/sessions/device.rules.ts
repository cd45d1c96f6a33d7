export type DeviceKind = 'BROWSER' | 'APP' | 'OTHER';

export interface Device {
  readonly kind: DeviceKind;
  /** `Firefox`, `Flutter app` …; `Unknown` where the client does not say. */
  readonly client: string;
  /** `Android`, `macOS` …; `Unknown` where the client does not say. */
  readonly operatingSystem: string;
}

const UNKNOWN = 'Unknown';

/** Order matters: Chrome calls itself Safari too, Edge calls itself Chrome. */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
];

const APPS: readonly [RegExp, string][] = [
  [/\bDart\//, 'Flutter app'],
  [/\bokhttp\//, 'Android app'],
  [/\bCFNetwork\//, 'iOS app'],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/\bAndroid\b/i, 'Android'],
  [/\b(?:iPhone|iPad|iPod|iOS)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\b(?:Mac OS X|macOS|Macintosh)\b/, 'macOS'],
  [/\bLinux\b/i, 'Linux'],
];

/** Coarse on purpose: enough to recognise one's own phone in a list, nothing to fingerprint. */
export function deviceOf(userAgent: string): Device {
  const find = (table: readonly [RegExp, string][]): string | undefined => table.find(([pattern]) => pattern.test(userAgent))?.[1];
  const operatingSystem = find(SYSTEMS) ?? UNKNOWN;
  const app = find(APPS);
  if (app !== undefined) return { kind: 'APP', client: app, operatingSystem };
  const browser = find(BROWSERS);
  if (browser !== undefined) return { kind: 'BROWSER', client: browser, operatingSystem };
  return { kind: 'OTHER', client: UNKNOWN, operatingSystem };
}

/** `Firefox on Android` */
export function deviceName({ client, operatingSystem }: Device): string {
  if (operatingSystem === UNKNOWN) return client === UNKNOWN ? 'Unknown device' : client;
  return client === UNKNOWN ? operatingSystem : `${client} on ${operatingSystem}`;
}
