import { startEmbeddedPostgres } from '#platform/postgres/embedded/start-embedded-postgres.ts';

// A supervisor in a process of its own, for tests that kill it: `node embedded-child.ts <data folder>`.
// Prints one line of JSON when it has started or was refused; SIGTERM stops it cleanly.

const started = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '' });
if (started.ok) {
  const { connectionString, pid, stop, databaseFolder } = started.value;
  process.once('SIGTERM', () => void stop().then(() => process.exit(0)));
  // The lock and the server's handle let the process end; a supervisor stays.
  setInterval(() => undefined, 60_000);
  process.stdout.write(`${JSON.stringify({ connectionString, pid: pid(), databaseFolder })}\n`);
} else {
  process.stdout.write(`${JSON.stringify({ refusal: started.refusal })}\n`);
}
