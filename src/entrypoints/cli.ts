import { Command } from 'commander';
import { registerAudit } from './cli/audit.ts';
import { registerBackup } from './cli/backup.ts';
import { registerCredential } from './cli/credential.ts';
import { registerDispatch } from './cli/dispatch.ts';
import { registerDoctor } from './cli/doctor.ts';
import { registerExplain } from './cli/explain.ts';
import { registerImport } from './cli/import.ts';
import { registerMail } from './cli/mail.ts';
import { registerPackage } from './cli/package.ts';
import { registerReport } from './cli/report.ts';
import { runProgram } from './cli/run-program.ts';
import { registerServe } from './cli/serve.ts';
import { registerSimulate } from './cli/simulate.ts';
import { withCommonOptions } from './cli/speak.ts';
import { registerStats } from './cli/stats.ts';
import { registerToken } from './cli/token.ts';
import { registerVault } from './cli/vault.ts';
import { registerWorker } from './cli/worker.ts';

/** The whole command line of `vigie`. */
export const program = withCommonOptions(new Command('vigie'))
  // Common options before a command are the program's, after it the command's own.
  .enablePositionalOptions()
  .description('The desk of a national clearing house: received, judged, linked, routed, delivered.');

const REGISTER = [
  registerServe,
  registerWorker,
  registerImport,
  registerReport,
  registerExplain,
  registerPackage,
  registerDispatch,
  registerStats,
  registerAudit,
  registerSimulate,
  registerBackup,
  registerCredential,
  registerToken,
  registerMail,
  registerVault,
  registerDoctor,
];
for (const register of REGISTER) register(program);

if (import.meta.main) await runProgram(program, process.argv.slice(2));
