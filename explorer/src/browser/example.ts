export interface Example {
  readonly title: string;
  /** One sentence: what it shows. */
  readonly purpose: string;
  readonly query: string;
  /** JSON; the explorer shows it below the operation. */
  readonly variables?: string;
}

export interface ExampleGroup {
  readonly title: string;
  readonly examples: readonly Example[];
}
