import { waitFor } from '@marketgraph/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MODULES } from '../../src/platform/modules.ts';
import { verifyMarketplace } from '../../src/verify/verify-marketplace.ts';
import { must } from '../support/must.ts';
import { checkoutOfTwoVendors, checkoutThatFails } from './scenarios/checkout.ts';
import { courierCancelled, courierOrdered, webhookOfCourier } from './scenarios/delivery.ts';
import { orderGivenUp, refundByVendor, refundOfCancellation } from './scenarios/ending.ts';
import { importOfMany, pictureOfImport } from './scenarios/importing.ts';
import { webhookOfPayment } from './scenarios/payment.ts';
import { peopleTold } from './scenarios/telling.ts';
import { startCrashWorld, type CrashWorld } from './support/crash-world.ts';
import { leftOver } from './support/left-over.ts';

type Scenario = (world: CrashWorld, point: string) => Promise<void | (() => Promise<void>)>;

/** The first that fits a point passes it. Those that have something left to check later come first, so that time goes by. */
const SCENARIOS: readonly (readonly [points: RegExp, ...scenarios: Scenario[]])[] = [
  [/^import\./, importOfMany],
  [/^image\./, pictureOfImport],
  [/^dispatch\./, peopleTold],
  [/^delivery\.(before|after)-order$/, courierOrdered],
  [/^delivery\.(before|after)-cancel$/, courierCancelled],
  [/^delivery\.after-webhook$/, webhookOfCourier],
  [/^checkout\.after-(failed|release-call)$/, checkoutThatFails],
  [/^checkout\./, checkoutOfTwoVendors],
  [/^payment\./, webhookOfPayment],
  [/^order\./, orderGivenUp],
  [/^refund\.after-requested$/, refundOfCancellation, refundByVendor],
  [/^refund\./, refundOfCancellation],
];

const POINTS = MODULES.flatMap(({ crashPoints }) => crashPoints);
const CRASHES = SCENARIOS.flatMap(([pattern, ...scenarios], index) =>
  POINTS.filter((point) => SCENARIOS.findIndex(([other]) => other.test(point)) === index).flatMap((point) => scenarios.map((run) => ({ point, run, scenario: run.name, pattern }))),
);
const LAST_WORK_WITHIN_MS = 75_000;

describe('a marketplace whose process is killed', () => {
  let world: CrashWorld;
  const later: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    world = await startCrashWorld();
  });
  afterAll(() => world.stop());

  const breaches = () => verifyMarketplace({ commerce: must(world.databases.get('commerce'), 'database'), catalog: must(world.databases.get('catalog'), 'database') });
  afterEach(async () => expect(await breaches()).toEqual([]));

  it('has a scenario for each of its points', () => {
    expect(new Set(POINTS).size).toBe(POINTS.length);
    expect(POINTS.filter((point) => !CRASHES.some((crash) => crash.point === point))).toEqual([]);
  });

  it.each(CRASHES)('$point: $scenario', async ({ point, run }) => {
    const check = await run(world, point);
    if (check !== undefined) later.push(check);
  });

  it('has nothing left to do in the end, and told everybody once', async () => {
    for (const check of later) await check();
    await waitFor(async () => Object.keys(await leftOver(world)).length === 0, { timeoutMs: LAST_WORK_WITHIN_MS, what: 'an end of all work' }).catch(async (error: unknown) => {
      throw new Error(`left over: ${JSON.stringify(await leftOver(world))}`, { cause: error });
    });
    expect(await breaches()).toEqual([]);
  });
});
