import { Pool } from 'undici';
import type { Catalogue } from './catalogue.ts';
import { createGraph, type Graph } from './graph.ts';
import type { Job, LoadTarget, Measured, ScenarioName } from './job.ts';
import { createCheckout } from './scenarios/checkout.ts';
import { createList } from './scenarios/list.ts';
import { createProductPage } from './scenarios/product-page.ts';
import { createSearch } from './scenarios/search.ts';

export interface Load {
  run(job: Job): Promise<Measured>;
}

interface Prepared {
  run(client: number): Promise<void>;
  end(): void;
}

const FAILURES_SHOWN = 3;

/** So many clients, each of which asks again as soon as it has its answer. */
export function createLoad({ url, stripeUrl, clients }: LoadTarget, catalogue: Catalogue): Load {
  const graph = createGraph(url, clients);
  const stripe = new Pool(stripeUrl, { connections: clients });
  return {
    run: async ({ scenario, milliseconds }) => {
      const prepared = await prepare(scenario, { graph, stripe, url, catalogue, clients });
      try {
        return await measure(scenario, prepared, clients, milliseconds);
      } finally {
        prepared.end();
      }
    },
  };
}

interface Means {
  readonly graph: Graph;
  readonly stripe: Pool;
  readonly url: string;
  readonly catalogue: Catalogue;
  readonly clients: number;
}

async function prepare(scenario: ScenarioName, { graph, stripe, url, catalogue, clients }: Means): Promise<Prepared> {
  const end = (): void => undefined;
  switch (scenario) {
    case 'product-page':
      return { run: createProductPage(graph, catalogue), end };
    case 'list':
      return { run: await createList(graph, catalogue), end };
    case 'search':
      return { run: createSearch(graph, catalogue), end };
    case 'checkout':
      return createCheckout(graph, stripe, url, catalogue, clients);
  }
}

async function measure(scenario: ScenarioName, { run }: Prepared, clients: number, milliseconds: number): Promise<Measured> {
  const latencies: number[] = [];
  const failures: string[] = [];
  const began = performance.now();
  const until = began + milliseconds;
  let last = began;
  const client = async (index: number): Promise<void> => {
    while (performance.now() < until) {
      const asked = performance.now();
      try {
        await run(index);
        last = performance.now();
        latencies.push(last - asked);
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
        // Whatever it was, the same client would meet it a thousand times.
        if (failures.length > 100) return;
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  const sorted = latencies.toSorted((left, right) => left - right);
  return {
    scenario,
    done: sorted.length,
    // The last runs begin within the time and end after it; they count, and so does their time.
    seconds: (last - began) / 1_000,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    failures: failures.slice(0, FAILURES_SHOWN),
    failed: failures.length,
  };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
