import type { AccessViewer, RootField } from '@marketgraph/contracts';
import { catalogSamples } from './samples-catalog.ts';
import { commerceSamples } from './samples-commerce.ts';
import { identitySamples } from './samples-identity.ts';
import { logisticsSamples, socialSamples, insightsSamples } from './samples-others.ts';
import type { Scene } from './scene.ts';

export type Variables = Readonly<Record<string, unknown>>;
export type Caller = AccessViewer | 'service';

/** One call of a root field on real objects: one that would do something, for whoever may. */
export interface Sample {
  variables(scene: Scene, caller: Caller): Variables | Promise<Variables>;
  /** Made before each call that is let in, where the call uses something up. */
  fresh?(scene: Scene, caller: Caller): Promise<Variables>;
  /** Null is an answer too, for instance of those who have no cart. */
  readonly mayBeNull?: true;
  /** Whoever does it has to sign in again. */
  readonly endsSession?: true;
}

/** In the order in which they are let in: what closes the store comes last. */
export const SAMPLES: Readonly<Record<RootField, Sample>> = {
  ...catalogSamples,
  ...commerceSamples,
  ...logisticsSamples,
  ...socialSamples,
  ...insightsSamples,
  ...identitySamples,
};
