/** Something that runs in the background until told to stop. */
export interface Stoppable {
  /** Settles once it works for the first time (has its lease or subscription, or knows that another process has it). Never rejects. */
  readonly ready: Promise<void>;
  /** Takes on nothing new and waits for what is under way. May be called twice. */
  stop(): Promise<void>;
}
