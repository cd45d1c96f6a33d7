import { addMilliseconds, DAY, MINUTE } from '@marketgraph/kernel';
import { invalidParams, UberFailure } from './errors.ts';

/** When a parcel may be picked up and dropped off. */
export interface Windows {
  readonly pickupReady: Date;
  readonly pickupDeadline: Date;
  readonly dropoffReady: Date;
  readonly dropoffDeadline: Date;
}

export interface WindowInput {
  readonly pickup_ready_dt?: string | undefined;
  readonly pickup_deadline_dt?: string | undefined;
  readonly dropoff_ready_dt?: string | undefined;
  readonly dropoff_deadline_dt?: string | undefined;
}

/** A request takes time to arrive: "now" may be over when it does. */
const TOLERANCE_MS = MINUTE;

function read(input: WindowInput, name: keyof WindowInput): Date | undefined {
  const text = input[name];
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (Number.isNaN(time.getTime()) || !/^\d{4}-\d\d-\d\dT/.test(text)) throw invalidParams({ [name]: 'The time is not valid.' });
  return time;
}

function latest(...times: Date[]): Date {
  return new Date(Math.max(...times.map((time) => time.getTime())));
}

/** Fills in what was left out and checks the rules between the four times. */
export function checkWindows(input: WindowInput, now: Date): Windows {
  const pickupReady = read(input, 'pickup_ready_dt') ?? now;
  const pickupDeadline = read(input, 'pickup_deadline_dt') ?? addMilliseconds(latest(pickupReady, now), 30 * MINUTE);
  const dropoffReady = read(input, 'dropoff_ready_dt') ?? pickupReady;
  const dropoffDeadline = read(input, 'dropoff_deadline_dt') ?? addMilliseconds(latest(dropoffReady, pickupDeadline), 60 * MINUTE);
  const refuse = (broken: boolean, code: ConstructorParameters<typeof UberFailure>[0]): void => {
    if (broken) throw new UberFailure(code);
  };
  refuse(pickupReady < addMilliseconds(now, -TOLERANCE_MS), 'pickup_ready_too_early');
  refuse(pickupReady >= addMilliseconds(now, 30 * DAY), 'pickup_ready_too_late');
  refuse(pickupDeadline < addMilliseconds(pickupReady, 10 * MINUTE), 'pickup_window_too_small');
  refuse(pickupDeadline < addMilliseconds(now, 20 * MINUTE - TOLERANCE_MS), 'pickup_deadline_too_early');
  refuse(dropoffReady > pickupDeadline, 'dropoff_ready_after_pickup_deadline');
  refuse(dropoffDeadline < addMilliseconds(dropoffReady, 20 * MINUTE), 'dropoff_deadline_too_early');
  refuse(dropoffDeadline < pickupDeadline, 'dropoff_deadline_before_pickup_deadline');
  return { pickupReady, pickupDeadline, dropoffReady, dropoffDeadline };
}
