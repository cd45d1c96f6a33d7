import { readFileSync } from 'node:fs';
import { SUBGRAPHS } from '@marketgraph/kernel';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
/** insights has no settings of its own. */
const OWNERS = SUBGRAPHS.filter((name) => name !== 'insights').map((name) => `subgraphs/${name}/src/env.ts`);
const FILES = ['marketplace/src/settings.ts', 'router/src/env.ts', 'packages/service/src/service-env.ts', ...OWNERS];

interface Setting {
  readonly name: string;
  readonly standard: string | undefined;
}

/** Settings as the schemas declare them, a line each: `NAME: z.…default(…)`, `NAME: port(4000)`, `NAME: flag('true')`. */
const declared: readonly Setting[] = FILES.flatMap((file) =>
  [...read(file).matchAll(/^ {2}([A-Z][A-Z_]+): (.+),$/gm)].map(([, name = '', schema = '']) => ({
    name,
    standard: schema === 'list' ? '' : /(?:default|^port|^flag)\('?([^')]*)'?\)/.exec(schema)?.[1]?.replaceAll(/(\d)_(\d)/g, '$1$2'),
  })),
);
const example = new Map([...read('.env.example').matchAll(/^# ([A-Z][A-Z_]+)=(.*)$/gm)].map(([, name = '', rest = '']) => [name, rest.split(/ {2,}/)[0] ?? '']));

describe('.env.example', () => {
  it('names every setting that the code reads, and no other', () => {
    expect(declared.length).toBeGreaterThan(50);
    expect([...example.keys()].toSorted()).toEqual([...new Set(declared.map(({ name }) => name))].toSorted());
  });

  it('shows the true defaults', () => {
    const standards = Map.groupBy(declared.filter(({ standard }) => standard !== undefined), ({ name }) => name);
    expect(standards.size).toBeGreaterThan(30);
    for (const [name, settings] of standards) expect(settings.map(({ standard }) => standard), name).toContain(example.get(name));
  });
});
