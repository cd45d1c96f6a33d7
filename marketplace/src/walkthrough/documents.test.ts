import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../../explorer/src/browser/operations.ts';

const schema = buildSchema(readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8'));

/** What a person is handed has to work: the explorer's operations and the walkthrough's, against the committed schema. */
describe('ready-made operations', () => {
  for (const { title, examples } of EXAMPLES) {
    for (const example of examples) {
      it(`fit the schema: ${title}, ${example.title}`, () => {
        expect(validate(schema, parse(example.query)).map(({ message }) => message)).toEqual([]);
        if (example.variables !== undefined) expect(() => JSON.parse(example.variables ?? '') as unknown).not.toThrow();
      });
    }
  }

  const folder = new URL('./', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  for (const name of files) {
    const source = readFileSync(new URL(name, folder), 'utf8');
    // Whole operations only: those put together from pieces are seen by the journey itself.
    const documents = [...source.matchAll(/`([^`]*)`/g)]
      .map((match) => match[1]?.trim() ?? '')
      .filter((text) => /^(mutation|query|subscription|\{)/.test(text) && text.endsWith('}') && !text.includes('${'));
    for (const [index, text] of documents.entries()) {
      it(`fit the schema: walkthrough ${name} ${index + 1}`, () => {
        expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
      });
    }
  }
});
