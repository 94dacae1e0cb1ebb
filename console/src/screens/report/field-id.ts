import type { Report } from '../../api/contract.ts';

/** The element that shows a place of the received document: `personOrUserReported[0].ipCaptureEvent[2]`. */
export function fieldId(path: string): string {
  return `field-${path.replace(/[^A-Za-z0-9]+/g, '-')}`;
}

/** The element for a place, if this page shows it: the place itself, or the nearest part around it. */
export function shownField(report: Report, path: string): string | null {
  const shown = new Set([
    ...report.identifiers.map((each) => each.path),
    ...report.narratives.map((each) => each.path),
    'incident',
    'files',
  ]);
  for (let part = path; part !== ''; part = part.slice(0, Math.max(part.lastIndexOf('.'), part.lastIndexOf('['), 0))) {
    if (shown.has(part)) return fieldId(part);
  }
  if (/^incident/i.test(path)) return fieldId('incident');
  return /^file/i.test(path) ? fieldId('files') : null;
}
