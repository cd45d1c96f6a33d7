import type { ExampleGroup } from './example.ts';
import { ACCOUNT } from './operations/account.ts';
import { OPERATOR } from './operations/operator.ts';
import { SELLING } from './operations/selling.ts';
import { SHOPPING } from './operations/shopping.ts';

/** Ready-made operations, validated against the committed schema by a test. */
export const EXAMPLES: readonly ExampleGroup[] = [SHOPPING, ACCOUNT, SELLING, OPERATOR];
