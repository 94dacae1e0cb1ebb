import type { Actor } from '#core/actor.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { IspwsCode } from '../domain/ispws-codes.ts';
import { REFUSAL_OF, standingOf } from '../domain/ispws-standing.ts';
import type { ReceiveDeps } from '../received.ts';
import { lockIspwsReport, markFinished, markRetracted, selectIspwsFiles } from '../store/ispws.ts';
import { putBeforePeople } from './put-before-people.ts';
import type { ProviderActor } from './submit-report.ts';

/** How a call that ends a report came out; `fileIds` of a report that exists for this sender. */
export interface Ending {
  readonly code: IspwsCode;
  readonly fileIds: readonly string[];
}

/** Finishes a report: nothing can be added after it. Repeated, it changes nothing and answers the same files with 5102. */
export function finishReport(tx: Tx, deps: ReceiveDeps, actor: ProviderActor, ispwsId: number): Promise<Ending> {
  return endReport(tx, deps, actor, ispwsId, { act: 'finish-report', mark: markFinished });
}

/** Takes a report back; it is kept all the same and put before a person. Repeated, it changes nothing and answers 5101. */
export function retractReport(tx: Tx, deps: ReceiveDeps, actor: ProviderActor, ispwsId: number): Promise<Ending> {
  return endReport(tx, deps, actor, ispwsId, { act: 'retract-report', mark: markRetracted });
}

async function endReport(
  tx: Tx,
  deps: ReceiveDeps,
  actor: ProviderActor,
  ispwsId: number,
  ending: { readonly act: string; readonly mark: typeof markFinished },
): Promise<Ending> {
  const now = deps.clock.now();
  const report = await lockIspwsReport(tx, ispwsId, actor.credentialId);
  const standing = report ? standingOf(report, now) : 'closed';
  if (!report || standing === 'closed') {
    await audit(tx, actor, ending.act, report ? [report.reportId] : [], 'refused');
    return { code: 'reportUnknown', fileIds: [] };
  }
  const fileIds = (await selectIspwsFiles(tx, report.reportId)).map((file) => file.ispwsFileId);
  if (standing !== 'unfinished') {
    await audit(tx, actor, ending.act, [report.reportId], 'refused');
    return { code: REFUSAL_OF[standing], fileIds };
  }
  await ending.mark(tx, report.reportId, now);
  await putBeforePeople(tx, deps, actor, [report.reportId]);
  await audit(tx, actor, ending.act, [report.reportId], 'done');
  return { code: 'success', fileIds };
}

function audit(tx: Tx, actor: Actor, act: string, objectIds: readonly number[], outcome: 'done' | 'refused') {
  return record(tx, { actor, act, objectKind: 'report', objectIds, outcome });
}
