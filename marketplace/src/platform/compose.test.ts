import { readFileSync } from 'node:fs';
import { STRIPE_EVENT_TYPES } from '@marketgraph/commerce';
import { SUBGRAPHS } from '@marketgraph/kernel';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { composeEnvironment } from './compose-env.ts';
import { createSecrets } from './secrets.ts';

const text = readFileSync(new URL('../../../docker-compose.yml', import.meta.url), 'utf8');

interface Service {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}
const compose = parse(text, { merge: true }) as { services: Record<string, Service> };

describe('docker-compose.yml', () => {
  it('has the router, every subgraph and a sandbox for each provider', () => {
    expect(Object.keys(compose.services).toSorted()).toEqual(['mail-sandbox', 'postgres', 'router', 'stripe-sandbox', 'uber-sandbox', ...SUBGRAPHS].toSorted());
  });

  it('starts files that exist', () => {
    for (const [name, { command }] of Object.entries(compose.services)) {
      const script = command?.[0] === 'node' ? command[1] : undefined;
      if (script !== undefined) expect(() => readFileSync(new URL(`../../../${script}`, import.meta.url)), name).not.toThrow();
    }
  });

  it('gives each subgraph a database and a key of its own, and all the same addresses', () => {
    for (const name of SUBGRAPHS) {
      const environment = compose.services[name]?.environment ?? {};
      expect(environment['DATABASE_URL']).toMatch(new RegExp(`/marketgraph_${name}$`));
      expect(environment['SERVICE_KEY']).toBe(`\${${name.toUpperCase()}_KEY}`);
      expect(environment['SUBGRAPH_URLS']).toBe(compose.services['router']?.environment?.['SUBGRAPH_URLS']);
    }
  });

  it('has the sandbox send what an operator is told to set an endpoint at Stripe up for', () => {
    expect(compose.services['stripe-sandbox']?.environment?.['WEBHOOK_EVENTS']?.split(',')).toEqual([...STRIPE_EVENT_TYPES]);
    const example = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');
    expect(example.match(/\b(?:payment_intent|charge|refund)\.\w+/g)).toEqual([...STRIPE_EVENT_TYPES]);
  });

  it('asks for no variable that compose-env does not print and that has no default', async () => {
    const printed = new Set(composeEnvironment(await createSecrets()).split('\n').map((line) => line.slice(0, line.indexOf('='))));
    const asked = [...text.matchAll(/\$\{([A-Z_]+)\}/g)].map((match) => match[1] ?? '');
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((name) => !printed.has(name))).toEqual([]);
  });
});
