import fc from 'fast-check';
import type { XmlNode } from '#platform/xml/write-xml.ts';
import { elementRule, type Slot, type ValueRule } from '../domain/ispws-elements.ts';

/** A document generated from the element table: what the table calls valid, so that the schema can be asked whether it agrees. */
export function arbitraryDocument(root: 'report' | 'fileDetails'): fc.Arbitrary<XmlNode> {
  return arbitraryElement(root, root);
}

// Three letters at least: a region of two could be read back as a United States state.
const WORDS = fc
  .string({ unit: fc.constantFrom(...'abcxyzÀéß漢 <&>"\'7'), minLength: 3, maxLength: 12 })
  .filter((text) => text.trim() === text && text.length > 2);
const TIME = fc
  .tuple(
    fc.date({ min: new Date('2001-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }),
    fc.constantFrom('Z', '-05:00', '+13:30', ''),
  )
  .map(([date, zone]) => date.toISOString().replace('Z', zone));

const NAMED: Readonly<Record<Extract<ValueRule, string>, fc.Arbitrary<string>>> = {
  text: WORDS,
  nothing: fc.constant(''),
  boolean: fc.constantFrom('true', 'false'),
  flag: fc.constantFrom('', 'true'),
  dateTime: TIME,
  date: TIME.map((text) => text.slice(0, 10)),
  int: fc.integer({ min: 1, max: 150 }).map(String),
  long: fc.maxSafeNat().map(String),
  double: fc.constantFrom('45.4', '-75.69', '1e2'),
  country: fc.constantFrom('CA', 'US', 'XK', 'A1'),
  state: fc.constantFrom('NY', 'PR'),
  callingCode: fc.constantFrom('+1', '+352'),
  digits: fc.nat().map(String),
};

function arbitraryValue(rule: ValueRule): fc.Arbitrary<string> {
  return typeof rule === 'string' ? NAMED[rule] : fc.constantFrom(...rule);
}

function arbitraryElement(name: string, ruleName: string): fc.Arbitrary<XmlNode> {
  const rule = elementRule(ruleName);
  const attributes = fc.record(
    Object.fromEntries(
      Object.entries(rule.attributes).map(([attribute, { value, required }]) => [
        attribute,
        required ? arbitraryValue(value) : fc.option(arbitraryValue(value), { freq: 1, nil: undefined }),
      ]),
    ),
  );
  const content =
    rule.slots.length === 0
      ? arbitraryValue(rule.value)
      : fc.tuple(...rule.slots.map(arbitrarySlot)).map((slots): XmlNode[] => slots.flat());
  return fc.record({ name: fc.constant(name), attributes, content });
}

function arbitrarySlot(slot: Slot): fc.Arbitrary<XmlNode[]> {
  const one = fc.oneof(...slot.alternatives.map(({ name, rule }) => arbitraryElement(name, rule)));
  if (slot.repeats) return fc.array(one, { minLength: slot.required ? 1 : 0, maxLength: 2 });
  return slot.required
    ? one.map((node) => [node])
    : fc.option(one, { freq: 2, nil: null }).map((node) => (node === null ? [] : [node]));
}

/** One thing done to a document somewhere: dropped, doubled, moved, renamed, filled with another text, given another attribute. */
export type Mutation = {
  readonly act: 'drop' | 'double' | 'swap' | 'rename' | 'refill' | 'attribute' | 'nothing';
  readonly at: number;
  readonly text: string;
};

export const arbitraryMutation: fc.Arbitrary<Mutation> = fc.record({
  act: fc.constantFrom('drop', 'double', 'swap', 'rename', 'refill', 'attribute', 'nothing'),
  at: fc.nat(),
  text: fc.constantFrom(
    'false',
    'true',
    '',
    ' ',
    'x',
    '7',
    '-1',
    '2026-02-30',
    '2026-02-28',
    '2026-02-28T24:00:00',
    '2026-02-28T10:00:00+15:00',
    ' 12 ',
    '1e400',
    'Login',
    'CA',
    '99999999999',
  ),
});

/** Applies a mutation to the element it falls on. */
export function mutated(root: XmlNode, mutation: Mutation): XmlNode {
  const every: { parent: XmlNode; index: number }[] = [];
  const visit = (parent: XmlNode): void => {
    childrenOf(parent).forEach((child, index) => {
      every.push({ parent, index });
      visit(child);
    });
  };
  visit(root);
  const target = every[mutation.at % every.length];
  return target === undefined
    ? root
    : replaced(root, target.parent, changed(childrenOf(target.parent), target.index, mutation));
}

function childrenOf(node: XmlNode): XmlNode[] {
  return Array.isArray(node.content) ? node.content.filter((child) => child !== null && child !== undefined) : [];
}

function changed(children: XmlNode[], index: number, { act, text }: Mutation): XmlNode[] {
  const child = children[index];
  if (child === undefined || act === 'nothing') return children;
  switch (act) {
    case 'drop':
      return children.toSpliced(index, 1);
    case 'double':
      return children.toSpliced(index, 0, child);
    case 'swap':
      return children.toSpliced(index, 1).toSpliced((index + 1) % children.length, 0, child);
    case 'rename':
      return children.with(index, { ...child, name: 'additionalInfo' });
    case 'refill':
      return children.with(index, { ...child, content: text });
    case 'attribute':
      return children.with(index, { ...child, attributes: { ...child.attributes, type: text } });
  }
}

function replaced(node: XmlNode, parent: XmlNode, children: XmlNode[]): XmlNode {
  if (node === parent) return { ...node, content: children };
  return Array.isArray(node.content)
    ? { ...node, content: childrenOf(node).map((child) => replaced(child, parent, children)) }
    : node;
}
