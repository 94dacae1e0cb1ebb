import type { Instant } from '#core/clock.ts';
import type { Drift } from '../types.ts';
import { type ElementRule, elementRule, NEWER_ELEMENTS, type Slot, type ValueRule } from './ispws-elements.ts';
import { isAllowedValue, isInRange, lacksZone, longestOf } from './ispws-values.ts';

/** An element as the reader of XML gives it. */
export interface ReportElement {
  readonly name: string;
  readonly prefix: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly ReportElement[];
}

/** Departures listed per document; the last entry counts the others. */
export const MOST_DRIFT = 200;

/** Kinds the sender's schema knows nothing of: a document with only these still passes it. */
const BEYOND_SCHEMA: ReadonlySet<Drift['kind']> = new Set([
  'too-long',
  'zone-unstated',
  'future-date',
  'unreadable-value',
  'encoding',
]);

/** Everything in which a document departs from the table of `ispws-elements.ts`, at most MOST_DRIFT entries. Never a reason to refuse. */
export function findDrift(root: ReportElement, expected: 'report' | 'fileDetails', now: Instant): Drift[] {
  const list = driftList(now);
  if (root.name !== expected) list.add(root.name, 'unknown-element', `expected ${expected}`);
  checkElement(list, root, expected, { path: '', parent: '' });
  return list.entries();
}

/** Tells whether the schema itself would object, beside what only we record. */
export function departsFromSchema(drift: readonly Drift[]): boolean {
  return drift.some((entry) => !BEYOND_SCHEMA.has(entry.kind));
}

/** The path of a child: an index where the schema lets it repeat, or where it does all the same. */
export function childPath(parent: string, name: string, index: number, repeats: boolean): string {
  const own = repeats || index > 0 ? `${name}[${index}]` : name;
  return parent === '' ? own : `${parent}.${own}`;
}

interface DriftList {
  readonly now: Instant;
  add(path: string, kind: Drift['kind'], detail: string): void;
  entries(): Drift[];
}

function driftList(now: Instant): DriftList {
  const listed: Drift[] = [];
  const unlisted = new Map<Drift['kind'], number>();
  return {
    now,
    add(path, kind, detail) {
      if (listed.length < MOST_DRIFT - 1) listed.push({ path, kind, detail });
      else unlisted.set(kind, (unlisted.get(kind) ?? 0) + 1);
    },
    entries() {
      // The entry that counts takes a kind the schema objects to if any uncounted one has it: the verdict stays whole.
      const kinds = [...unlisted.keys()];
      const kind = kinds.find((each) => !BEYOND_SCHEMA.has(each)) ?? kinds[0];
      if (kind === undefined) return listed;
      const counts = [...unlisted].map(([each, count]) => `${each} ${count}`).join(', ');
      return [...listed, { path: '', kind, detail: `not listed: ${counts}` }];
    },
  };
}

interface Place {
  readonly path: string;
  readonly parent: string;
}

function checkElement(list: DriftList, element: ReportElement, ruleName: string, place: Place): void {
  const rule = elementRule(ruleName);
  if (element.prefix !== null || (element.attributes['xmlns'] ?? '') !== '') {
    list.add(place.path || element.name, 'unknown-element', 'in a namespace');
  }
  checkAttributes(list, element, rule, place);
  if (rule.slots.length > 0) checkChildren(list, element, rule, place);
  else checkValue(list, element, rule.value, place);
}

function checkAttributes(list: DriftList, element: ReportElement, rule: ElementRule, place: Place): void {
  for (const name in element.attributes) {
    const value = element.attributes[name] ?? '';
    const path = `${place.path}@${name}`;
    const expected = rule.attributes[name];
    if (expected === undefined) {
      if (!/^xmlns(?::|$)|^xsi:(?:noNamespaceS|s)chemaLocation$|^xml:/.test(name))
        list.add(path, 'unknown-element', 'attribute not in the schema');
      continue;
    }
    checkText(list, expected.value, value, path);
    checkLength(list, longestOf('', `@${name}`), value, path);
  }
  for (const [name, { required }] of Object.entries(rule.attributes)) {
    if (required && element.attributes[name] === undefined)
      list.add(`${place.path}@${name}`, 'missing', 'required attribute');
  }
}

