import pg from 'pg';
import { classifyAddress } from '#platform/geo/classify-address.ts';

/** Whether a connection string leads to this machine: a socket, `localhost`, loopback. The driver’s own reading of it counts. */
export function isOnThisMachine(connectionString: string): boolean {
  const { host } = new pg.Client({ connectionString });
  return host.startsWith('/') || host === 'localhost' || classifyAddress(host)?.addressClass === 'loopback';
}
