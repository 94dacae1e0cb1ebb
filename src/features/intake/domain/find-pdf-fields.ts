import type { IdentifierKind } from '../types.ts';

/** A line of a PDF; pages and lines are counted from 1. */
export interface PrintedLine {
  readonly page: number;
  readonly line: number;
  readonly text: string;
}

const IDENTIFIERS = [
  'ip',
  'email',
  'phone',
  'screen-name',
  'account',
  'profile-url',
  'url',
  'device',
] as const satisfies readonly IdentifierKind[];
const OTHERS = [
  'report-number',
  'priority',
  'incident-type',
  'incident-time',
  'received',
  'file-name',
  'file-viewed',
  'md5',
] as const;

/** What a labelled line of a tip's PDF says. */
export type DraftKind = (typeof IDENTIFIERS)[number] | (typeof OTHERS)[number];
export const DRAFT_KINDS: readonly DraftKind[] = [...IDENTIFIERS, ...OTHERS];

/** A labelled line as printed: a draft, until a person has confirmed it. */
export interface PrintedField extends Omit<PrintedLine, 'text'> {
  readonly label: string;
  readonly kind: DraftKind;
  readonly value: string;
}

/** Labels by equality (interop page, 2.2); the owner publishes no list, so unknown ones are left alone. */
const LABELS: Readonly<Record<string, DraftKind>> = {
  'report number': 'report-number',
  'report id': 'report-number',
  'cybertip report number': 'report-number',
  'cybertipline report': 'report-number',
  'cybertipline report number': 'report-number',
  priority: 'priority',
  'priority level': 'priority',
  'ncmec priority': 'priority',
  'ncmec priority level': 'priority',
  'incident type': 'incident-type',
  'incident time': 'incident-time',
  'incident date/time': 'incident-time',
  'incident date': 'incident-time',
  received: 'received',
  'date received': 'received',
  'received by ncmec on': 'received',
  filename: 'file-name',
  'file name': 'file-name',
  'original filename': 'file-name',
  md5: 'md5',
  'md5 hash': 'md5',
  'did reporting esp view entire contents of uploaded file?': 'file-viewed',
  'viewed by esp': 'file-viewed',
  'ip address': 'ip',
  ip: 'ip',
  email: 'email',
  'email address': 'email',
  phone: 'phone',
  'phone number': 'phone',
  'mobile phone': 'phone',
  'screen name': 'screen-name',
  'screen/user name': 'screen-name',
  'user name': 'screen-name',
  username: 'screen-name',
  'esp user id': 'account',
  'user id': 'account',
  'profile url': 'profile-url',
  url: 'url',
  'device id': 'device',
};

const SAYS_NOTHING = /^(?:n\/?a|none|unknown|null|-+|\(?(?:information )?not (?:provided|available|stated).*)$/i;
/** Only the first word is the value; what follows it on the line describes it. */
const ONE_WORD: ReadonlySet<DraftKind> = new Set(['report-number', 'md5', 'ip', 'email', 'profile-url', 'url']);
const CHILD = /^(?:child )?victims?\b/i;
const ANOTHER_PART =
  /^(?:section [a-d]\b|suspects?\b|(?:person|people|user)s? (?:or user )?reported\b|reported (?:person|people|user)|reporting |uploaded file|incident\b|(?:intended )?recipients?\b|executive summary)/i;
const TITLE = /cyber ?tip(?:line)? (?:report|number)\s*(?:number|no\.?|#)?\s*:?\s*(\d{7,15})\b/i;

/**
 * The labelled lines of a tip's PDF, each with its place; a label that stands alone takes the next line. What is printed about a child is
 * left where it is: that part of the PDF is read under the victims' rules or not at all.
 */
export function findPdfFields(lines: readonly PrintedLine[]): readonly PrintedField[] {
  const found: PrintedField[] = [];
  let aboutChild = false;
  let file: string | null = null;
  for (const [at, line] of lines.entries()) {
    if (CHILD.test(line.text)) aboutChild = true;
    else if (ANOTHER_PART.test(line.text)) aboutChild = false;
    if (aboutChild) continue;
    const field = fieldOf(line, lines[at + 1]);
    if (field === null) continue;
    if (field.kind === 'file-name') file = field.value;
    found.push(field.kind === 'file-viewed' && file !== null ? { ...field, value: `${file}: ${field.value}` } : field);
  }
  return found;
}

/** The CyberTip number a PDF states: in a field, else in its title; null when it states none or several. */
export function numberOfTip(lines: readonly PrintedLine[]): string | null {
  const fields = findPdfFields(lines).filter((field) => field.kind === 'report-number');
  const stated = fields.map((field) => /\d{7,15}/.exec(field.value)?.[0]);
  const titled = lines.map((line) => TITLE.exec(line.text)?.[1]);
  const numbers = new Set([...stated, ...titled].filter((number) => number !== undefined));
  return numbers.size === 1 ? ([...numbers][0] ?? null) : null;
}

/** Whether a confirmed field becomes an identifier of the report. */
export function isIdentifier(kind: DraftKind): kind is (typeof IDENTIFIERS)[number] {
  return (IDENTIFIERS as readonly string[]).includes(kind);
}

function fieldOf(line: PrintedLine, next: PrintedLine | undefined): PrintedField | null {
  const labelled = labelOf(line.text);
  if (labelled === null) return null;
  const { label, kind, rest } = labelled;
  const printed = rest !== '' || next === undefined || isLabelled(next.text) ? rest : next.text.trim();
  const value = ONE_WORD.has(kind) ? (printed.split(/\s/)[0] ?? '') : printed;
  if (value === '' || (SAYS_NOTHING.test(printed) && kind !== 'file-viewed')) return null;
  return { page: line.page, line: line.line, label, kind, value: value.slice(0, 2_000) };
}

function labelOf(text: string): { readonly label: string; readonly kind: DraftKind; readonly rest: string } | null {
  const colon = text.indexOf(':');
  const label = (colon === -1 ? text : text.slice(0, colon)).trim();
  const folded = label.toLowerCase().replace(/\s+/g, ' ');
  const kind = Object.hasOwn(LABELS, folded) ? LABELS[folded] : undefined;
  // Without a colon only a question is a label: other words are too common.
  if (kind === undefined || (colon === -1 && !folded.endsWith('?'))) return null;
  return { label, kind, rest: colon === -1 ? '' : text.slice(colon + 1).trim() };
}

function isLabelled(text: string): boolean {
  return /^[^:]{1,60}:(?:\s|$)/.test(text.trim());
}
