import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawRequest } from './draft.ts';

/** One request that once made the server fail, as it is kept: characters stand for bytes. */
export interface CorpusEntry {
  /** What went wrong then. */
  readonly once: string;
  readonly from: string;
  readonly caller: string;
  readonly whole: boolean;
  readonly pace: RawRequest['pace'];
  readonly latin1: string;
}

export function corpusEntry(request: RawRequest, once: string): CorpusEntry {
  const { from, caller, whole, pace, bytes } = request;
  return { once, from, caller, whole, pace, latin1: bytes.toString('latin1') };
}

/** The kept failures of a folder, by name. */
export function readCorpus(folder: string): readonly { readonly name: string; readonly request: RawRequest }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const entry = JSON.parse(readFileSync(join(folder, name), 'utf8')) as CorpusEntry;
      const { from, caller, whole, pace, latin1 } = entry;
      return { name, request: { from, caller, whole, pace, bytes: Buffer.from(latin1, 'latin1') } };
    });
}
