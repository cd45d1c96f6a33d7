import { verifyProducts, verifySearch, verifyStock } from '@marketgraph/catalog';
import { verifyLedger } from '@marketgraph/commerce';
import type { Database } from '@marketgraph/db';

/** A rule that must hold at any moment, and what breaks it. */
export interface Breach {
  readonly of: 'ledger' | 'stock' | 'products' | 'search';
  readonly rule: string;
  readonly id: string;
  readonly detail: string;
}

/** Money and goods, to the last minor unit and the last piece. Reads everything and changes nothing; empty where all is well. */
export async function verifyMarketplace({ commerce, catalog }: { readonly commerce: Database; readonly catalog: Database }): Promise<Breach[]> {
  const [ledger, stock, products, search] = await Promise.all([verifyLedger(commerce), verifyStock(catalog), verifyProducts(catalog), verifySearch(catalog)]);
  return [
    ...ledger.violations.map(({ invariant, id, detail }): Breach => ({ of: 'ledger', rule: invariant, id, detail })),
    ...stock.map((broken): Breach => ({ of: 'stock', ...broken })),
    ...products.map((broken): Breach => ({ of: 'products', ...broken })),
    ...search.map((broken): Breach => ({ of: 'search', ...broken })),
  ];
}
