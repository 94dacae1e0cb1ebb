/** A file of a report as `/api/v1` tells it; its bytes are never told. */
export interface ReportFile {
  readonly fileId: number;
  readonly originalName: string | null;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  readonly md5: string | null;
  readonly viewedByEsp: boolean | null;
  /** Null: the report announces it. */
  readonly relation: 'unannounced' | 'tip-pdf' | null;
}
