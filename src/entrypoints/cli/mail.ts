import { join } from 'node:path';
import type { Command } from 'commander';
import { record } from '#features/audit';
import { factsOf } from '#platform/crypto/certificate-facts.ts';
import type { RecipientKey } from '#platform/crypto/cms-decrypt.ts';
import { withInstance } from '../instance.ts';
import { createMailKey, readMailKeys } from '../mail-keys.ts';
import { act, type CommonOptions, inTransactionOf, withCommonOptions } from './speak.ts';

/** `vigie mail key create|list`: what senders encrypt their mail to. */
export function registerMail(program: Command): void {
  const group = program.command('mail').description('mail that comes in');
  const key = group.command('key').description('keys that open encrypted mail');
  withCommonOptions(key.command('create'))
    .description('a new key, and the certificate to hand to senders')
    .requiredOption('--name <name>', 'the organisation, as senders shall see it')
    .requiredOption('--address <address>', 'the address mail is sent to')
    .action(create);
  withCommonOptions(key.command('list').description('certificates to hand to senders')).action(list);
}

function create(options: CommonOptions & { name: string; address: string }): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const keysDir = join(instance.settings.dataDir, 'keys');
      const made = await createMailKey(keysDir, { ...options, clock: instance.clock });
      const shown = shownKey(made);
      await inTransactionOf(instance, (tx) =>
        record(tx, {
          actor: instance.operator,
          act: 'create-mail-key',
          objectKind: 'key',
          objectIds: [],
          outcome: 'done',
          detail: { fingerprint: shown.fingerprint },
        }),
      );
      return { json: shown, lines: [shown.certificate] };
    }),
  );
}

function list(options: CommonOptions): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const items = (await readMailKeys(join(instance.settings.dataDir, 'keys'))).map(shownKey);
      return { json: { items, next: null }, lines: items.map(({ certificate }) => certificate) };
    }),
  );
}

/** Never the key itself. */
function shownKey({ certificate }: RecipientKey) {
  const { subject, notAfter, fingerprintSha256 } = factsOf(certificate);
  return { subject, notAfter, fingerprint: fingerprintSha256, certificate: certificate.toString() };
}
