import type { Readable } from 'node:stream';
import { ok, type Result, refuse } from '#core/result.ts';
import { type ImageFacts, MOST_ANSWER_BYTES, type RawPixels, readAnswer } from './answer-frame.ts';
import { LIMITS } from './limits.ts';
import { runLimited } from './run-limited.ts';
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
  command: readonly [string, ...string[]],
  source: Readable,
  wallMs: number,
): Promise<Result<DecodedImage, DecodeRefusal>> {
  const bounds = { wallMs, inputBytes: LIMITS.inputBytes, answerBytes: MOST_ANSWER_BYTES };
  const answer = await runLimited(command, source, bounds);
  if (typeof answer === 'string') return refuse({ kind: answer });
  const read = readAnswer(answer);
  if (read === null) return refuse({ kind: 'crashed' });
  return read.ok ? ok({ facts: read.facts, pixels: read.pixels }) : refuse({ kind: read.why });
}
