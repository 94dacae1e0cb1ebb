import type { SubmittedFileDetails } from '../types.ts';
import type { DraftKind } from './find-pdf-fields.ts';

/** How a line of the PDF stands to the JSON: the same, another value of the same thing, or not in it. */
export type DraftStanding = 'agrees' | 'differs' | 'only-in-pdf';

/** What the report itself says, where a line of the PDF can be compared with it. */
export interface SaidByReport {
  readonly externalId: string | null;
  readonly ncmecPriority: string | null;
  readonly incidentTypes: readonly string[];
  readonly occurred: readonly string[];
  readonly reportedAt: string | null;
  readonly identifiers: readonly {
    readonly kind: string;
    readonly value: string;
    readonly normal: string | null;
    readonly path: string;
  }[];
  readonly files: readonly Pick<SubmittedFileDetails, 'originalName' | 'givenName' | 'claimedHashes' | 'viewedByEsp'>[];
}

/** A line of the PDF; `normal` is its compared form where it has one. */
interface Draft {
  readonly kind: DraftKind;
  readonly value: string;
  readonly normal: string | null;
}

/** Compares one line of the PDF with the report; `said`: the report's own value where there is one value to speak of. */
export function compareDraft(
  draft: Draft,
  report: SaidByReport,
): { readonly standing: DraftStanding; readonly said: string | null } {
  switch (draft.kind) {
    case 'report-number':
      return single(draft.value, report.externalId, (a, b) => a === b);
    case 'priority':
      return single(draft.value, report.ncmecPriority, (a, b) => firstDigit(a) === firstDigit(b));
    case 'incident-type':
      return single(draft.value, report.incidentTypes[0] ?? null, (a, b) => folded(a) === folded(b));
    case 'incident-time':
      return single(draft.value, report.occurred[0] ?? null, sameTime);
    case 'received':
      return single(draft.value, report.reportedAt, sameTime);
    case 'file-name':
      return among(report.files.some((file) => [file.originalName, file.givenName].includes(draft.value)));
    case 'md5':
      return among(
        report.files.some(({ claimedHashes }) =>
          claimedHashes.some((hash) => folded(hash.value) === folded(draft.value)),
        ),
      );
    case 'file-viewed':
      return viewed(draft.value, report);
    default:
      return among(report.identifiers.some((one) => isSame(one, draft)));
  }
}

function isSame(one: SaidByReport['identifiers'][number], draft: Draft): boolean {
  if (one.kind !== draft.kind || one.path.startsWith('pdf:')) return false;
  return draft.normal !== null && one.normal !== null
    ? one.normal === draft.normal
    : folded(one.value) === folded(draft.value);
}

function among(isThere: boolean) {
  return { standing: isThere ? ('agrees' as const) : ('only-in-pdf' as const), said: null };
}

function single(printed: string, said: string | null, isEqual: (a: string, b: string) => boolean) {
  if (said === null) return { standing: 'only-in-pdf' as const, said };
  return { standing: isEqual(printed, said) ? ('agrees' as const) : ('differs' as const), said };
}

/** Three values on both sides: yes, no, not stated. */
function viewed(printed: string, report: SaidByReport) {
  const at = printed.lastIndexOf(': ');
  const [name, word] = [printed.slice(0, Math.max(at, 0)), printed.slice(at === -1 ? 0 : at + 2)];
  const file = report.files.find((one) => [one.originalName, one.givenName].includes(name));
  if (!file) return { standing: 'only-in-pdf' as const, said: null };
  const inPdf = /^yes\b/i.test(word) ? true : /^no\b(?! information)/i.test(word) ? false : null;
  return {
    standing: inPdf === file.viewedByEsp ? ('agrees' as const) : ('differs' as const),
    said: file.viewedByEsp === null ? 'not stated' : file.viewedByEsp ? 'yes' : 'no',
  };
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function firstDigit(text: string): string {
  return /\d/.exec(text)?.[0] ?? folded(text);
}

/** Printed times are written for people: the same day and minute is the same time, `02-01-2026 00:00:00 UTC` as NCMEC prints it too. */
function sameTime(a: string, b: string): boolean {
  const [one, other] = [minuteOf(a), minuteOf(b)];
  return one !== null && other !== null ? one === other : folded(a) === folded(b);
}

function minuteOf(text: string): number | null {
  const [, month, day, year, time] = /^(\d{2})-(\d{2})-(\d{4}) (\d{2}:\d{2})/.exec(text.trim()) ?? [];
  const at = Date.parse(month === undefined ? text : `${year}-${month}-${day}T${time}:00Z`);
  return Number.isNaN(at) ? null : Math.floor(at / 60_000);
}
