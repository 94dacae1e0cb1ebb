import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Puts the no-break spaces of Canadian French (ux page, 3.5) into every `fr:` text of the sources; with --check it only names what is wrong.

const ROOT = new URL('../', import.meta.url).pathname;
const SOURCES = ['src/**/*.ts', 'console/src/**/*.{ts,tsx}', 'tools/words.mjs', 'reference/**/*.json'];
const FRENCH = /\b(fr"?:\s*)('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)/g;

/** A French text as it is typeset here: no-break space before a colon and inside « », none before ; ! ?, and ’ for an apostrophe. */
export function spaceFrench(text: string, noBreak: string): string {
  return text
    .split(/(\$\{[^}]*\})/)
    .map((part) => (part.startsWith('${') ? part : spacePart(part, noBreak)))
    .join('');
}

function spacePart(part: string, noBreak: string): string {
  return part
    .replace(/ :(?=\s|\\n|['"`]?$)/g, `${noBreak}:`)
    .replaceAll('« ', `«${noBreak}`)
    .replaceAll(' »', `${noBreak}»`)
    .replace(/(?<=[\p{L}»)}])(?: |\\u00a0)(?=[;!?](?:\s|['"`]?$))/gu, '')
    .replace(/(?<=\d) %/g, `${noBreak}%`);
}

/** The French texts of the sources that are typeset otherwise, with their file. */
export function misspacedFrench(): { readonly file: string; readonly text: string }[] {
  return files().flatMap((file) => {
    const source = readFileSync(join(ROOT, file), 'utf8');
    return [...source.matchAll(FRENCH)]
      .filter((match) => spaceFrench(match[2] ?? '', noBreakIn(file)) !== match[2] && !hasOpenExpression(match[2]))
      .map((match) => ({ file, text: match[2] ?? '' }));
  });
}

function files(): string[] {
  return SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).filter((file) => !/\.test\.tsx?$/.test(file));
}

/** Visible in code, itself in data. */
function noBreakIn(file: string): string {
  return file.endsWith('.json') ? '\u00a0' : '\\u00a0';
}

/** A template that holds another one is cut short by the search; a person sees to it. */
function hasOpenExpression(text = ''): boolean {
  return text.split('${').length !== text.split(/\$\{[^}]*\}/).length;
}

function write(): void {
  for (const file of files()) {
    const source = readFileSync(join(ROOT, file), 'utf8');
    const spaced = source.replace(FRENCH, (whole, key: string, text: string) =>
      hasOpenExpression(text) ? whole : key + spaceFrench(text, noBreakIn(file)),
    );
    if (spaced !== source) writeFileSync(join(ROOT, file), spaced);
  }
}

if (import.meta.main) {
  if (!process.argv.includes('--check')) write();
  const wrong = misspacedFrench();
  for (const { file, text } of wrong) process.stderr.write(`${file}: ${text}\n`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
