/** Something the person at the keyboard can put right: one paragraph that says what to do, and no stack, wherever it surfaces. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.stack = `${this.name}: ${message}`;
  }
}
