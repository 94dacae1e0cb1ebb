import { describe, expect, it } from 'vitest';
import { compareDraft, type SaidByReport } from './compare-draft.ts';
import type { DraftKind } from './find-pdf-fields.ts';

const REPORT: SaidByReport = {
  externalId: '190000001',
  ncmecPriority: '2',
  incidentTypes: ['Child Sex Tourism'],
  occurred: ['2026-02-01T00:00:00Z'],
  reportedAt: '2026-02-03T04:05:06Z',
  identifiers: [{ kind: 'ip', value: '192.0.2.7', normal: '192.0.2.7', path: 'reportedInformation.a' }],
  files: [
    { originalName: 'o.jpg', givenName: 'f1.jpg', claimedHashes: [{ type: 'MD5', value: 'ABCD' }], viewedByEsp: null },
  ],
};
const compared = (kind: DraftKind, value: string, normal: string | null = null) =>
  compareDraft({ kind, value, normal }, REPORT);

describe('a line of the PDF beside the JSON of the same tip', () => {
  it.each([
    ['report-number', '190000001'],
    ['priority', 'Level 2'],
    ['incident-type', 'child sex  tourism'],
    ['incident-time', '02-01-2026 00:00:00 UTC'],
    ['received', '2026-02-03T04:05:59Z'],
    ['file-name', 'f1.jpg'],
    ['md5', 'abcd'],
  ] as const)('the same %s agrees', (kind, value) => {
    expect(compared(kind, value).standing).toBe('agrees');
  });

  it('another value of the same thing differs, and the report’s own is shown', () => {
    expect(compared('priority', '1')).toEqual({ standing: 'differs', said: '2' });
    expect(compared('incident-time', '02-02-2026 00:00:00 UTC')).toEqual({
      standing: 'differs',
      said: '2026-02-01T00:00:00Z',
    });
  });

  it('an address is compared in its canonical form; what only the PDF names is said so', () => {
    expect(compared('ip', '192.0.2.7', '192.0.2.7').standing).toBe('agrees');
    expect(compared('ip', '198.51.100.4', '198.51.100.4').standing).toBe('only-in-pdf');
  });

  it('not stated is a third value: a PDF that says yes differs from it, one that says nothing agrees', () => {
    expect(compared('file-viewed', 'f1.jpg: Yes')).toEqual({ standing: 'differs', said: 'not stated' });
    expect(compared('file-viewed', 'f1.jpg: No')).toEqual({ standing: 'differs', said: 'not stated' });
    expect(compared('file-viewed', 'f1.jpg: (Information Not Provided by Company)').standing).toBe('agrees');
  });
});
