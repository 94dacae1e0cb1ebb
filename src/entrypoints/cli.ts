import { Command } from 'commander';
import { commonOptionsLast, runProgram } from './cli/run-program.ts';
import { withCommonOptions } from './cli/speak.ts';

type Register = (program: Command) => void;

/** Every command by its name, in the order of the help. Each is read from the disk when it is asked for. */
const COMMANDS = new Map<string, () => Promise<Register>>([
  ['serve', async () => (await import('./cli/serve.ts')).registerServe],
  ['worker', async () => (await import('./cli/worker.ts')).registerWorker],
  ['import', async () => (await import('./cli/import.ts')).registerImport],
  ['report', async () => (await import('./cli/report.ts')).registerReport],
  ['explain', async () => (await import('./cli/explain.ts')).registerExplain],
  ['package', async () => (await import('./cli/package.ts')).registerPackage],
  ['dispatch', async () => (await import('./cli/dispatch.ts')).registerDispatch],
  ['stats', async () => (await import('./cli/stats.ts')).registerStats],
  ['audit', async () => (await import('./cli/audit.ts')).registerAudit],
  ['simulate', async () => (await import('./cli/simulate.ts')).registerSimulate],
  ['backup', async () => (await import('./cli/backup.ts')).registerBackup],
  ['credential', async () => (await import('./cli/credential.ts')).registerCredential],
  ['token', async () => (await import('./cli/token.ts')).registerToken],
  ['mail', async () => (await import('./cli/mail.ts')).registerMail],
  ['vault', async () => (await import('./cli/vault.ts')).registerVault],
  ['doctor', async () => (await import('./cli/doctor.ts')).registerDoctor],
]);

/** The names of all commands. */
export const COMMAND_NAMES = [...COMMANDS.keys()];

/** The command line of `vigie` as far as these arguments need it: the command they name, or all of them for help and misuse. */
export async function programFor(given: readonly string[]): Promise<Command> {
  const program = withCommonOptions(new Command('vigie'))
    // Common options before a command are the program's, after it the command's own.
    .enablePositionalOptions()
    .description('The desk of a national clearing house: received, judged, linked, routed, delivered.');
  const asked = COMMANDS.get(commonOptionsLast(given)[0] ?? '');
  const wanted = asked === undefined ? [...COMMANDS.values()] : [asked];
  for (const register of await Promise.all(wanted.map((load) => load()))) register(program);
  return program;
}

if (import.meta.main) {
  const args = process.argv.slice(2);
  await runProgram(await programFor(args), args);
}
