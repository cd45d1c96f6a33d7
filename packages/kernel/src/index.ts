export * from './result.ts';
export * from './clock.ts';
export * from './ids.ts';
export * from './money.ts';
export * from './currency.ts';
export * from './crash.ts';
