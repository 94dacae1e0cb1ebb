import { Command, CommanderError } from 'commander';
import { registerAudit } from './cli/audit.ts';
import { registerBackup } from './cli/backup.ts';
import { registerCredential } from './cli/credential.ts';
import { registerDispatch } from './cli/dispatch.ts';
import { registerDoctor } from './cli/doctor.ts';
import { registerExplain } from './cli/explain.ts';
import { registerImport } from './cli/import.ts';
import { registerPackage } from './cli/package.ts';
import { registerReport } from './cli/report.ts';
import { registerServe } from './cli/serve.ts';
import { registerSimulate } from './cli/simulate.ts';
import { registerStats } from './cli/stats.ts';
import { registerToken } from './cli/token.ts';
import { registerVault } from './cli/vault.ts';
import { registerWorker } from './cli/worker.ts';

/** Exit codes: 0 done · 1 refused, not found, verification failed, imbalance, infrastructure down · 2 usage. */
const USAGE = 2;

const program = new Command('vigie')
  .description('The desk of a national clearing house: received, judged, linked, routed, delivered.')
  .exitOverride();

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
  registerVault,
  registerDoctor,
];
for (const register of REGISTER) register(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : USAGE;
}
