import { z } from 'zod';
import type { HttpReply } from './http.ts';
import { randomText } from './tokens.ts';

export const requestMatchSchema = z.object({
  method: z.string().optional(),
  /** A regular expression on the path: `^/v1/payment_intents$`. */
  path: z.string().optional(),
});
export type RequestMatch = z.infer<typeof requestMatchSchema>;

/** The next requests that match go wrong, in exactly one of three ways: a status, a closed connection, or silence. */
export const faultSchema = z
  .object({
    match: requestMatchSchema.default({}),
    times: z.int().min(1).default(1),
    /** `before`: nothing was done. `after`: it was done, only the answer is lost or wrong. */
    effect: z.enum(['before', 'after']).default('before'),
    status: z.int().min(400).max(599).optional(),
    /** The provider's code and message in the error's body. */
    code: z.string().optional(),
    message: z.string().optional(),
    hangUp: z.literal(true).optional(),
    stall: z.literal(true).optional(),
    /** Stripe only: is the failure the idempotency key's answer from now on? By default for a 5xx `after` the effect. */
    saved: z.boolean().optional(),
  })
  .refine((fault) => [fault.status, fault.hangUp, fault.stall].filter((way) => way !== undefined).length === 1, 'give exactly one of status, hangUp and stall');
export type Fault = z.infer<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;

export interface Faults {
  add(fault: FaultInput): string;
  /** The fault that this request meets, counted down. */
  take(method: string, path: string): Fault | undefined;
  clear(): void;
}

function matches(match: RequestMatch, method: string, path: string): boolean {
  return (match.method === undefined || match.method === method) && (match.path === undefined || new RegExp(match.path).test(path));
}

export function createFaults(): Faults {
  let planned: { id: string; left: number; fault: Fault }[] = [];
  return {
    add: (input) => {
      const fault = faultSchema.parse(input);
      const id = `fault_${randomText(8)}`;
      planned.push({ id, left: fault.times, fault });
      return id;
    },
    take: (method, path) => {
      const found = planned.find(({ fault }) => matches(fault.match, method, path));
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left === 0) planned = planned.filter((other) => other !== found);
      return found.fault;
    },
    clear: () => {
      planned = [];
    },
  };
}

/** The reply of a fault without a body of the provider's; `undefined` where the fault is a status. */
export function silentReply(fault: Fault): HttpReply | undefined {
  if (fault.hangUp) return { hangUp: true };
  return fault.stall ? { stall: true } : undefined;
}

/** Keeps requests in the middle of their work, so that tests can act while one is under way. */
export interface Gate {
  hold(match: RequestMatch): void;
  pass(method: string, path: string): Promise<void>;
  release(): number;
  held(): string[];
}

export function createGate(): Gate {
  let holding: RequestMatch | undefined;
  let waiting: { request: string; go: () => void }[] = [];
  return {
    hold: (match) => {
      holding = match;
    },
    pass: (method, path) => {
      if (holding === undefined || !matches(holding, method, path)) return Promise.resolve();
      return new Promise((go) => waiting.push({ request: `${method} ${path}`, go }));
    },
    release: () => {
      const released = waiting;
      holding = undefined;
      waiting = [];
      for (const { go } of released) go();
      return released.length;
    },
    held: () => waiting.map(({ request }) => request),
  };
}
