import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SECOND_MS } from '#core/units.ts';
import { envelopeFault } from '#platform/blobs/chunked-encryption.ts';
import type { RootKey } from './root-key.ts';

const FILE_NAME = 'root-command.json';
const DEFAULT_TIMEOUT_S = 10;
// 10,000 wrapped keys of 40 bytes in Base64, with room.
const MOST_ANSWER_BYTES = 4_000_000;
const WRAPPED_BYTES = 40;
const KEY_BYTES = 32;

/** A program that wraps and unwraps: an HSM's client, a key service's. */
export interface RootCommand {
  /** The program and its arguments; no shell sees them. */
  readonly argv: readonly [string, ...string[]];
  readonly timeoutSeconds: number;
}

/** Reads `keys/root-command.json`; null when there is none, throws `root-command-damaged` when it says nothing usable. */
export async function readRootCommand(keysDir: string): Promise<RootCommand | null> {
  let text: string;
  try {
    text = await readFile(join(keysDir, FILE_NAME), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const command = parseCommand(text);
  if (command === null)
    throw Object.assign(new Error('keys/root-command.json names no program.'), { code: 'root-command-damaged' });
  return command;
}

/** The key the command uses for new wraps. */
export async function keyOfCommand(command: RootCommand): Promise<RootKey> {
  const { keyId } = await ask(command, { act: 'describe' });
  if (typeof keyId !== 'string' || !/^[\w.:/@-]{1,200}$/.test(keyId)) throw commandFault('answer');
  return namedKeyOfCommand(command, `${PREFIX}${keyId}`);
}

/** Root keys of a command carry this before their own name. */
export const PREFIX = 'command:';

/** A key of the command by the name the database keeps; whether the command still has it shows at the first use. */
export function namedKeyOfCommand(command: RootCommand, id: string): RootKey {
  const keyId = id.slice(PREFIX.length);
  return {
    id,
    kind: 'command',
    wrap: async (keys) => {
      if (keys.length === 0) return [];
      const { wrapped } = await ask(command, { act: 'wrap', keyId, keys: keys.map((key) => key.toString('base64')) });
      return buffersOf(wrapped, keys.length, WRAPPED_BYTES);
    },
    unwrap: async (wrapped) => {
      if (wrapped.length === 0) return [];
      const asked = { act: 'unwrap', keyId, wrapped: wrapped.map((one) => one.toString('base64')) };
      const { keys } = await ask(command, asked);
      return buffersOf(keys, wrapped.length, KEY_BYTES);
    },
  };
}

function parseCommand(text: string): RootCommand | null {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof given !== 'object' || given === null || !('argv' in given) || !Array.isArray(given.argv)) return null;
  const [program, ...rest] = given.argv;
  if (typeof program !== 'string' || program === '' || !rest.every((one) => typeof one === 'string')) return null;
  const seconds = 'timeoutSeconds' in given ? given.timeoutSeconds : DEFAULT_TIMEOUT_S;
  if (typeof seconds !== 'number' || !(seconds > 0 && seconds <= 120)) return null;
  return { argv: [program, ...rest], timeoutSeconds: seconds };
}

/** One request as one line of JSON on stdin, one JSON value on stdout. `{"error":"wrong-key"}` is the only refusal told apart. */
async function ask(command: RootCommand, request: object): Promise<Readonly<Record<string, unknown>>> {
  const text = await run(command, `${JSON.stringify(request)}\n`);
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw commandFault('answer');
  }
  if (typeof answer !== 'object' || answer === null) throw commandFault('answer');
  if ('error' in answer) throw answer.error === 'wrong-key' ? envelopeFault('wrong-key') : commandFault('refused');
  return answer as Readonly<Record<string, unknown>>;
}

function run({ argv: [program, ...rest], timeoutSeconds }: RootCommand, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    // The program gets the path and its home, nothing of ours.
    const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
    const child = spawn(program, rest, {
      env,
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: timeoutSeconds * SECOND_MS,
      killSignal: 'SIGKILL',
    });
    const parts: Buffer[] = [];
    let bytes = 0;
    child.stdout.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > MOST_ANSWER_BYTES) child.kill('SIGKILL');
      else parts.push(part);
    });
    child.on('error', () => reject(commandFault('cannot-run')));
    child.on('close', (status) => {
      if (status === 0 && bytes <= MOST_ANSWER_BYTES) resolve(Buffer.concat(parts).toString('utf8'));
      else reject(commandFault('failed'));
    });
    // A program that ends without reading is told by its status.
    child.stdin.on('error', () => undefined);
    child.stdin.end(request);
  });
}

function buffersOf(given: unknown, count: number, bytesEach: number): Buffer[] {
  if (!Array.isArray(given) || given.length !== count) throw commandFault('answer');
  return given.map((one) => {
    const bytes = typeof one === 'string' ? Buffer.from(one, 'base64') : Buffer.alloc(0);
    if (bytes.length !== bytesEach) throw commandFault('answer');
    return bytes;
  });
}

/** The words never hold what the program said: it handles keys. */
function commandFault(why: 'cannot-run' | 'failed' | 'answer' | 'refused'): Error {
  return Object.assign(new Error(`The root key command: ${why}.`), { code: `root-command-${why}` });
}
