import type { MappingContent, MappingRule, TriedSample } from '../../api/contract-intake.ts';

/** One line of the editor: a rule, or a field of the samples that has none. */
export interface EditorRow {
  /** The same before and after a target is chosen: the focus stays where it is. */
  readonly key: string;
  /** Place of the rule in the content; null for a field without one. */
  readonly rule: number | null;
  readonly field: string | null;
  readonly examples: readonly string[];
}

/** The lines of the editor: every field of the samples in its order with its rules, then fields the samples lack, then constants. */
export function rowsOf(content: MappingContent, samples: readonly TriedSample[]): readonly EditorRow[] {
  const examples = new Map<string, readonly string[]>();
  for (const { path, examples: found } of samples.flatMap(({ fields }) => fields))
    examples.set(path, [...new Set([...(examples.get(path) ?? []), ...found])].slice(0, 3));
  const ruled = content.rules.flatMap(({ from }) => (from === null ? [] : [from]));
  const fields = [...new Set([...examples.keys(), ...ruled])];
  const ofField = fields.flatMap((field): readonly EditorRow[] => {
    const shown = examples.get(field) ?? [];
    const own = content.rules.flatMap(({ from }, rule) => (from === field ? [rule] : []));
    const rules = own.length === 0 ? [null] : own;
    return rules.map((rule, nth) => ({ key: `${nth} ${field}`, rule, field, examples: shown }));
  });
  const constants = content.rules.flatMap(({ from }, rule) =>
    from === null ? [{ key: `constant ${rule}`, rule, field: null, examples: [] }] : [],
  );
  return [...ofField, ...constants];
}

/** A rule as it begins. */
export function newRule(from: string | null, to: string): MappingRule {
  const constant = from === null ? '' : null;
  return { from, constant, to, item: 1, part: 1, split: null, values: [], otherwise: 'keep', pattern: null };
}

export function withRule(content: MappingContent, rule: MappingRule): MappingContent {
  return { ...content, rules: [...content.rules, rule] };
}

export function changed(content: MappingContent, at: number, change: Partial<MappingRule>): MappingContent {
  return { ...content, rules: content.rules.map((rule, index) => (index === at ? { ...rule, ...change } : rule)) };
}

export function without(content: MappingContent, at: number): MappingContent {
  return { ...content, rules: content.rules.filter((_, index) => index !== at) };
}

export function recognising(content: MappingContent, field: string, isMarked: boolean): MappingContent {
  const others = content.recognises.filter((each) => each !== field);
  return { ...content, recognises: isMarked ? [...others, field] : others };
}

/** A table of values as people write it: `theirs = ours`, one a line. */
export function valuesText(values: MappingRule['values']): string {
  return values.map(({ from, to }) => `${from} = ${to}`).join('\n');
}

/** Reads it back; a line without the sign says that the value says nothing. */
export function valuesOf(text: string): MappingRule['values'] {
  return text.split('\n').flatMap((line) => {
    const at = line.lastIndexOf('=');
    const from = (at === -1 ? line : line.slice(0, at)).trim();
    return from === '' ? [] : [{ from, to: at === -1 ? '' : line.slice(at + 1).trim() }];
  });
}
