import type { Role } from '#core/actor.ts';
import { systemClock } from '#core/clock.ts';
import { ensureStaff, issueSignInLink } from '#features/access';
import { connect, type Db } from '#platform/postgres/connect.ts';
import { runningInstance } from '#platform/postgres/embedded/instance.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import type { RunningVigie } from './vigie.ts';

/** A supervisor of a running demonstration, as a one-time link. */
export function aSupervisor(running: RunningVigie, name: string): Promise<string> {
  return aColleague(running, name, 'supervisor');
}

/** Somebody with one role, as a one-time link. */
export async function aColleague(running: RunningVigie, name: string, role: Role): Promise<string> {
  return onDatabase(running, (db) =>
    inTransaction(db, async (tx) => {
      const person = { name, roles: [role], language: 'en', demo: true } as const;
      const staffId = await ensureStaff(tx, { clock: systemClock }, person);
      const { code } = await issueSignInLink(tx, { clock: systemClock }, staffId);
      return `${running.baseUrl}/sign-in?code=${code}`;
    }),
  );
}

/** Makes some reports of the caseload old and left without action; answers their numbers. */
export async function someDueReports(running: RunningVigie, count: number): Promise<readonly string[]> {
  return onDatabase(running, async (db) => {
    const rows = await db.query<{ number: string; reportId: number }>(
      `update intake_report
       set received_at = received_at - interval '5 years', last_change_at = last_change_at - interval '5 years',
           state = 'not-actionable'
       where report_id in (select report_id from intake_report where state = 'open' order by report_id limit $1)
       returning number, report_id as "reportId"`,
      [count],
    );
    const ids = rows.map((row) => row.reportId);
    await db.query("update intake_ledger set at = at - interval '5 years' where report_id = any($1)", [ids]);
    return rows.map((row) => row.number).toSorted();
  });
}

async function onDatabase<T>(running: RunningVigie, act: (db: Db) => Promise<T>): Promise<T> {
  const instance = await runningInstance(running.dataDir);
  const db = connect({ connectionString: instance?.connectionString ?? '', maxConnections: 2 });
  try {
    return await act(db);
  } finally {
    await db.close();
  }
}
