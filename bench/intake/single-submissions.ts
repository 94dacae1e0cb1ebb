import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { GIB, MIB } from '#core/units.ts';
import { httpServer } from '#entrypoints/server.ts';
import { openTools } from '#entrypoints/wiring.ts';
import { createCredential } from '#features/access';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type Figure, figure, median } from '../support/figure.ts';
import { openHouse } from '../support/house.ts';
import { TARGETS } from '../targets.ts';

const ROUNDS = 5;
const CLIENT = new URL('./submitting-client.ts', import.meta.url).pathname;

interface Round {
  readonly perSecond: number;
  readonly p99: number;
}

/** Single submissions to `/ispws/submit` by a program of its own, 32 at a time, each acknowledged after its commit; stages run beside. */
export async function measureSingles(seed: number, tell: (line: string) => void): Promise<readonly Figure[]> {
  const house = await openHouse();
  const { instance } = house;
  const tools = await openTools(instance);
  const app = await httpServer(instance, tools, { maxFileBytes: GIB, maxXmlBytes: MIB }, async () => true);
  try {
    const baseUrl = await app.listen({ host: '127.0.0.1', port: 0 });
    const made = await inTransaction(instance.db, (tx) =>
      createCredential(tx, instance, instance.operator, { provider: 'Bench', scope: 'ispws' }),
    );
    if (!made.ok) throw new Error(`No credential: ${made.refusal.kind}`);
    // The ordinary quota is a fraction of what is measured here; a sender of this size has one of its own.
    await house.owner.query(
      `insert into intake_quota (sender, documents_per_minute, mebibytes_per_hour, alarms_per_minute, valid_from, reason, set_by, set_at)
       values ($1, 1000000, 1000000, 1000000, now() - interval '1 minute', 'bench', 'operator:bench', now())`,
      [`credential:${made.value.id}`],
    );
    const login = `${made.value.username}:${made.value.password}`;
    const rounds: Round[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const one = await runClient([baseUrl, login, String(seed + round)]);
      tell(`single submissions: ${Math.round(one.perSecond)}/s, p99 ${Math.round(one.p99)} ms`);
      if (round > 0) rounds.push(one);
    }
    const [rates, slowest] = [rounds.map((one) => one.perSecond), rounds.map((one) => one.p99)];
    return [
      figure('c1-single-submissions', median(rates), '/s', TARGETS.singleSubmissions),
      figure('c1-single-submission-p99', median(slowest), 'ms', TARGETS.singleSubmissionP99),
    ];
  } finally {
    await app.close();
    await house.close();
  }
}

async function runClient(args: readonly string[]): Promise<Round> {
  const child = spawn(process.execPath, [CLIENT, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error('The submitting client failed.');
  return JSON.parse(out) as Round;
}
