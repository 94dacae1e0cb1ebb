import type { Command } from 'commander';
import { rotateRootKey, type VaultStatus, vaultStatus } from '#features/vault';
import { withInstance } from '../instance.ts';
import { act, type CommonOptions, Refused, withCommonOptions } from './speak.ts';

/** `vigie vault status|scrub|rotate`: how the evidence is kept, reading it again, and a new root key. */
export function registerVault(program: Command): void {
  const group = program.command('vault').description('the evidence vault');
  withCommonOptions(group.command('status')).description('objects, keys, damage').action(status);
  withCommonOptions(group.command('scrub')).description('read every object again, now').action(scrub);
  withCommonOptions(group.command('rotate')).description('go over to a new root key').action(rotate);
}

function status(options: CommonOptions): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const found = await vaultStatus(instance.db, instance);
      return { json: found, lines: linesOf(found) };
    }),
  );
}

function linesOf({ objects, bytes, expunged, toShred, rootKeys, scrub, openFaults, faults }: VaultStatus): string[] {
  return [
    `objects ${objects}  bytes ${bytes}  expunged ${expunged}  to-shred ${toShred}`,
    ...rootKeys.map(
      (root) => `root ${root.id}  ${root.kind}  ${root.current ? 'current' : 'old'}  wraps ${root.wraps}`,
    ),
    `read-since ${scrub.readSince ?? '—'}  every ${scrub.everyDays} days${scrub.overdue ? '  overdue' : ''}`,
    `damaged ${openFaults}`,
    ...faults.map((fault) => `${fault.objectId}  ${fault.fault}  ${fault.foundAt}`),
  ];
}

function scrub(options: CommonOptions): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const done = await instance.vault.scrub(instance.db, instance, 'whole-pass');
      if (done.busy) throw new Refused({ code: 'busy', message: BUSY });
      const { openFaults, faults } = await vaultStatus(instance.db, instance);
      return {
        json: { ...done, openFaults, faults },
        lines: [
          `read ${done.objectsRead}  damaged ${openFaults}`,
          ...faults.map((fault) => `${fault.objectId}  ${fault.fault}`),
        ],
        exitCode: openFaults === 0 ? 0 : 1,
      };
    }),
  );
}

const BUSY = {
  en: 'A worker is reading the vault at this moment; try again in a minute.',
  fr: 'Un processus relit le coffre en ce moment; réessayez dans une minute.',
};

const NOT_ROTATED = {
  'nothing-kept-yet': {
    en: 'The vault holds nothing yet: there is no key to replace.',
    fr: 'Le coffre est encore vide\u00a0: il n’y a aucune clé à remplacer.',
  },
  'same-root-key': {
    en: 'The root key command still names the same key; make a new one there first.',
    fr: 'La commande de la clé racine désigne toujours la même clé; créez-en d’abord une nouvelle.',
  },
} as const;

function rotate(options: CommonOptions): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const done = await rotateRootKey(instance.db, instance, instance.operator);
      if (!done.ok) throw new Refused({ code: done.refusal.kind, message: NOT_ROTATED[done.refusal.kind] });
      const { to, caseKeys } = done.value;
      return { json: done.value, lines: [`root ${to}  case keys ${caseKeys}`] };
    }),
  );
}
