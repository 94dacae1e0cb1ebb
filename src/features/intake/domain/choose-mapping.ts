import type { Source } from '#core/vocabulary.ts';
import type { Mapping } from './mapping.ts';
import { isRecognised, type RecordField } from './record-fields.ts';

/** A mapping in force, with the version that a report it reads will name. */
export interface LiveMapping {
  readonly mappingId: number;
  readonly version: number;
  readonly source: Source;
  readonly sender: string;
  readonly mapping: Mapping;
}

/** The mappings of one sender, as it is named with what it sent. */
export function mappingsOf(live: readonly LiveMapping[], sender: string | null): readonly LiveMapping[] {
  const wanted = sender === null ? null : folded(sender);
  return live.filter((one) => wanted !== null && folded(one.sender) === wanted);
}

/** Of those that recognise a record the one that asks the most of it; null when none does. */
export function chooseMapping(live: readonly LiveMapping[], fields: readonly RecordField[]): LiveMapping | null {
  const fitting = live.filter(({ mapping }) => isRecognised(mapping.recognises, fields));
  return fitting.sort((a, b) => b.mapping.recognises.length - a.mapping.recognises.length)[0] ?? null;
}

/** Senders are the same whatever their case and blanks. */
export function folded(sender: string): string {
  return sender.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
