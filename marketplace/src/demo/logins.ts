/** Every ready-made login has this password. It is printed at start: a demo marketplace is not a place for secrets. */
export const DEMO_PASSWORD = 'marketgraph-demo';

/** argon2id of {@link DEMO_PASSWORD}, made once: hashing it for each of many thousand users would take minutes. */
export const DEMO_PASSWORD_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$c1+KReM1iB3vqSZEJetUtg$G1aCflNf7FyVojO+B6a9Qxx/J4+HXCSL5TZTq03u33w';

export interface DemoLogin {
  readonly email: string;
  readonly who: string;
}

/** The logins that a person trying the marketplace needs. */
export const DEMO_LOGINS: readonly DemoLogin[] = [
  { email: 'buyer@marketgraph.test', who: 'a buyer with orders in every state' },
  { email: 'owner@aurora-audio.test', who: 'the owner of the store Aurora Audio' },
  { email: 'staff@aurora-audio.test', who: 'staff of Aurora Audio: orders, no products' },
  { email: 'operator@marketgraph.test', who: 'an operator of the marketplace' },
];
