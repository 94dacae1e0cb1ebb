/** Age bands of the interop page, section 5. */
export const AGE_BANDS = ['0-2', '3-6', '7-10', '11-13', '14-15', '16-17', '18+', 'unknown'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

/** The words of a narrative; every reader but a stage goes through an audited opening. */
export interface NarrativeBody {
  readonly narrativeId: number;
  readonly reportId: number;
  readonly path: string;
  readonly body: string;
  readonly restricted: boolean;
}
