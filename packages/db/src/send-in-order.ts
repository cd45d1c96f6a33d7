type Statement = () => PromiseLike<unknown>;
type Answers<Statements extends readonly Statement[]> = { -readonly [Place in keyof Statements]: Awaited<ReturnType<Statements[Place]>> };

/**
 * Sends statements of one transaction together, of which none needs the answer of another: the connection carries them in
 * one piece, and they run in the order in which they are given. Each is one statement: what a longer piece of work sent
 * after another's failure would be sent after the rollback.
 *
 * Functions, since a query of the builder begins when it is awaited and an async function when it is called: in a plain
 * `Promise.all` all of the latter would run first.
 */
export function sendInOrder<const Statements extends readonly Statement[]>(...statements: Statements): Promise<Answers<Statements>> {
  return Promise.all(statements.map((statement) => Promise.resolve(statement()))) as Promise<Answers<Statements>>;
}
