import { COMMANDS } from './commands.ts';
import { keepCompiled } from './keep-compiled.ts';

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined) {
  console.error(`usage: node marketplace/src/main.ts <command>\n${Object.entries(COMMANDS).map(([key, { purpose }]) => `  ${key.padEnd(12)} ${purpose}`).join('\n')}`);
  process.exitCode = 2;
} else {
  if (command.serves === true) keepCompiled(process.env);
  try {
    process.exitCode = await command.run(args);
  } catch (error) {
    // A message says what to do; a stack is for bugs, and LOG_LEVEL=debug asks for it.
    console.error(error instanceof Error && process.env['LOG_LEVEL'] !== 'debug' ? error.message : error);
    process.exit(1);
  }
}
