import type { SubgraphDeps } from '@marketgraph/bus';
import type { Mailer } from '@marketgraph/mailer';

export interface SocialSettings {
  readonly marketplaceName: string;
  /** Without a slash at its end. */
  readonly siteUrl: string;
}

export interface SocialDeps extends SubgraphDeps {
  readonly settings: SocialSettings;
  readonly mailer: Mailer;
}

/** What commands and consumers need to write: the rest is for those who read or go outside. */
export type WriteDeps = Pick<SubgraphDeps, 'clock' | 'ids'>;
export type CommandDeps = WriteDeps & Pick<SubgraphDeps, 'db'>;

/** What telling people needs: it asks identity and makes mails. */
export type DeliverDeps = Pick<SocialDeps, 'db' | 'clock' | 'ids' | 'log' | 'peers' | 'settings' | 'crash'>;
