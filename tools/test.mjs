import { obtainChromium } from './find-chromium.mjs';
import { install, isInstalled } from './install.mjs';
import { runStages } from './run-stages.mjs';
import { step } from './words.mjs';

// `npm test`: installs what the gate needs (a Chromium too), then runs it all. The last line is `N passed, N failed`.
try {
  if (!isInstalled()) await step('installing', install);
  process.env.CHROMIUM_PATH = obtainChromium() ?? '';
  await runStages();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
}
