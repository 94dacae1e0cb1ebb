import { writeFileSync } from 'node:fs';

/** A vitest reporter that writes how a run ended, and why tests were skipped, into the file named by `VIGIE_TALLY`. */
// biome-ignore lint/style/noDefaultExport: vitest takes a reporter by its default export
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const tally = { passed: 0, failed: unhandledErrors.length, skipped: [] };
    for (const module of modules) {
      const before = tally.failed;
      for (const test of module.children.allTests()) count(test, tally);
      // A file that cannot be loaded, or whose set-up throws, has no failing test of its own.
      if (module.state() === 'failed' && tally.failed === before) tally.failed += 1;
    }
    const file = process.env.VIGIE_TALLY;
    if (file !== undefined) writeFileSync(file, JSON.stringify(tally));
  }
}

function count(test, tally) {
  const { state, note } = test.result();
  if (state === 'passed') tally.passed += 1;
  else if (state === 'failed') tally.failed += 1;
  else tally.skipped.push({ title: test.fullName, reason: note ?? null });
}
