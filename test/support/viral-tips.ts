import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What may differ in a tip beside its number and account. */
export interface TipFields {
  readonly priority?: string;
  readonly narrative?: string;
}

/**
 * Near-identical synthetic tips in the CyberTip JSON shape: one file known by its digest alone, one platform, one incident type; number,
 * account and time differ.
 */
export function viralTips(from: number, count: number, fields: TipFields = {}): readonly unknown[] {
  return Array.from({ length: count }, (_, index) => aTip(from + index, fields));
}

function aTip(record: number, { priority, narrative = 'Shared widely today.' }: TipFields): unknown {
  const at = new Date(Date.UTC(2026, 10, 20, 8) + record * 60_000).toISOString().replace('.000Z', 'Z');
  return {
    reportId: String(195_000_000 + record),
    dateReceived: at,
    ...(priority === undefined ? {} : { priority }),
    reportedInformation: {
      reportingEsp: { espName: 'Example Chat, Inc.', lastName: 'Example Chat' },
      incidentSummary: {
        incidentType: 'Child Pornography (possession, manufacture, and distribution)',
        incidentDateTime: at,
        incidentDateTimeDescription: null,
      },
      reportedPeople: {
        reportedPersons: [
          { espService: 'Example Chat', espUserId: `viral-${record}`, screenName: { value: `v${record}` } },
        ],
      },
      uploadedFiles: {
        uploadedFiles: [
          {
            filename: 'pattern.dat',
            originalFilename: 'pattern.dat',
            submittalId: `s-${record}`,
            verificationHash: '0f3c2a9d41e85b7766a0c1d2e3f40596',
            viewedByEsp: true,
            ncmecTags: { groups: [{ tags: [{ value: 'Potential Meme' }] }] },
          },
        ],
      },
      additionalInformations: [{ value: narrative }],
    },
  };
}

/** Writes tips into a folder as `vigie import` reads them. */
export async function writeTips(folder: string, name: string, tips: readonly unknown[]): Promise<void> {
  await writeFile(join(folder, `${name}.ndjson`), tips.map((tip) => `${JSON.stringify(tip)}\n`).join(''));
}
