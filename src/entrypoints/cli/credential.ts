import { type Command, Option } from 'commander';
import { HOUR_MS } from '#core/units.ts';
import { createCredential, listCredentials, revokeCredential, rotateCredential } from '#features/access';
import { type Instance, withInstance } from '../instance.ts';
import {
  act,
  type CommonOptions,
  grantedOr,
  idOr,
  inTransactionOf,
  NO_SUCH_PLACE,
  Refused,
  withCommonOptions,
  withPageOptions,
} from './speak.ts';

const NO_SUCH = {
  code: 'not-found',
  message: { en: 'No credential has this number.', fr: 'Aucun identifiant d’accès ne porte ce numéro.' },
};

const ONCE = {
  en: 'The password is shown this once and kept nowhere.',
  fr: 'Le mot de passe s’affiche cette seule fois et n’est conservé nulle part.',
};

// Two secrets live side by side for a week at most.
const MAX_OVERLAP_HOURS = 168;

/** `vigie credential create|list|rotate|revoke`: what a provider's machine signs in with. */
export function registerCredential(program: Command): void {
  const group = program.command('credential').description('machine credentials of providers');
  withCommonOptions(group.command('create').description('a new credential; its password is shown once'))
    .requiredOption('--provider <name>', 'the provider that will report')
    .addOption(new Option('--scope <scope>', 'what it opens').choices(['ispws']).makeOptionMandatory())
    .action(create);
  withPageOptions(group.command('list').description('credentials, newest first')).action(list);
  withCommonOptions(group.command('rotate <id>').description('a new password for a credential'))
    .option('--overlap-hours <n>', 'how long the old password is taken too', '24')
    .action(rotate);
  withCommonOptions(group.command('revoke <id>').description('end a credential')).action(revoke);
}

function create(options: CommonOptions & { provider: string }): Promise<void> {
  return act(options, (language) =>
    withInstance(async (instance) => {
      const made = await inTransactionOf(instance, (tx) =>
        createCredential(tx, instance, instance.operator, { provider: options.provider, scope: 'ispws' }),
      );
      const credential = grantedOr(made, NO_SUCH);
      return {
        json: credential,
        lines: [`username ${credential.username}`, `password ${credential.password}`, ONCE[language]],
      };
    }),
  );
}

function list(options: CommonOptions & { limit: number; after?: string }): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const page = {
        limit: options.limit,
        before: options.after === undefined ? null : idOr(options.after, NO_SUCH_PLACE),
      };
      const listed = await inTransactionOf(instance, (tx) => listCredentials(tx, instance.operator, page));
      const items = grantedOr(listed, NO_SUCH_PLACE);
      const next = items.length === page.limit ? String(items.at(-1)?.id) : null;
      return {
        json: { items, next },
        lines: items.map((item) =>
          [item.id, item.username, item.provider, item.scope, item.revokedAt ?? item.lastUsedAt ?? '—'].join('  '),
        ),
      };
    }),
  );
}

function rotate(id: string, options: CommonOptions & { overlapHours: string }): Promise<void> {
  return act(options, (language) =>
    withInstance(async (instance) => {
      const made = await inTransactionOf(instance, (tx) =>
        rotateCredential(tx, instance, instance.operator, idOr(id, NO_SUCH), overlapMsOf(options.overlapHours)),
      );
      const credential = grantedOr(made, NO_SUCH);
      return {
        json: credential,
        lines: [`username ${credential.username}`, `password ${credential.password}`, ONCE[language]],
      };
    }),
  );
}

function overlapMsOf(text: string): number {
  const hours = Number(text);
  if (Number.isInteger(hours) && hours >= 0 && hours <= MAX_OVERLAP_HOURS) return hours * HOUR_MS;
  throw new Refused({
    code: 'overlap',
    message: {
      en: `--overlap-hours takes a whole number from 0 to ${MAX_OVERLAP_HOURS}.`,
      fr: `--overlap-hours accepte un nombre entier de 0 à ${MAX_OVERLAP_HOURS}.`,
    },
  });
}

function revoke(id: string, options: CommonOptions): Promise<void> {
  return act(options, (language) => withInstance((instance: Instance) => revokeOne(instance, id, language)));
}

async function revokeOne(instance: Instance, id: string, language: 'en' | 'fr') {
  const done = await inTransactionOf(instance, (tx) =>
    revokeCredential(tx, instance, instance.operator, idOr(id, NO_SUCH)),
  );
  const entry = grantedOr(done, NO_SUCH);
  const words = { en: `Credential ${id} is revoked.`, fr: `L’identifiant d’accès ${id} est révoqué.` };
  return { json: entry, lines: [words[language]] };
}
