import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type AuditVerdict, proveEntries, raiseTamper, sequenceNow, verifyAuditOf } from '#features/audit';
import { withInstance } from '../instance.ts';
import { checkObjectOf } from '../wiring.ts';
import { act, type CommonOptions, Refused, refusedUnreadable, withCommonOptions } from './speak.ts';
import { registerWitness } from './witness.ts';

const NO_SUCH_ENTRY = {
  code: 'not-found',
  message: {
    en: 'No entry of the audit log has this number.',
    fr: 'Aucune inscription du journal d’audit ne porte ce numéro.',
  },
};

/** `vigie audit verify|proof|witness`: the trail proves itself, or names what was altered. */
export function registerAudit(program: Command): void {
  const group = program.command('audit').description('the audit log and its proof');
  withCommonOptions(group.command('verify'))
    .description('derive everything anew from the rows; the first altered row first')
    .option('--from <checkpoint>', 'a file with a signed head the log must still contain')
    .option('--evidence', 'read every object of evidence, not a sample')
    .action(verify);
  withCommonOptions(group.command('proof <id>')).description('the .tlog-proof of one entry').action(proof);
  registerWitness(group);
}

function verify(options: CommonOptions & { from?: string; evidence?: boolean }): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const verdict = await verifyAuditOf(instance.db, {
        audit: instance.audit,
        now: instance.clock.now(),
        checkObject: checkObjectOf(instance.vault),
        evidence: options.evidence ? 'all' : 'sample',
        ...(options.from === undefined
          ? {}
          : { from: await readFile(options.from, 'utf8').catch(refusedUnreadable(options.from)) }),
      });
      if (!verdict.ok) await raiseTamper(instance.db, instance.operator, verdict);
      return { json: verdict, lines: linesOf(verdict), exitCode: verdict.ok ? 0 : 1 };
    }),
  );
}

function linesOf(verdict: AuditVerdict): readonly string[] {
  const { ok, treeSize, rootHash, witness, faults, pending, evidence } = verdict;
  return [
    `${ok ? '✓' : '✗'} ${treeSize} ${rootHash}  witness ${witness.state}${witness.since === null ? '' : ` since ${witness.since}`}`,
    ...faults.map((fault) => `✗ ${fault.object}: ${fault.kind}${fault.at === null ? '' : ` (logged ${fault.at})`}`),
    `pending ${pending}, evidence ${evidence.checked} of ${evidence.objects}`,
  ];
}

function proof(id: string, options: CommonOptions): Promise<void> {
  return act(options, () =>
    withInstance(async ({ db, clock, audit }) => {
      await sequenceNow(db, { clock, audit });
      const [found] = /^\d{1,15}$/.test(id) ? await proveEntries(db, [Number(id)]) : [];
      if (!found) throw new Refused(NO_SUCH_ENTRY);
      const { entryId: entry, text, witnesses } = found;
      return { json: { entry, proof: text, witnesses, logKey: audit.logVerifier }, lines: [text.trimEnd()] };
    }),
  );
}
