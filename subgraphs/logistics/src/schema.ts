import { loadTypeDefs, type ResolverMap } from '@marketgraph/server';
import { deliveryResolvers } from './deliveries/delivery.resolvers.ts';
import { quotesResolvers } from './quotes/quotes.resolvers.ts';
import { ratesResolvers } from './rates/rates.resolvers.ts';

export const typeDefs = loadTypeDefs(new URL('.', import.meta.url));
export const resolvers: ResolverMap = {
  ...deliveryResolvers,
  ...quotesResolvers,
  ...ratesResolvers,
  Query: { ...deliveryResolvers['Query'], ...quotesResolvers['Query'] },
  Mutation: { ...deliveryResolvers['Mutation'], ...quotesResolvers['Mutation'], ...ratesResolvers['Mutation'] },
};
