import type { Database } from '@marketgraph/db';
import { sql } from 'drizzle-orm';
import { brokenRules, type BrokenRule, type Rules } from '../verify.ts';
import { figuresOf } from './index/follow-figures.ts';

/** The index against what it is made of, all but the text. Empty where all is well; `rebuildSearchIndex` mends it. */
export function verifySearch(db: Database): Promise<BrokenRule[]> {
  return brokenRules(db, RULES);
}

const RULES: Rules = {
  'what the public sees can be found, with its present figures': sql`
    select p.id, case when d.listed then 'other figures' else 'no document' end as detail
    from products p left join search_documents d on d.product_id = p.id
    where p.listed and (d.listed is distinct from true or (${figuresOf('d')}) is distinct from (${figuresOf('p')}))`,

  'what the public does not see cannot be found': sql`
    select d.product_id as id, 'listed' as detail
    from search_documents d join products p on p.id = d.product_id
    where d.listed and not p.listed`,

  'a document has the keys of its product': sql`
    select p.id, d.keys::text as detail
    from products p join search_documents d on d.product_id = p.id
    where d.listed and not (d.keys @> (array[':v:' || p.vendor_id, ':c:' || p.category_id, coalesce(':b:' || p.brand, ':v:' || p.vendor_id)] || array(select ':t:' || unnest(p.tags))))`,
};
