import { execFile } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { FRENCH_HELP } from '../src/entrypoints/cli/french-help.ts';
import { misuseWords } from '../src/entrypoints/cli/misuse-words.ts';
import { commandsBelow, speakIn } from '../src/entrypoints/cli/program-words.ts';
import { commonOptionsLast } from '../src/entrypoints/cli/run-program.ts';
import { COMMAND_NAMES, programFor } from '../src/entrypoints/cli.ts';
import { vigie } from './support/vigie.ts';

// Proved here: what the command line says before it touches any data folder (interface page, section 3): usage ends with 2, in either
// language, and with --json as one JSON value. Out of scope: what the commands do (journeys).
// Alone: npx vitest run --project unit test/command-line.test.ts

const NOWHERE = '/nonexistent';
const program = await programFor([]);

describe('the help of the command line', () => {
  it('describes every command and option', () => {
    const silent = commandsBelow(program).filter((command) => command.description() === '');
    const options = commandsBelow(program).flatMap((command) => command.options);
    expect(silent.map((command) => command.name())).toEqual([]);
    expect(options.filter((option) => option.description === '').map((option) => option.flags)).toEqual([]);
  });

  it('has French words for all its English ones', () => {
    const commands = [program, ...commandsBelow(program)];
    const english = commands.flatMap((command) => [
      command.description(),
      ...command.options.map((option) => option.description),
    ]);
    expect([...new Set(english)].filter((words) => FRENCH_HELP[words] === undefined)).toEqual([]);
  });

  it('is French where French is asked for', async () => {
    const { code, stdout, stderr } = await vigie(NOWHERE, '--lang', 'fr', 'stats', '--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Utilisation\u00a0:');
    expect(stdout).toContain('le registre, par source et par jour');
  });

  it('takes the common options before the command as after it', () => {
    expect(commonOptionsLast(['--json', '--lang', 'fr', 'report', 'list', '--limit', '3'])).toEqual([
      'report',
      'list',
      '--limit',
      '3',
      '--json',
      '--lang',
      'fr',
    ]);
  });
});

/** What the parser complains of, in both languages; null when it shows the help instead. */
async function complaintOf(args: readonly string[]) {
  try {
    speakIn(program, 'en');
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return misuseWords(error);
    throw error;
  }
  throw new Error('No complaint.');
}

describe('a command', () => {
  it('is read alone when it is asked for, and with all others for help', async () => {
    const read = async (...args: string[]) => (await programFor(args)).commands.map((command) => command.name());
    const alone = await Promise.all(COMMAND_NAMES.map((name) => read('--lang', 'fr', name, '--json')));
    expect(alone).toEqual(COMMAND_NAMES.map((name) => [name]));
    expect(await read('--help')).toEqual(COMMAND_NAMES);
    expect(await read('toString')).toEqual(COMMAND_NAMES);
  });
});

describe('a misuse of the command line', () => {
  it.each([
    ['an unknown command', ['nonsense']],
    ['an unknown option', ['stats', '--bogus']],
    ['a missing argument', ['report', 'show']],
    ['a missing value', ['stats', '--from']],
    ['a missing option', ['credential', 'create', '--scope', 'ispws']],
    ['too many arguments', ['stats', 'all', 'of', 'them']],
    ['a limit that is no number', ['report', 'list', '--limit', 'abc']],
    ['a limit of nothing', ['report', 'list', '--limit', '0']],
    ['a state nobody knows', ['report', 'list', '--state', 'bogus']],
    ['a source nobody knows', ['import', '/tmp', '--source', 'bogus']],
    ['a day that does not exist', ['stats', '--from', '2026-02-30']],
    ['a size that is none', ['serve', '--max-file', 'much']],
    ['a group of routes nobody serves', ['serve', '--only', 'intake,everything']],
    ['a kind of work nobody does', ['worker', '--only', 'sealing']],
    ['a concurrency of nothing', ['worker', '--concurrency', '0']],
    ['a language nobody speaks here', ['stats', '--lang', 'xx']],
    ['a scope nobody grants', ['token', 'create', '--name', 'a', '--scope', 'all']],
  ])('is told in words of both languages: %s', async (_name, args) => {
    const words = await complaintOf(args);
    expect(words?.en).toMatch(/^[“A-Z<]/);
    expect(words?.fr).toMatch(/^[«A-Z<]/);
    expect(words?.fr).not.toBe(words?.en);
  });

  it('ends with 2, as exactly one JSON value where JSON was asked for', async () => {
    const { code, stdout } = await vigie(NOWHERE, 'report', 'list', '--limit', 'abc', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'usage',
        message: {
          en: '“abc” does not fit the option “--limit <n>”. Allowed: 1–1000.',
          fr: '«\u00a0abc\u00a0» ne convient pas à l’option «\u00a0--limit <n>\u00a0». Valeurs permises\u00a0: 1–1000.',
        },
      },
    });
  });

  it('names what is allowed where one of several names is wrong', async () => {
    expect(await complaintOf(['serve', '--only', 'intake,everything'])).toEqual({
      en: '“intake,everything” does not fit the option “--only <groups>”. Allowed: intake, staff, partner, provider.',
      fr: '«\u00a0intake,everything\u00a0» ne convient pas à l’option «\u00a0--only <groups>\u00a0». Valeurs permises\u00a0: intake, staff, partner, provider.',
    });
    expect((await complaintOf(['worker', '--only', 'sealing']))?.fr).toContain('stages, seal, dispatch');
  });

  it('is told on stderr otherwise, with what would have been right', async () => {
    const told = await vigie(NOWHERE, 'report', 'list', '--urgency', 'P9', '--lang', 'fr');
    expect(told).toMatchObject({ code: 2, stdout: '' });
    expect(told.stderr).toBe(
      '«\u00a0P9\u00a0» ne convient pas à l’option «\u00a0--urgency <urgency>\u00a0». Valeurs permises\u00a0: P1, P2, P3, P4, informational.\n',
    );
  });
});

describe('a command that cannot do what it was asked', () => {
  it.each([
    ['a folder that is not there', ['import', '/nonexistent/here', '--source', 'ncmec']],
    ['a key file that is not there', ['package', 'verify', '/tmp', '--key', '/nonexistent.key']],
  ])('ends with 1 and says so as one JSON value: %s', async (_name, args) => {
    const { code, stdout } = await vigie(NOWHERE, ...args, '--json');
    expect({ code, kind: JSON.parse(stdout).error.code }).toEqual({ code: 1, kind: 'unreadable-path' });
  });
});

describe('the program of the clone', () => {
  it('keeps what it has read of the code, so that the next command starts sooner', async () => {
    const kept = new URL('../node_modules/.cache/vigie', import.meta.url).pathname;
    await rm(kept, { recursive: true, force: true });
    const { NODE_COMPILE_CACHE: _ours, ...env } = process.env;
    await promisify(execFile)(new URL('../bin/vigie', import.meta.url).pathname, ['--help'], { env });
    expect(await readdir(kept)).not.toEqual([]);
  });
});
