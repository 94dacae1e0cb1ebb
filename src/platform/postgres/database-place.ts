import pg from 'pg';
import { classifyAddress } from '#platform/geo/classify-address.ts';
import type { Queryable } from './connect.ts';

/** Whether a connection string leads to this machine: a socket, `localhost`, loopback. The driver’s own reading of it counts. */
export function isOnThisMachine(connectionString: string): boolean {
  const { host } = new pg.Client({ connectionString });
  return host.startsWith('/') || host === 'localhost' || classifyAddress(host)?.addressClass === 'loopback';
}

/** Whether the connection that answers goes through TLS. */
export async function isEncrypted(q: Queryable): Promise<boolean> {
  const [row] = await q.query<{ ssl: boolean }>('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
  return row?.ssl === true;
}
