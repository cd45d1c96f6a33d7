import type { DemoSeat, DemoUser, DemoVendor } from '@marketgraph/contracts';
import { addMilliseconds, DAY, HOUR } from '@marketgraph/kernel';
import type { Random } from './random.ts';
import { FIRST_NAMES, LAST_NAMES, STORES, type StoreIdea } from './vocabulary.ts';

export interface People {
  readonly operators: readonly DemoUser[];
  readonly buyers: readonly DemoUser[];
  readonly team: readonly DemoUser[];
  readonly vendors: readonly DemoVendor[];
}

/** Everyone of the story. The first buyer, the first vendor's team and the first operator are the ready-made logins. */
export function createPeople(random: Random, sizes: { vendors: number; buyers: number }, now: Date): People {
  const since = (days: number): Date => addMilliseconds(now, -days * DAY - random.below(24) * HOUR);
  const user = (email: string, name: string, registeredAt: Date, operatorRole: DemoUser['operatorRole'] = null): DemoUser => ({
    id: random.id('User', registeredAt),
    email,
    name,
    locale: 'en-US',
    operatorRole,
    registeredAt,
  });
  const operators = [
    user('operator@marketgraph.test', 'Olivia Operator', since(200), 'ADMIN'),
    user('support@marketgraph.test', 'Sven Support', since(190), 'SUPPORT'),
  ];
  const buyers = Array.from({ length: sizes.buyers }, (_, index) =>
    index === 0
      ? user('buyer@marketgraph.test', 'Bea Buyer', since(150))
      : user(`buyer${index + 1}@marketgraph.test`, `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`, since(random.between(5, 150))),
  );
  const team: DemoUser[] = [];
  const vendors = Array.from({ length: sizes.vendors }, (_, index): DemoVendor => {
    const idea = storeAt(index);
    const createdAt = since(random.between(120, 180));
    const slug = slugOf(idea.name) + (index < STORES.length ? '' : `-${index + 1}`);
    const seats = (['OWNER', 'MANAGER', 'STAFF'] as const).map((role): DemoSeat => {
      const person = user(`${role.toLowerCase()}@${slug}.test`, `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`, createdAt);
      team.push(person);
      return { id: random.id('VendorMember', createdAt), userId: person.id, role };
    });
    return {
      id: random.id('Vendor', createdAt),
      name: index < STORES.length ? idea.name : `${idea.name} ${index + 1}`,
      slug,
      description: idea.about,
      email: `hello@${slug}.test`,
      phone: `+1202555${String(100 + (index % 100)).padStart(4, '0')}`,
      status: index < sizes.vendors - 1 || sizes.vendors < 3 ? 'APPROVED' : 'PENDING',
      currency: 'USD',
      address: {
        recipient: idea.name,
        phone: `+1202555${String(100 + (index % 100)).padStart(4, '0')}`,
        line1: idea.street,
        line2: '',
        city: idea.city,
        region: '',
        postalCode: idea.postalCode,
        country: idea.country,
      },
      team: seats,
      createdAt,
    };
  });
  return { operators, buyers, team, vendors };
}

/** The words a store was made from; there are more stores than ideas when the data is scaled up. */
export function storeAt(index: number): StoreIdea {
  const idea = STORES[index % STORES.length];
  if (idea === undefined) throw new Error('no store to imitate');
  return idea;
}

export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('&', 'and')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
