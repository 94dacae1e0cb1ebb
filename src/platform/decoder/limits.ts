import { MIB, SECOND_MS } from '../../core/units.ts';

/** What one decoding may take. @see docs/decisions/0007-vault-keys-and-decoder.md */
export const LIMITS = {
  /** Larger files are not given to the decoder at all. */
  inputBytes: 64 * MIB,
  /** Width × height as the file states it. */
  pixels: 100_000_000,
  /** Longest side of what comes back, in pixels. */
  side: 512,
  /** Longest description that comes back. */
  factsBytes: 16 * 1024,
  /** Wall clock, from the start of the process. */
  wallMs: 10 * SECOND_MS,
  cpuSeconds: 10,
  /** Address space: the engine reserves about 1.3 GiB of it before it does anything. */
  addressBytes: 2048 * MIB,
  /** Processes and threads together. */
  processes: 48,
  /** Pages of a PDF that are read; those behind them are not. */
  pdfPages: 200,
  /** Lines and characters of a PDF that come back. */
  pdfLines: 20_000,
  pdfCharacters: 1_000_000,
} as const;
