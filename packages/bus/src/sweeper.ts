export interface Sweeper {
  /** `<subgraph>.<noun>.<verb>`: `commerce.checkout.resume`. */
  readonly name: string;
  readonly everyMs: number;
  /** Does what is due at `now` and answers how much that was. */
  run(now: Date): Promise<number>;
}
