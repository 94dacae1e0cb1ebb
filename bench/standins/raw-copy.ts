import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';

/** The ceiling: the same documents copied into one jsonb column with a primary key, and nothing else done. Seconds. */
export async function rawCopySeconds(db: Db, documents: readonly string[]): Promise<number> {
  await db.query(
    'create table if not exists bench_raw_copy (id bigint generated always as identity primary key, body jsonb not null)',
  );
  const start = performance.now();
  await inTransaction(db, async (tx) => {
    const lines = Readable.from(chunks(documents));
    await pipeline(lines, tx.client.query(copyFrom('copy bench_raw_copy (body) from stdin')));
  });
  return (performance.now() - start) / 1_000;
}

function* chunks(documents: readonly string[]): Generator<string> {
  for (let at = 0; at < documents.length; at += 500) {
    yield documents
      .slice(at, at + 500)
      .map(
        (text) =>
          `${text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r')}\n`,
      )
      .join('');
  }
}
