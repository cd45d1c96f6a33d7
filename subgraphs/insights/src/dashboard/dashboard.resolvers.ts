import { encodeId, type Id, type Money } from '@marketgraph/kernel';
import { badUserInput, idArgument, type LiveEvent, type ResolverMap } from '@marketgraph/server';
import type { InsightsContext } from '../context.ts';
import { deliveryTotals, reviewTotals, topProducts, unitsSold, type ProductTotals } from './dashboard.queries.ts';
import type { Dashboard } from './dashboard.types.ts';
import { mayWatch, openDashboard } from './open-dashboard.ts';
import { changeInBasisPoints, conversionInBasisPoints, type Period } from './period.rules.ts';
import type { SalesMoment } from './sales.queries.ts';
import { trendOf } from './trend.ts';
import { toUpdate, watchDashboard, type DashboardChange, type DashboardUpdate } from './watch-dashboard.ts';

type Figures = ProductTotals & { readonly board: Dashboard };

const reader = (context: InsightsContext) => context.deps.db.reader;
const sales = (moment: SalesMoment) => async (board: Dashboard, _: unknown, context: InsightsContext) => {
  const totals = (await context.loaders.sales.load(board))[moment];
  const inMoney = (amount: bigint): Money => ({ amount, currency: board.currency });
  return {
    count: totals.count,
    gross: inMoney(totals.gross),
    commission: inMoney(totals.commission),
    net: inMoney(totals.net),
    previousCount: totals.previousCount,
    previousGross: inMoney(totals.previousGross),
    grossChangeBasisPoints: changeInBasisPoints(totals.gross, totals.previousGross),
  };
};
const visits = (what: 'views' | 'cartAdds') => async (board: Dashboard, _: unknown, context: InsightsContext) =>
  (await context.loaders.visits.load(board)).reduce((sum, day) => sum + day[what], 0);
const productViews = visits('views');

export const dashboardResolvers: ResolverMap = {
  Query: {
    vendorDashboard: (_: unknown, args: { vendorId: string; period: Period }, context: InsightsContext) =>
      openDashboard(context, idArgument('Vendor', args.vendorId, ['vendorId']), args.period),
  },
  Subscription: {
    vendorDashboardUpdated: {
      subscribe: (_: unknown, args: { vendorId: string; since?: number | null }, context: InsightsContext) =>
        watchDashboard(context, idArgument('Vendor', args.vendorId, ['vendorId']), args.since),
      resolve: (event: LiveEvent<DashboardChange>, args: { vendorId: string }) => toUpdate(event, idArgument('Vendor', args.vendorId)),
    },
  },
  Vendor: {
    __resolveReference: async (reference: { id: string }, context: InsightsContext) => {
      const id = idArgument('Vendor', reference.id);
      return mayWatch(context.viewer, id) && (await context.loaders.vendor.load(id)) !== null ? { id: reference.id, vendorId: id } : { id: reference.id, vendorId: null };
    },
    dashboard: (vendor: { vendorId: Id<'Vendor'> | null }, args: { period: Period }, context: InsightsContext) =>
      vendor.vendorId === null ? null : openDashboard(context, vendor.vendorId, args.period),
  },
  VendorDashboard: {
    from: (board: Dashboard) => board.range.from,
    to: (board: Dashboard) => board.range.to,
    placed: sales('placed'),
    paid: sales('paid'),
    completed: sales('completed'),
    cancelled: sales('cancelled'),
    refunded: async (board: Dashboard, _: unknown, context: InsightsContext) => ({
      amount: (await context.loaders.sales.load(board)).refunded,
      currency: board.currency,
    }),
    unitsSold: (board: Dashboard, _: unknown, context: InsightsContext) => unitsSold(reader(context), board.vendorId, board.range),
    averageOrderValue: async (board: Dashboard, _: unknown, context: InsightsContext) => {
      const { count, gross } = (await context.loaders.sales.load(board)).placed;
      return count === 0 ? null : { amount: gross / BigInt(count), currency: board.currency };
    },
    productViews,
    cartAdds: visits('cartAdds'),
    conversionBasisPoints: async (board: Dashboard, _: unknown, context: InsightsContext) =>
      conversionInBasisPoints((await context.loaders.sales.load(board)).placed.count, await productViews(board, _, context)),
    deliveries: (board: Dashboard, _: unknown, context: InsightsContext) => deliveryTotals(reader(context), board.vendorId, board.range),
    reviews: (board: Dashboard, _: unknown, context: InsightsContext) => reviewTotals(reader(context), board.vendorId, board.range),
    topProducts: async (board: Dashboard, args: { first: number }, context: InsightsContext): Promise<Figures[]> => {
      if (args.first < 1 || args.first > 50) throw badUserInput('`first` is from 1 to 50.', ['first']);
      const rows = await topProducts(reader(context), board.vendorId, board.range, args.first);
      return rows.map((row) => ({ ...row, board }));
    },
    trend: (board: Dashboard, _: unknown, context: InsightsContext) => trendOf(context, board),
  },
  ProductFigures: {
    product: (figures: Figures) => ({ __typename: 'Product', id: encodeId('Product', figures.productId as Id<'Product'>) }),
    revenue: (figures: Figures): Money => ({ amount: figures.revenue, currency: figures.board.currency }),
    conversionBasisPoints: (figures: Figures) => conversionInBasisPoints(figures.orders, figures.views),
  },
  VendorDashboardUpdate: {
    vendorId: (update: DashboardUpdate) => encodeId('Vendor', update.vendorId),
    dashboard: async (update: DashboardUpdate, args: { period: Period }, context: InsightsContext) => openDashboard(context, update.vendorId, args.period),
  },
};
