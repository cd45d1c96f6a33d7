import type { Reader } from '@marketgraph/db';
import { and, eq, like, ne, or, sql } from 'drizzle-orm';
import { fail, ok, type Result } from '@marketgraph/kernel';
import { invalidInput, type InvalidInput } from '../failures.ts';
import { firstFree, isSlug } from '../products/slug.rules.ts';
import { categories } from './category.tables.ts';

export interface CategoryTexts {
  readonly name?: string | null | undefined;
  readonly slug?: string | null | undefined;
  readonly icon?: string | null | undefined;
}

export interface CategoryColumns {
  name?: string;
  slug?: string;
  icon?: string;
}

export function readCategory({ name, slug, icon }: CategoryTexts): Result<CategoryColumns, InvalidInput> {
  const columns: CategoryColumns = {};
  if (name !== undefined && name !== null) {
    columns.name = name.trim();
    if (columns.name === '' || columns.name.length > 120) return fail(invalidInput('A name has 1 to 120 characters.', 'name'));
  }
  if (slug !== undefined && slug !== null) {
    if (!isSlug(slug)) return fail(invalidInput('Letters, digits, dots, dashes and underscores, beginning with a letter or digit.', 'slug'));
    columns.slug = slug;
  }
  if (icon !== undefined) {
    columns.icon = (icon ?? '').trim();
    if (columns.icon.length > 60) return fail(invalidInput('60 characters at most.', 'icon'));
  }
  return ok(columns);
}

export interface CategorySlugTaken {
  readonly type: 'CategorySlugTaken';
  readonly message: string;
  readonly path: readonly string[];
  readonly suggestion: string;
}

export function slugTaken(slug: string, suggestion: string): CategorySlugTaken {
  return { type: 'CategorySlugTaken', message: `Another category has the slug ${slug}.`, path: ['slug'], suggestion };
}

/** The slug itself where no other category has it, else a similar one that is free. The tree is locked. */
export async function freeSlug(reader: Reader, base: string, butFor?: string): Promise<string> {
  const rows = await reader
    .select({ slug: categories.slug })
    .from(categories)
    .where(
      and(
        or(eq(categories.slug, base), like(categories.slug, `${base.replaceAll(/[\\%_]/g, String.raw`\$&`)}-%`)),
        butFor === undefined ? undefined : ne(categories.id, butFor),
      ),
    );
  return firstFree(base, new Set(rows.map(({ slug }) => slug)));
}

/** The place behind the last child of a category, or behind the last one at the top. */
export async function lastPosition(reader: Reader, parentId: string | null): Promise<number> {
  const siblings = parentId === null ? sql`${categories.parentId} is null` : eq(categories.parentId, parentId);
  const [row] = await reader.select({ position: sql<number>`coalesce(max(${categories.position}), 0)::integer` }).from(categories).where(siblings);
  return (row?.position ?? 0) + 1;
}
