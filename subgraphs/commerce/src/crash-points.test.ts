import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CRASH_POINTS } from './crash-points.ts';

describe('crash points', () => {
  it('are all in the code, and none is in the code that is not registered', () => {
    const folder = new URL('.', import.meta.url);
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
    const used = new Set(sources.flatMap((path) => [...readFileSync(new URL(path, folder), 'utf8').matchAll(/crash\.point\('([^']+)'\)/g)].map((match) => match[1])));
    expect([...used].toSorted()).toEqual([...CRASH_POINTS].toSorted());
  });
});
