import { mailTo } from '../accounts.ts';
import { eventually, expectThat, noteOf, personOf, type Step } from '../world.ts';

const REVIEW = `mutation ($productId: ID!, $rating: Int!) {
  reviewCreate(input: { productId: $productId, rating: $rating, title: "Exactly right", text: "Arrived by courier and works." }) {
    __typename ... on UserError { message } ... on ReviewCreateSuccess { review { id } }
  }
}`;

/** Only who bought it may review it; both sides hear of everything. */
export const reviews: Step = {
  title: 'The buyer, and only a buyer, reviews; the vendor answers; both were told of everything',
  capabilities: ['SOC-04', 'SOC-08'],
  run: async (world) => {
    const buyer = personOf(world, 'buyer');
    const productId = noteOf<string>(world, 'product of Harbour');
    const stranger = await personOf(world, 'other owner').graph.request<{ reviewCreate: { __typename: string } }>(REVIEW, { productId, rating: 1 });
    expectThat(stranger.reviewCreate.__typename !== 'ReviewCreateSuccess', 'who has not bought cannot review', stranger);
    const reviewId = await eventually('the right to review', async () => {
      const { reviewCreate } = await buyer.graph.request<{ reviewCreate: { review?: { id: string } } }>(REVIEW, { productId, rating: 5 });
      return reviewCreate.review?.id;
    });
    const owner = personOf(world, 'owner');
    const answered = await owner.graph.request<{ reviewAnswer: { __typename: string } }>(
      `mutation ($id: ID!) { reviewAnswer(input: { id: $id, expectedVersion: 1, text: "Thank you!" }) { __typename ... on UserError { message } } }`,
      { id: reviewId },
    );
    expectThat(answered.reviewAnswer.__typename === 'ReviewAnswerSuccess', 'the vendor answers', answered);
    const { product } = await world.guest.request<{ product: { rating: { count: number; averageHundredths: number } } }>(`query ($id: ID!) { product(id: $id) { rating { count averageHundredths } } }`, { id: productId });
    expectThat(product.rating.count === 1 && product.rating.averageHundredths === 500, 'the rating moved', product);

    const { notifications } = await buyer.graph.request<{ notifications: { nodes: { title: string }[] } }>(`{ notifications(first: 50) { nodes { title } } }`);
    expectThat(notifications.nodes.length >= 5, 'the buyer was told of every step', notifications);
    world.say(`the buyer was told: ${notifications.nodes.map(({ title }) => title).toReversed().join(' · ')}`);
    await mailTo(world, buyer.email, /order/i);
    await mailTo(world, owner.email, /order/i);
  },
};
