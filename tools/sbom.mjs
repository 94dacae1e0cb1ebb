import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './install.mjs';

// npm run sbom: what the product is made of, in CycloneDX, from the lockfile alone; then what is missing from it (nothing, or exit 1).

const out = process.argv[2] ?? join(ROOT, 'out', 'sbom.cdx.json');
const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
const text = execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 });
const sbom = JSON.parse(text);
const { name } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
// npm names it after the folder it was checked out into.
sbom.metadata.component.name = name;
mkdirSync(join(out, '..'), { recursive: true });
writeFileSync(out, `${JSON.stringify(sbom, null, 1)}\n`);

const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
const locked = Object.entries(packages).filter(([path]) => path !== '');
const listed = new Set(sbom.components.map((component) => component['bom-ref']));
const missing = locked
  .map(
    ([path, { name: alias, version }]) => `${alias ?? path.slice(path.lastIndexOf('node_modules/') + 13)}@${version}`,
  )
  .filter((ref) => !listed.has(ref));
const production = locked.filter(([, entry]) => !entry.dev && !entry.optional && !entry.devOptional);
const direct = Object.keys(packages[''].dependencies ?? {});
const counts = {
  listed: listed.size,
  locked: locked.length,
  missing,
  direct: direct.length,
  production: production.length,
};
process.stdout.write(`${JSON.stringify(counts)}\n`);
process.exitCode = missing.length > 0 ? 1 : 0;
