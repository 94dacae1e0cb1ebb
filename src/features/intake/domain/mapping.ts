import type { PersonRole } from '../types.ts';
import { type MappingTarget, targetNamed } from './mapping-targets.ts';
import { checkPattern } from './pattern-time.ts';
import { isZoneRule } from './zone-offset.ts';

export const MAPPING_KINDS = ['csv', 'json', 'xml'] as const;
export type MappingKind = (typeof MAPPING_KINDS)[number];

/** How the documents of one sender are read: data, never a program. A published version is never changed. */
export interface Mapping {
  readonly kind: MappingKind;
  /** Where the records are. csv: unused; json: the dotted path of a list, empty for the document itself; xml: the element's name. */
  readonly record: string;
  /** csv only; null: found by itself. */
  readonly delimiter: string | null;
  /** Fields that every document of this sender has: by them it is recognised. */
  readonly recognises: readonly string[];
  /** For times that state no zone: `none` guesses nothing, else an offset (`-05:00`) or a zone (`America/Toronto`) agreed with the sender. */
  readonly zone: string;
  readonly rules: readonly MappingRule[];
}

/** One field to one target. What the sender calls something is turned into our word by `values`. */
export interface MappingRule {
  /** A column, or the path of a field without its indices: `logins.ip`, `person@id`; null for a constant. */
  readonly from: string | null;
  readonly constant: string | null;
  /** A code of mapping-targets.ts. */
  readonly to: string;
  /** Which person or file, counted from 1; identifiers of person 0 belong to nobody. */
  readonly item: number;
  /** Which address of that person, counted from 1: a port and a time go with the address of the same part. */
  readonly part: number;
  /** Several values in one field are parted here; null: one value. */
  readonly split: string | null;
  readonly values: readonly { readonly from: string; readonly to: string }[];
  /** What happens to a value that `values` does not name. */
  readonly otherwise: 'keep' | 'empty';
  /** `dd/MM/yyyy HH:mm`; null: as ISO 8601 writes it. */
  readonly pattern: string | null;
}

export const MAPPED_ROLES = [
  'reported',
  'victim',
  'intended-recipient',
  'reporter',
  'third',
] as const satisfies readonly PersonRole[];

/** A fault of a mapping in its author's terms: which rule (from 0; null: the whole), and what is wrong. */
export interface MappingFault {
  readonly rule: number | null;
  readonly code:
    | 'no-rules'
    | 'unknown-target'
    | 'no-origin'
    | 'two-origins'
    | 'bad-pattern'
    | 'bad-zone'
    | 'bad-item'
    | 'unknown-role'
    | 'not-a-flag'
    | 'nothing-recognises'
    | 'no-record'
    | 'twice';
  readonly detail: string;
}

/** What keeps a mapping from being published; empty when nothing does. */
export function checkMapping(mapping: Mapping): readonly MappingFault[] {
  const whole: MappingFault[] = [];
  if (!mapping.rules.some((rule) => rule.to !== 'ignore')) whole.push({ rule: null, code: 'no-rules', detail: '' });
  if (mapping.recognises.length === 0) whole.push({ rule: null, code: 'nothing-recognises', detail: '' });
  if (mapping.kind === 'xml' && mapping.record.trim() === '') whole.push({ rule: null, code: 'no-record', detail: '' });
  if (!isZoneRule(mapping.zone)) whole.push({ rule: null, code: 'bad-zone', detail: mapping.zone });
  return [...whole, ...mapping.rules.flatMap(faultsOfRule), ...doubleRules(mapping.rules)];
}

function faultsOfRule(rule: MappingRule, at: number): readonly MappingFault[] {
  const fault = (code: MappingFault['code'], detail = ''): MappingFault => ({ rule: at, code, detail });
  const target = targetNamed(rule.to);
  if (target === null) return [fault('unknown-target', rule.to)];
  const origin =
    rule.from === null && rule.constant === null
      ? [fault('no-origin')]
      : rule.from !== null && rule.constant !== null
        ? [fault('two-origins', rule.from)]
        : [];
  const least = target.of === 'file' || target.of === 'person' ? 1 : 0;
  const item = rule.item < least || rule.item > 99 || rule.part < 1 || rule.part > 99 ? [fault('bad-item')] : [];
  const pattern = rule.pattern === null ? null : checkPattern(rule.pattern);
  return [
    ...origin,
    ...item,
    ...(pattern === null ? [] : [fault('bad-pattern', pattern)]),
    ...valueFaults(rule, target, fault),
  ];
}

function valueFaults(
  rule: MappingRule,
  target: MappingTarget,
  fault: (code: MappingFault['code'], detail: string) => MappingFault,
): readonly MappingFault[] {
  const results = [...rule.values.map(({ to }) => to), ...(rule.constant === null ? [] : [rule.constant])];
  switch (target.reads) {
    case 'role':
      return results.filter((one) => !isRole(one)).map((one) => fault('unknown-role', one));
    case 'flag':
      return results.filter((one) => one !== '' && readFlag(one) === null).map((one) => fault('not-a-flag', one));
    default:
      return [];
  }
}

/** One target that holds one value may be filled by one rule only. */
function doubleRules(rules: readonly MappingRule[]): readonly MappingFault[] {
  const seen = new Set<string>();
  return rules.flatMap((rule, at) => {
    const target = targetNamed(rule.to);
    if (target === null || target.many) return [];
    const key = `${rule.to} ${target.of === 'report' ? '' : rule.item} ${target.of === 'identifier' ? rule.part : ''}`;
    if (seen.has(key)) return [{ rule: at, code: 'twice' as const, detail: rule.to }];
    seen.add(key);
    return [];
  });
}

export function isRole(text: string): text is PersonRole {
  return (MAPPED_ROLES as readonly string[]).includes(text);
}

/** Yes and no as senders write them in either language; null for anything else. */
export function readFlag(text: string): boolean | null {
  if (/^(?:true|yes|y|oui|o|1|vrai)$/i.test(text.trim())) return true;
  return /^(?:false|no|n|non|0|faux)$/i.test(text.trim()) ? false : null;
}
