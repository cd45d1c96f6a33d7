import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWorld } from '../../src/walkthrough/create-world.ts';
import { STEPS } from '../../src/walkthrough/steps/all.ts';
import type { World } from '../../src/walkthrough/world.ts';
import { makeOperator } from '../support/make-operator.ts';
import { FORM, startMarketplace, type Marketplace } from '../support/start-marketplace.ts';

const EXAMPLE = new URL('../../../examples/imports/harbour-supply.csv', import.meta.url);
const OPERATOR = { email: 'operator@marketgraph.test', password: 'a long password of an operator' };

describe(`the journey of one sale (${FORM})`, () => {
  let marketplace: Marketplace;
  let world: World;
  let broken: string | undefined;

  beforeAll(async () => {
    marketplace = await startMarketplace();
    await makeOperator(marketplace, OPERATOR);
    world = createWorld({ addresses: marketplace.addresses, tag: 'e2e', operator: OPERATOR, importFile: fileURLToPath(EXAMPLE), say: () => undefined });
    return () => marketplace.stop();
  });

  for (const step of STEPS) {
    it(`${step.title} (${step.capabilities.join(', ')})`, async ({ skip }) => {
      // Every step begins where the one before it ended.
      skip(broken !== undefined, `the journey ended at: ${broken}`);
      broken = step.title;
      await step.run(world);
      broken = undefined;
    });
  }

  it('logged no error and left no event unhandled', async () => {
    await marketplace.settled();
    expect(marketplace.complaints).toEqual([]);
  });
});
