import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { ok, type Result, refuse } from '#core/result.ts';
import { type ImageFacts, MOST_ANSWER_BYTES, type RawPixels, readAnswer } from './answer-frame.ts';
import { LIMITS } from './limits.ts';
import { openSandbox, type Sandbox, type SandboxKind } from './sandbox.ts';

export interface DecodedImage {
  readonly facts: ImageFacts;
  readonly pixels: RawPixels;
}

/**
 * `not-an-image`: no loader of ours takes it. `broken`: it begins well and cannot be read. `too-large`, `too-many-pixels`, `too-slow`:
 * over a limit. `crashed`: the process died or answered nonsense, as a hostile file may make it.
 */
export type DecodeRefusal = {
  readonly kind: 'not-an-image' | 'broken' | 'too-large' | 'too-many-pixels' | 'too-slow' | 'crashed';
};

/** Decodes files, each in a process of its own. */
export interface Decoder {
  readonly kind: SandboxKind;
  /** Reads what `open` gives to a picture of at most 512 × 512 and its facts. An exception of the source passes through. */
  decodeObject(open: () => Promise<Readable>): Promise<Result<DecodedImage, DecodeRefusal>>;
}

export interface DecoderOptions {
  /** @default the strongest this machine can build */
  readonly sandbox?: Sandbox;
  /** For tests: another program in place of the decoder. */
  readonly program?: string;
  /** @default 10 s */
  readonly wallMs?: number;
}

const PROGRAM = new URL('../../entrypoints/decoder.ts', import.meta.url).pathname;

/** Opens the decoder of this process; the sandbox is chosen once. */
export function openDecoder(options: DecoderOptions = {}): Decoder {
  const sandbox = options.sandbox ?? openSandbox();
  const { program = PROGRAM, wallMs = LIMITS.wallMs } = options;
  return {
    kind: sandbox.kind,
    decodeObject: async (open) => decode(sandbox.commandFor(program), await open(), wallMs),
  };
}

async function decode(
  [command, ...args]: readonly [string, ...string[]],
  source: Readable,
  wallMs: number,
): Promise<Result<DecodedImage, DecodeRefusal>> {
  const child = spawn(command, args, { env: {}, cwd: '/', stdio: ['pipe', 'pipe', 'ignore'], detached: true });
  const answered = answerOf(child, wallMs);
  const fed = await feed(child, source);
  if (fed !== 'fed') endAll(child);
  const answer = await answered;
  if (fed === 'too-large') return refuse({ kind: 'too-large' });
  if (typeof answer === 'string') return refuse({ kind: answer });
  const read = readAnswer(answer);
  if (read === null) return refuse({ kind: 'crashed' });
  return read.ok ? ok({ facts: read.facts, pixels: read.pixels }) : refuse({ kind: read.why });
}

/** The child's whole group: a wall is itself a process. */
function endAll(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

function answerOf(child: ChildProcess, wallMs: number): Promise<Buffer | 'too-slow' | 'crashed'> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      endAll(child);
    }, wallMs);
    child.stdout?.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > MOST_ANSWER_BYTES) endAll(child);
      else parts.push(part);
    });
    child.on('error', () => resolve('crashed'));
    child.on('close', (status) => {
      clearTimeout(timer);
      // Nothing it started outlives it.
      endAll(child);
      if (late) resolve('too-slow');
      else resolve(status === 0 && bytes <= MOST_ANSWER_BYTES ? Buffer.concat(parts) : 'crashed');
    });
  });
}

/** Writes the source into the child; a child that stops reading is told by its end, not here. */
async function feed(child: ChildProcess, source: Readable): Promise<'fed' | 'too-large' | 'gone'> {
  const { stdin } = child;
  if (!stdin) return 'gone';
  let gone = false;
  const closed = new Promise<void>((resolve) => {
    const end = () => {
      gone = true;
      resolve();
    };
    stdin.on('error', end);
    stdin.on('close', end);
    child.on('close', end);
  });
  let bytes = 0;
  try {
    for await (const part of source) {
      bytes += (part as Buffer).length;
      if (bytes > LIMITS.inputBytes) return 'too-large';
      if (gone) return 'gone';
      if (!stdin.write(part)) await Promise.race([new Promise((resolve) => stdin.once('drain', resolve)), closed]);
    }
    stdin.end();
    return 'fed';
  } catch (error) {
    endAll(child);
    throw error;
  }
}
