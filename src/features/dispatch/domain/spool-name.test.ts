import { expect, test } from 'vitest';
import { isFolderName, spoolName } from './spool-name.ts';

test('the file says how it opens, and which part it is', () => {
  expect(spoolName({ number: 'PKG-2026-00001', part: 1, form: 'x509' })).toBe('PKG-2026-00001.zip.p7m');
  expect(spoolName({ number: 'PKG-2026-00001', part: 2, form: 'age' })).toBe('PKG-2026-00001-part-2.zip.age');
});

test('no code leads out of the spool folder', () => {
  expect(isFolderName('QC-SPL')).toBe(true);
  for (const code of ['..', '../x', 'a/b', '', 'FR\n', 'qc-spl', '.hidden']) expect(isFolderName(code)).toBe(false);
});
