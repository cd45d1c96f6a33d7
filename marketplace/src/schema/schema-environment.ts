/** Settings that let every subgraph be opened, for its schema alone: nothing here reaches anything. */
export const SCHEMA_ENVIRONMENT: NodeJS.ProcessEnv = {
  STRIPE_API_URL: 'http://127.0.0.1:9',
  STRIPE_SECRET_KEY: 'sk_test_schema',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_schema',
  STRIPE_WEBHOOK_SECRET: 'whsec_schema',
  UBER_API_URL: 'http://127.0.0.1:9',
  UBER_AUTH_URL: 'http://127.0.0.1:9',
  UBER_CUSTOMER_ID: 'schema',
  UBER_CLIENT_ID: 'schema',
  UBER_CLIENT_SECRET: 'schema',
  UBER_WEBHOOK_SECRET: 'schema-schema-schema',
  SMTP_URL: 'smtp://127.0.0.1:9',
  MAIL_FROM: 'schema@marketgraph.test',
  IDENTITY_SECRET: 'schema-schema-schema-schema-schema-schema',
};
