import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { qualified, type TableShape } from './catalogue.ts';
import { type RowSum, rowDigester } from './row-digest.ts';

/** The rows of a table as COPY text. */
export function copyOut(client: pg.ClientBase, table: TableShape): Readable {
  return client.query(copyTo(`copy ${qualified(table)} (${columnsOf(table)}) to stdout`));
}

/** Writes COPY text into a table; identity columns take the values given. */
export async function copyIn(
  client: pg.ClientBase,
  table: TableShape,
  source: AsyncIterable<Uint8Array>,
): Promise<void> {
  await pipeline(source, client.query(copyFrom(`copy ${qualified(table)} (${columnsOf(table)}) from stdin`)));
}

/** Sums up the rows a table has now. */
export async function sumOfTable(client: pg.ClientBase, table: TableShape): Promise<RowSum> {
  const digester = rowDigester();
  for await (const bytes of copyOut(client, table)) digester.push(bytes as Buffer);
  return digester.sum();
}

function columnsOf(table: TableShape): string {
  return table.columns.map((column) => pg.escapeIdentifier(column)).join(', ');
}
