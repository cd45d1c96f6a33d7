import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHarness, type Harness } from './support/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.drop());

describe('the schema', () => {
  it('boots', () => {
    expect(harness.subgraph.sdl).toContain('type Product @key');
  });
  it('holds on an empty database', async () => {
    expect(await harness.broken()).toEqual([]);
  });
});
