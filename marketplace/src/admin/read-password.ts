import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/**
 * A password from whoever sits at the terminal, unseen, or the first line of what is piped in. Never from the arguments:
 * those stand in the shell's history and in the list of processes.
 */
export async function readPassword(question: string): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) return firstLine(stdin);
  stderr.write(question);
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: stdin, output: unseen, terminal: true });
  terminal.once('SIGINT', () => process.exit(130));
  const password = await terminal.question('');
  terminal.close();
  stderr.write('\n');
  return password;
}

async function firstLine(input: NodeJS.ReadStream): Promise<string> {
  for await (const line of createInterface({ input })) return line;
  return '';
}
