import { eventually, expectThat, storeOf, type Step } from '../world.ts';

interface Figures {
  readonly placed: { readonly count: number; readonly gross: { readonly formatted: string } };
  readonly completed: { readonly count: number };
  readonly cancelled: { readonly count: number };
  readonly deliveries: { readonly delivered: number };
  readonly reviews: { readonly count: number };
  readonly topProducts: readonly { readonly title: string; readonly product: { readonly title: string } }[];
}

/** What the vendor sees of all this. */
export const dashboard: Step = {
  title: "The vendor's dashboard shows the sale, live",
  capabilities: ['INS-01', 'INS-02'],
  run: async (world) => {
    const store = storeOf(world, 'Harbour');
    const live = store.owner.graph.subscribe<{ vendorDashboardUpdated: { snapshot: boolean; dashboard: { placed: { count: number } } } }>(
      `subscription ($id: ID!) { vendorDashboardUpdated(vendorId: $id) { seq snapshot cause dashboard { placed { count } } } }`,
      { id: store.id },
    );
    const { vendorDashboardUpdated } = await live.next();
    live.close();
    expectThat(vendorDashboardUpdated.snapshot && vendorDashboardUpdated.dashboard.placed.count >= 2, 'the live dashboard has the sales', vendorDashboardUpdated);
    const figures = await eventually('the figures of the day', async () => {
      const { vendorDashboard } = await store.owner.graph.request<{ vendorDashboard: Figures }>(
        `query ($id: ID!) { vendorDashboard(vendorId: $id, period: TODAY) {
          placed { count gross { formatted } } completed { count } cancelled { count } deliveries { delivered } reviews { count } topProducts { title product { title } } } }`,
        { id: store.id },
      );
      const { placed, cancelled, deliveries, reviews } = vendorDashboard;
      return placed.count >= 2 && cancelled.count >= 1 && deliveries.delivered >= 1 && reviews.count >= 1 ? vendorDashboard : undefined;
    });
    world.say(`${figures.placed.count} sales worth ${figures.placed.gross.formatted}, ${figures.cancelled.count} cancelled, best: ${figures.topProducts[0]?.title ?? '-'}`);
  },
};
