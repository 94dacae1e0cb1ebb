import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { StaffActor } from '#core/actor.ts';
import type { Bilingual, Language } from '#core/locale.ts';
import { parseByteSize } from '#core/units.ts';
import { ensureStaff, hasEnrolled, issueSignInLink, signInState } from '#features/access';
import { loadDirectory } from '#features/routing';
import { isAllWorkTaken } from '#pipeline/worker.ts';
import { codeOf } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { loadCaseload } from '../demo/caseload.ts';
import { DEMO_STAFF, FIRST_ADMINISTRATOR, type NamedStaff } from '../demo/staff.ts';
import { startDoorRounds } from '../door-rounds.ts';
import { type Instance, openInstance } from '../instance.ts';
import { type MailDoors, openMailDoors } from '../mail-doors.ts';
import { readMailSettings } from '../mail-settings.ts';
import { SERVED_GROUPS, type ServedGroup } from '../served-groups.ts';
import { httpServer } from '../server.ts';
import { outliveDatabase, runUntilStopped } from '../signals.ts';
import { openTools, startStageWorker } from '../wiring.ts';
import { act, type CommonOptions, Refused, someOf, withCommonOptions } from './speak.ts';

interface ServeOptions extends CommonOptions {
  readonly demo?: boolean;
  readonly only: readonly ServedGroup[];
  readonly worker: boolean;
  readonly maxFile: string;
  readonly maxXml: string;
}

const WORKER_JOBS_AT_ONCE = 4;

/** `vigie serve`: database, server and worker of one data folder, until a signal. */
export function registerServe(program: Command): void {
  withCommonOptions(program.command('serve'))
    .description('serve this data folder')
    .option('--demo', 'with a synthetic caseload and demonstration roles')
    .addOption(
      new Option('--only <groups>', 'only these groups of routes, with commas; the health routes are always there')
        .choices(SERVED_GROUPS)
        .argParser(someOf(SERVED_GROUPS)),
    )
    .option('--no-worker', 'leave queued work to vigie worker')
    .addOption(new Option('--max-file <size>', 'largest file a provider may upload').default('8GiB').argParser(sizeOf))
    .addOption(new Option('--max-xml <size>', 'largest XML document').default('64MiB').argParser(sizeOf))
    .action((options: Omit<ServeOptions, 'only'> & Partial<ServeOptions>) =>
      act(options, async (language) => {
        await serve({ only: SERVED_GROUPS, ...options }, language);
        return { json: null, lines: [] };
      }),
    );
}

async function serve(options: ServeOptions, language: Language): Promise<void> {
  const tell = (words: Bilingual) => process.stderr.write(`${words[language]}\n`);
  const instance = await openInstance({ claim: 'own', onProgress: tell });
  outliveDatabase(instance.log);
  try {
    await inTransaction(instance.db, (tx) => loadDirectory(tx));
    const tools = await openTools(instance);
    const staff = await makeStaff(instance, options.demo ? DEMO_STAFF : [FIRST_ADMINISTRATOR]);
    const worker = options.worker
      ? await startStageWorker(instance, { concurrency: WORKER_JOBS_AT_ONCE }, tools)
      : null;
    if (options.demo) await loadCaseload(instance, staff, tell);
    const workerRuns = async () => worker !== null || isAllWorkTaken(instance.db);
    const server = await httpServer(instance, tools, { ...limitsOf(options), groups: options.only }, workerRuns);
    const address = await listen(server, instance);
    const doors = options.only.includes('intake') ? await startDoorRounds(instance) : null;
    const mail = options.only.includes('intake') ? await mailDoors(instance) : null;
    await instance.embedded?.announceAddress(address);
    // Where nobody signs in, a link would lead nowhere.
    if (options.only.includes('staff')) await printLinks(instance, await unenrolled(instance, staff), address);
    process.stdout.write(`ready ${address}\n`);
    await runUntilStopped();
    await server.close();
    await mail?.stop();
    await doors?.stop();
    await worker?.stop();
  } finally {
    await instance.close();
  }
}

/** Mail comes in where an operator has opened a door for it; the address is told beside the server's own. */
async function mailDoors(instance: Instance): Promise<MailDoors> {
  const settings = await readMailSettings(join(instance.settings.dataDir, 'operator'));
  if (!settings.ok) throw new Refused({ code: 'unusable-mail', message: settings.refusal });
  return openMailDoors(instance, settings.value);
}

function limitsOf(options: ServeOptions) {
  return {
    maxFileBytes: parseByteSize(options.maxFile) ?? 0,
    maxXmlBytes: parseByteSize(options.maxXml) ?? 0,
  };
}

function sizeOf(text: string): string {
  if (parseByteSize(text) === null) throw new InvalidArgumentError('Allowed: 512MiB, 8GiB.');
  return text;
}

async function listen(server: Awaited<ReturnType<typeof httpServer>>, instance: Instance): Promise<string> {
  const { host, port } = instance.settings;
  try {
    return (await server.listen({ host, port })).replace(/\/$/, '');
  } catch (error) {
    throw new Refused({
      code: codeOf(error) === 'EADDRINUSE' ? 'address-in-use' : 'cannot-listen',
      message: {
        en: `Cannot listen on ${host}:${port} (${codeOf(error)}). Another program may use it; set VIGIE_PORT to another port.`,
        fr: `Impossible d’écouter sur ${host}:${port} (${codeOf(error)}). Un autre programme l’utilise peut-être; donnez un autre port dans VIGIE_PORT.`,
      },
    });
  }
}

interface MadeStaff extends StaffActor {
  readonly label: NamedStaff['label'];
}

async function makeStaff(instance: Instance, people: readonly NamedStaff[]): Promise<readonly MadeStaff[]> {
  return inTransaction(instance.db, async (tx) => {
    const made: MadeStaff[] = [];
    for (const { label, name, language, roles, demo } of people) {
      const staffId = await ensureStaff(tx, instance, { name, language, roles, demo });
      made.push({ kind: 'staff', staffId, name, roles, language, label });
    }
    return made;
  });
}

/**
 * Whoever has a key of their own needs no link. Outside the demonstration the one link dies with the first administrator who can sign in:
 * from then on people come by an administrator.
 */
async function unenrolled(instance: Instance, staff: readonly MadeStaff[]): Promise<readonly MadeStaff[]> {
  const { enrolledAdministrators } = await signInState(instance.db);
  const waiting: MadeStaff[] = [];
  for (const person of staff) {
    const isLate = person.name === FIRST_ADMINISTRATOR.name && enrolledAdministrators > 0;
    if (!isLate && !(await hasEnrolled(instance.db, person.staffId))) waiting.push(person);
  }
  return waiting;
}

/** Printed on the terminal only. Browsers refuse passkeys on an IP address, so the links say localhost. */
async function printLinks(instance: Instance, staff: readonly MadeStaff[], address: string): Promise<void> {
  const named = address.replace('//127.0.0.1:', '//localhost:');
  for (const { label, staffId } of staff) {
    const link = await inTransaction(instance.db, (tx) => issueSignInLink(tx, instance, staffId));
    process.stdout.write(`sign-in ${label} ${named}/sign-in?code=${link.code}\n`);
  }
}