function checkChildren(list: DriftList, element: ReportElement, rule: ElementRule, place: Place): void {
  if (element.text.trim() !== '') list.add(place.path || element.name, 'unknown-value', 'text between elements');
  const places = slotPlaces(rule);
  const counts = new Map<string, number>();
  const filled = new Array<number>(rule.slots.length).fill(0);
  let reached = 0;
  for (const child of element.children) {
    const index = counts.get(child.name) ?? 0;
    counts.set(child.name, index + 1);
    const known = places.get(child.name);
    const path = childPath(place.path, child.name, index, known?.slot.repeats ?? false);
    if (known === undefined) {
      list.add(
        path,
        'unknown-element',
        NEWER_ELEMENTS.has(child.name) ? 'known from newer clients' : 'not in the schema here',
      );
      continue;
    }
    const before = filled[known.at] ?? 0;
    filled[known.at] = before + 1;
    if (before > 0 && !known.slot.repeats) list.add(path, 'order', 'more than once');
    else if (known.at < reached && !rule.anyOrder) list.add(path, 'order', `after ${namesOf(rule.slots[reached])}`);
    reached = Math.max(reached, known.at);
    checkElement(list, child, known.rule, { path, parent: element.name });
  }
  rule.slots.forEach((slot, at) => {
    if (slot.required && filled[at] === 0)
      list.add(childPath(place.path, namesOf(slot), 0, false), 'missing', 'required element');
  });
}

type Places = ReadonlyMap<string, { readonly at: number; readonly slot: Slot; readonly rule: string }>;
const placesOfRule = new WeakMap<ElementRule, Places>();

function slotPlaces(rule: ElementRule): Places {
  const known = placesOfRule.get(rule);
  if (known !== undefined) return known;
  const places: Places = new Map(
    rule.slots.flatMap((slot, at) =>
      slot.alternatives.map(({ name, rule: own }) => [name, { at, slot, rule: own }] as const),
    ),
  );
  placesOfRule.set(rule, places);
  return places;
}

function namesOf(slot: Slot | undefined): string {
  return slot?.alternatives.map(({ name }) => name).join('|') ?? '';
}

function checkValue(list: DriftList, element: ReportElement, rule: ValueRule, place: Place): void {
  const [child] = element.children;
  if (child !== undefined)
    list.add(childPath(place.path, child.name, 0, false), 'unknown-element', 'only text is expected here');
  checkText(list, rule, element.text, place.path);
  checkLength(list, longestOf(place.parent, element.name), element.text, place.path);
  if (!isInRange(element.name, element.text)) list.add(place.path, 'unreadable-value', 'outside the documented range');
  if (element.name === 'incidentDateTime' && Date.parse(element.text.trim()) > Date.parse(list.now)) {
    list.add(place.path, 'future-date', `after ${list.now}`);
  }
}

function checkText(list: DriftList, rule: ValueRule, text: string, path: string): void {
  if (rule === 'text') return;
  if (!isAllowedValue(rule, text)) {
    list.add(
      path,
      rule === 'flag' ? 'not-a-flag' : 'unknown-value',
      `expected ${typeof rule === 'string' ? rule : 'a listed value'}`,
    );
  } else if (rule === 'dateTime' && lacksZone(text)) {
    list.add(path, 'zone-unstated', 'no offset from UTC');
  }
}

function checkLength(list: DriftList, most: number | null, text: string, path: string): void {
  if (most !== null && text.length > most)
    list.add(path, 'too-long', `${text.length} characters, documented at most ${most}`);
}
