import type { Clock } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import type { Language } from '#core/locale.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { insertStaff, type NewStaff, updateLanguage } from '../store/people.ts';

/** The person with this name, created when there is none; roles of an existing person are never changed. Called at start-up only. */
export async function ensureStaff(tx: Tx, deps: { readonly clock: Clock }, staff: NewStaff): Promise<StaffId> {
  const { staffId, isNew } = await insertStaff(tx, staff, deps.clock.now());
  if (isNew) {
    await record(tx, {
      actor: { kind: 'stage', stage: 'startUp' },
      act: 'create-staff',
      objectKind: 'staff',
      objectIds: [staffId],
      outcome: 'done',
      detail: { roles: staff.roles, demo: staff.demo },
    });
  }
  return staffId;
}

/** A person chooses the language of the console and of refusals. */
export async function chooseLanguage(tx: Tx, staffId: StaffId, language: Language): Promise<void> {
  await updateLanguage(tx, staffId, language);
}
