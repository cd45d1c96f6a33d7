import type { SubgraphDeps } from '@marketgraph/bus';
import type { Mailer } from '@marketgraph/mailer';
import type { IdentitySecrets } from './crypto/secrets.ts';

export interface IdentitySettings {
  /** What the marketplace is called in mails. */
  readonly marketplaceName: string;
  /** Address of the site that links in mails lead to, without a slash at the end. */
  readonly siteUrl: string;
  /** Claim `iss` of access tokens. */
  readonly issuer: string;
  /** What limits per address are multiplied by: 1, but for a marketplace that its developer tries from one machine. */
  readonly addressLimitFactor: number;
}

export interface IdentityDeps extends SubgraphDeps {
  readonly secrets: IdentitySecrets;
  readonly mailer: Mailer;
  readonly settings: IdentitySettings;
}

/** What a command needs: nothing that leads out of the process. */
export type CommandDeps = Pick<IdentityDeps, 'db' | 'clock' | 'ids' | 'log' | 'secrets' | 'settings'>;
