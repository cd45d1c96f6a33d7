import { createHash } from 'node:crypto';
import { DAY } from '@marketgraph/kernel';
import type { SandboxCore } from '../shared/core.ts';
import type { Reply } from './endpoint.ts';
import { invalidRequest, StripeFailure } from './errors.ts';
import { canonicalForm, type FormObject } from './form.ts';

interface SavedAnswer extends Reply {
  readonly path: string;
  readonly fingerprint: string;
  /** Of the request that did the work. */
  readonly requestId: string;
  readonly savedAt: number;
}

const LONGEST_KEY = 255;
/** The provider may forget a key after this long, so the sandbox does. */
const KEPT_MS = DAY;

/** Same key and parameters: the first answer again. Other parameters, or a request still under way: refused. */
export interface Idempotency {
  /** The answer saved under the key, if there is one; throws where the key may not be used. Otherwise the key is taken. */
  begin(key: string, path: string, parameters: FormObject): SavedAnswer | undefined;
  save(key: string, path: string, parameters: FormObject, requestId: string, reply: Reply): void;
  /** Frees the key, whatever became of the request. */
  end(key: string): void;
}

export function createIdempotency({ store, clock }: Pick<SandboxCore, 'store' | 'clock'>): Idempotency {
  const answers = store.collection<SavedAnswer>('idempotency_keys');
  /** In memory only: a request does not outlive the process. */
  const underWay = new Set<string>();
  return {
    begin: (key, path, parameters) => {
      if (key.length > LONGEST_KEY) throw invalidRequest(`Idempotency keys can be up to ${LONGEST_KEY} characters long.`);
      if (underWay.has(key)) {
        throw new StripeFailure(409, {
          type: 'idempotency_error',
          code: 'idempotency_key_in_use',
          message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Try again later.`,
        });
      }
      const saved = answers.get(key);
      if (saved !== undefined && clock.now().getTime() - saved.savedAt < KEPT_MS) {
        if (saved.path !== path) throw mismatch(key, 'for the same endpoint they were first used for', saved.path, path);
        if (saved.fingerprint !== fingerprintOf(parameters)) throw mismatch(key, 'with the same parameters they were first used with', saved.path, path);
        return saved;
      }
      underWay.add(key);
      return undefined;
    },
    save: (key, path, parameters, requestId, { status, body }) => {
      answers.put(key, { path, fingerprint: fingerprintOf(parameters), requestId, savedAt: clock.now().getTime(), status, body });
    },
    end: (key) => {
      underWay.delete(key);
    },
  };
}

function fingerprintOf(parameters: FormObject): string {
  return createHash('sha256').update(canonicalForm(parameters)).digest('hex');
}

function mismatch(key: string, rule: string, first: string, now: string): StripeFailure {
  const where = first === now ? '' : ` ('${first}' instead of '${now}')`;
  const message = `Keys for idempotent requests can only be used ${rule}${where}. Try using a key other than '${key}' if you meant to execute a different request.`;
  return new StripeFailure(400, { type: 'idempotency_error', message });
}
