import pg from 'pg';
import { type Instant, instantOf } from '#core/clock.ts';
import { arrayLiteral } from './array-literal.ts';
import { binaryArray, listTypes } from './binary-array.ts';

declare const dbBrand: unique symbol;

/** Anything that answers SQL: the pool (`Db`) or one transaction (`Tx`). Rows come back with bigint as number and timestamptz as `Instant`. */
export interface Queryable {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** The pool. Reading only: functions that write take a `Tx` (transaction.ts). */
export interface Db extends Queryable {
  readonly [dbBrand]: true;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

const INT8 = 20;
const TIMESTAMPTZ = 1184;
const DATE = 1082;

/** bigint ids stay below 2^53 by construction (identity columns), so they are safe as JS numbers. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8) return (text: string) => Number(text);
    if (oid === TIMESTAMPTZ) return instantFrom;
    if (oid === DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format);
  },
} as pg.CustomTypesConfig;

// A session in UTC writes `2026-11-24 08:00:00.12+00`, as many digits as there are.
const IN_UTC = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)?\+00$/;

function instantFrom(text: string): Instant {
  const parts = IN_UTC.exec(text);
  if (parts === null) return instantOf(new Date(text));
  return `${parts[1]}T${parts[2]}.${(parts[3] ?? '').padEnd(3, '0')}Z` as Instant;
}

/** The values of a statement as the driver sends them: lists in the shortest way there is for them. */
export function parameters(statement: string, values: readonly unknown[] | undefined): unknown[] | undefined {
  if (!values?.some(Array.isArray)) return values && [...values];
  const types = listTypes(statement);
  return values.map((value, index) => {
    if (!Array.isArray(value)) return value;
    const type = types.get(index + 1);
    return (type && binaryArray(value, type)) ?? arrayLiteral(value) ?? value;
  });
}

/** Roles of migration 0014: `vigie_service` sees all rows, `vigie_desk` those of the session its transaction is bound to. */
export type DatabaseRole = 'vigie_service' | 'vigie_desk';

export interface ConnectOptions {
  readonly connectionString: string;
  /** @default 12 */
  readonly maxConnections?: number;
  /** Acts as this role of the server instead of the one that connects. @default the one that connects */
  readonly role?: DatabaseRole;
  /** Settings of every session, by name: `vigie.process`. Values hold no spaces. */
  readonly session?: Readonly<Record<string, string>>;
  /** Called for errors on idle connections (a killed server); the pool reconnects by itself. */
  readonly onError?: (error: Error) => void;
}

/** Opens a pool; the first query connects. */
export function connect(options: ConnectOptions): Db {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.maxConnections ?? 12,
    types,
    // 10 s: a server that restarts after a crash is back well before.
    connectionTimeoutMillis: 10_000,
    options: [
      '-c timezone=UTC',
      // Sets of reports are read by their ids, from memory or flash: with the server's own 4.0 (turning disks) it would rather read whole
      // tables, and a set would cost more the more is stored.
      '-c random_page_cost=1.1',
      ...(options.role === undefined ? [] : [`-c role=${options.role}`]),
      ...Object.entries(options.session ?? {}).map(([name, value]) => `-c ${name}=${value}`),
    ].join(' '),
  });
  const onError = options.onError ?? (() => undefined);
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  return {
    pool,
    query: async <Row>(text: string, values?: readonly unknown[]) =>
      (await pool.query(text, parameters(text, values))).rows as Row[],
    close: () => pool.end(),
  } as unknown as Db;
}
