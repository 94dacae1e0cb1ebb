import type { Drift, WrittenTime } from '../types.ts';
import { isRole, type Mapping, type MappingRule, readFlag } from './mapping.ts';
import { type MappingTarget, targetNamed } from './mapping-targets.ts';
import { readPatternTime } from './pattern-time.ts';
import { placeOf, type RecordField } from './record-fields.ts';

/** One value under way to its target. */
export interface FilledTarget {
  readonly rule: MappingRule;
  readonly target: MappingTarget;
  readonly at: readonly number[];
  /** Place in the record; null for a constant. */
  readonly place: string | null;
  readonly written: string;
  /** What it is read as; null when the value says nothing. */
  readonly text: string | null;
  readonly time: WrittenTime | null;
  readonly flag: boolean | null;
}

export interface FilledRecord {
  readonly filled: readonly FilledTarget[];
  readonly drift: readonly Drift[];
  /** Fields no rule uses. */
  readonly unmapped: readonly RecordField[];
}

/** Applies the rules of a mapping to one record: which value goes where, what departs from the rule, what no rule names. */
export function fillTargets(mapping: Mapping, fields: readonly RecordField[]): FilledRecord {
  const byPath = Map.groupBy(fields, (field) => field.path);
  const drift: Drift[] = [];
  const filled = mapping.rules.flatMap((rule) => {
    const target = targetNamed(rule.to);
    if (target === null || target.code === 'ignore') return [];
    return valuesFor(rule, byPath).map((one) => fillOne(mapping, rule, target, one, drift));
  });
  const used = new Set(mapping.rules.map((rule) => rule.from));
  return { filled, drift, unmapped: fields.filter((field) => !used.has(field.path) && field.value.trim() !== '') };
}

interface GivenValue {
  readonly at: readonly number[];
  readonly place: string | null;
  readonly written: string;
}

function valuesFor(rule: MappingRule, byPath: ReadonlyMap<string, readonly RecordField[]>): readonly GivenValue[] {
  if (rule.constant !== null) return [{ at: [], place: null, written: rule.constant }];
  return (byPath.get(rule.from ?? '') ?? []).flatMap((field) => {
    const parts = rule.split === null || rule.split === '' ? [field.value] : field.value.split(rule.split);
    return parts
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((written) => ({ at: field.at, place: placeOf(field), written }));
  });
}

function fillOne(
  mapping: Mapping,
  rule: MappingRule,
  target: MappingTarget,
  given: GivenValue,
  drift: Drift[],
): FilledTarget {
  const { at, place, written } = given;
  const depart = (kind: Drift['kind'], detail: string) => drift.push({ path: place ?? '', kind, detail });
  const listed = place === null ? undefined : rule.values.find(({ from }) => isSame(from, written));
  const isUnlisted = place !== null && rule.values.length > 0 && listed === undefined;
  if (isUnlisted) depart('unknown-value', 'not in the mapping’s list of values');
  const text = listed?.to ?? (isUnlisted && rule.otherwise === 'empty' ? '' : written);
  const one = { rule, target, at, place, written, text: text === '' ? null : text };
  if (text === '') return { ...one, time: null, flag: null };
  if (target.reads === 'time') {
    const time = readPatternTime(text, rule.pattern, mapping.zone);
    if (time.zone === 'unstated') depart('zone-unstated', 'no offset from UTC, and the mapping names no zone');
    if (time.zone === 'unreadable') depart('unreadable-value', `not a time as the mapping expects it`);
    return { ...one, time, flag: null };
  }
  const flag = target.reads === 'flag' ? readFlag(text) : null;
  if (target.reads === 'flag' && flag === null) depart('not-a-flag', 'neither yes nor no');
  if (target.reads === 'number' && portOf(text) === null) depart('unreadable-value', 'not a number from 1 to 65535');
  return { ...one, time: null, flag };
}

function isSame(listed: string, written: string): boolean {
  return listed.trim().toLowerCase() === written.toLowerCase();
}

/** A port; null for what is none. */
export function portOf(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
}

/** The first role that is none of ours: such a record is not read at all, for it may speak of a child. */
export function unknownRole(filled: readonly FilledTarget[]): FilledTarget | null {
  return filled.find(({ target, text }) => target.reads === 'role' && text !== null && !isRole(text)) ?? null;
}
