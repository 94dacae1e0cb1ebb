import { SHARED_SERVER } from './database.ts';
import { startTestServer, templateOn } from './test-server.ts';

/** Gives the suites of one run one server: the external one of `DATABASE_URL`, or our own, never both. */
export async function setup(): Promise<() => Promise<void>> {
  const external = process.env['DATABASE_URL'];
  if (external !== undefined) {
    await templateOn(external);
    return async () => undefined;
  }
  // Another suite of the same run has set it up.
  if (process.env[SHARED_SERVER] !== undefined) return async () => undefined;
  const server = await startTestServer();
  process.env[SHARED_SERVER] = server.adminUrl;
  await templateOn(server.adminUrl);
  return async () => {
    delete process.env[SHARED_SERVER];
    await server.stop();
  };
}
