import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLog, testServer } from '@marketgraph/testing';
import { checksumOfSets, connect, ensureDatabase, migrate, withDatabase, type Client } from '@marketgraph/db';

let directory: string;
let url: string;
let client: Client;

beforeEach(async () => {
  const { adminUrl, run } = testServer();
  directory = mkdtempSync(join(tmpdir(), 'migrations-'));
  url = withDatabase(adminUrl, `mg_test_${run}_migrate_${randomBytes(4).toString('hex')}`);
  await ensureDatabase(url);
  client = connect(url, { max: 1 });
});

afterEach(async () => {
  rmSync(directory, { recursive: true });
  await client.end();
});

function write(name: string, sql: string): void {
  writeFileSync(join(directory, name), sql);
}

function run(namespace = 'shop'): Promise<void> {
  return migrate({ url, sets: [{ namespace, directory }], log: silentLog });
}

async function applied(): Promise<string[]> {
  const rows = await client<{ namespace: string; name: string }[]>`select namespace, name from schema_migrations order by applied_at, name`;
  return rows.map(({ namespace, name }) => `${namespace}/${name}`);
}

describe('migrate', () => {
  test('applies the platform first, then the files in order, each once', async () => {
    write('0001_things.sql', 'create table things (id int); insert into things values (1);');
    await run();
    write('0002_more.sql', 'insert into things values (2);');
    await run();
    await run();
    expect(await applied()).toEqual(['platform/0001_platform.sql', 'shop/0001_things.sql', 'shop/0002_more.sql']);
    expect(await client`select id from things order by id`).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test('two at once apply everything once', async () => {
    write('0001_things.sql', 'create table things (id int); select pg_sleep(0.1); insert into things values (1);');
    write('0002_index.sql', '-- no-transaction\ncreate index concurrently things_id on things (id);');
    await Promise.all([run(), run(), run(), run()]);
    expect(await client`select id from things`).toEqual([{ id: 1 }]);
    expect(await applied()).toHaveLength(3);
  });

  test('a file that fails leaves nothing, the files before it stay', async () => {
    write('0001_things.sql', 'create table things (id int);');
    write('0002_wrong.sql', 'insert into things values (1);\nselect nonsense;');
    await expect(run()).rejects.toThrow('migration shop/0002_wrong.sql failed: column "nonsense" does not exist');
    expect(await applied()).toEqual(['platform/0001_platform.sql', 'shop/0001_things.sql']);
    expect(await client`select id from things`).toEqual([]);
    write('0002_wrong.sql', 'insert into things values (1);');
    await run();
    expect(await client`select id from things`).toEqual([{ id: 1 }]);
  });

  test('refuses a file that was changed after it had been applied, and applies nothing after it', async () => {
    write('0001_things.sql', 'create table things (id int);');
    await run();
    write('0001_things.sql', 'create table things (id bigint);');
    write('0002_more.sql', 'insert into things values (1);');
    await expect(run()).rejects.toThrow('migration shop/0001_things.sql was changed after it had been applied to this database');
    expect(await client`select id from things`).toEqual([]);
  });

  test('other line ends are no change', async () => {
    write('0001_things.sql', 'create table things (id int);\n');
    await run();
    write('0001_things.sql', 'create table things (id int);\r\n');
    await run();
    expect(await applied()).toHaveLength(2);
  });

  test('refuses a file numbered before one that is applied', async () => {
    write('0002_things.sql', 'create table things (id int);');
    await run();
    write('0001_late.sql', 'select 1;');
    await expect(run()).rejects.toThrow('migration shop/0001_late.sql is numbered before shop/0002_things.sql');
  });

  test('namespaces have numbers of their own', async () => {
    write('0001_things.sql', 'create table things (id int);');
    await run('one');
    write('0001_things.sql', 'create table others (id int);');
    await run('two');
    expect(await applied()).toEqual(['platform/0001_platform.sql', 'one/0001_things.sql', 'two/0001_things.sql']);
  });

  test('without a transaction: every statement on its own, comments left out', async () => {
    write('0001_things.sql', 'create table things (id int);');
    write(
      '0002_index.sql',
      '-- no-transaction\n-- An index; concurrently, because the table is big.\ndrop index concurrently if exists things_id;\ncreate index concurrently things_id\n  on things (id);\n',
    );
    await run();
    expect(await client`select indexname as name from pg_indexes where tablename = 'things'`).toEqual([{ name: 'things_id' }]);
  });

  test.each([['first.sql'], ['1_short.sql'], ['0001_Upper.sql']])('refuses the name %s', async (name) => {
    write(name, 'select 1;');
    await expect(run()).rejects.toThrow('migrations are named 0001_what_it_does.sql');
  });

  test('refuses two files with one number', async () => {
    write('0001_a.sql', 'select 1;');
    write('0001_b.sql', 'select 1;');
    await expect(run()).rejects.toThrow('two migrations have the same number');
  });

  test('the checksum follows the content', () => {
    write('0001_things.sql', 'select 1;');
    const before = checksumOfSets([{ namespace: 'shop', directory }]);
    expect(checksumOfSets([{ namespace: 'shop', directory }])).toBe(before);
    write('0001_things.sql', 'select 2;');
    expect(checksumOfSets([{ namespace: 'shop', directory }])).not.toBe(before);
  });
});

describe('ensureDatabase', () => {
  test('at once from many processes', async () => {
    const many = withDatabase(url, `mg_test_${testServer().run}_ensure "quoted" ü`);
    await Promise.all(Array.from({ length: 5 }, () => ensureDatabase(many)));
    const found = connect(many, { max: 1 });
    expect(await found`select current_database() like '%_ensure "quoted" ü' as right`).toEqual([{ right: true }]);
    await found.end();
  });

  test('says what to do where the user may not create one', async () => {
    await client`drop role if exists mg_test_nobody`;
    await client`create role mg_test_nobody login`;
    const asNobody = new URL(withDatabase(url, 'mg_test_missing'));
    asNobody.username = 'mg_test_nobody';
    await expect(ensureDatabase(asNobody.href)).rejects.toThrow('have it created, or give the user CREATEDB');
    await client`drop role mg_test_nobody`;
  });
});
