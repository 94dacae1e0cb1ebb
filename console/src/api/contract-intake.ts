import type { Pair } from '../ui/locale.ts';

/** The shapes of mappings and of the repair bench. */
export interface MappingTarget {
  readonly code: string;
  readonly words: Pair;
  readonly of: 'report' | 'person' | 'identifier' | 'file';
  readonly reads: string;
  readonly many: boolean;
}

export interface MappingRule {
  readonly from: string | null;
  readonly constant: string | null;
  readonly to: string;
  readonly item: number;
  readonly part: number;
  readonly split: string | null;
  readonly values: readonly { readonly from: string; readonly to: string }[];
  readonly otherwise: 'keep' | 'empty';
  readonly pattern: string | null;
}

export interface MappingContent {
  readonly kind: 'csv' | 'json' | 'xml';
  readonly record: string;
  readonly delimiter: string | null;
  readonly recognises: readonly string[];
  readonly zone: string;
  readonly rules: readonly MappingRule[];
}

export interface MappingLine {
  readonly mapping: number;
  readonly source: string;
  readonly sender: string;
  readonly kind: string;
  readonly live: number | null;
  readonly draft: number | null;
  readonly retired: number;
  readonly changedAt: string | null;
}

export interface MappingFault {
  readonly rule: number | null;
  readonly code: string;
  readonly words: Pair;
  readonly detail: string;
}

export interface MappingSample {
  readonly sample: number;
  readonly fileName: string;
  readonly origin: string;
  readonly sizeBytes: number;
  readonly addedBy: string;
  readonly addedAt: string;
  readonly expectedBy: string | null;
  readonly expectedAt: string | null;
}

export interface MappingPage {
  readonly mapping: number;
  readonly source: string;
  readonly sender: string;
  readonly kind: 'csv' | 'json' | 'xml';
  readonly content: MappingContent;
  readonly state: string;
  readonly version: number;
  readonly live: number | null;
  readonly targets: readonly MappingTarget[];
  readonly versions: readonly {
    readonly version: number;
    readonly state: string;
    readonly changedBy: string;
    readonly changedAt: string;
    readonly publishedBy: string | null;
    readonly publishedAt: string | null;
  }[];
  readonly samples: readonly MappingSample[];
}

export interface TriedSample {
  readonly sampleId: number;
  readonly fileName: string;
  readonly standing: 'as-expected' | 'differs' | 'not-saved';
  readonly digest: string;
  readonly fields: readonly { readonly path: string; readonly examples: readonly string[] }[];
  readonly fault: { readonly code: string; readonly line: number | null } | null;
  readonly records: readonly {
    readonly cells: readonly {
      readonly rule: number;
      readonly from: string | null;
      readonly to: string;
      readonly written: string;
      readonly read: string | null;
    }[];
    readonly drift: readonly { readonly path: string; readonly kind: string; readonly detail: string }[];
    readonly unmapped: readonly { readonly place: string; readonly value: string }[];
    readonly fault: string | null;
  }[];
}

export interface MappingPreview {
  readonly faults: readonly MappingFault[];
  readonly samples: readonly TriedSample[];
}

export interface BenchLine {
  readonly report: string;
  readonly source: string;
  readonly sender: string;
  readonly receivedAt: string;
  readonly reason: string;
  readonly reasonWords: Pair;
  readonly detail: string;
  readonly alarmed: boolean;
  readonly sizeBytes: number;
  readonly handedTo: string | null;
}

export interface BenchCount {
  readonly reason: string;
  readonly reasonWords: Pair;
  readonly source: string;
  readonly sender: string;
  readonly count: number;
  readonly example: string;
}

export interface Bench {
  readonly items: readonly BenchLine[];
  readonly next: string | null;
  readonly total: number;
  readonly counts: readonly BenchCount[];
}

export interface RepairPage {
  readonly report: string;
  readonly source: string;
  readonly sender: string;
  readonly receivedAt: string;
  readonly state: string;
  readonly version: number;
  readonly reading: 'parsed' | 'unreadable';
  readonly reasonWords: Pair | null;
  readonly detail: string;
  readonly sizeBytes: number;
  readonly fileName: string | null;
  readonly contentType: string | null;
  readonly repairs: readonly {
    readonly act: string;
    readonly by: string;
    readonly at: string;
    readonly detail: Readonly<Record<string, string | number | null>>;
    readonly note: string | null;
  }[];
  readonly readers: readonly {
    readonly mapping: number;
    readonly version: number;
    readonly sender: string;
    readonly kind: string;
    readonly isOfSender: boolean;
  }[];
  readonly colleagues: readonly { readonly id: number; readonly name: string }[];
}

export interface OpenedBytes {
  readonly text: string | null;
  readonly encoding: string | null;
  readonly hex: readonly string[];
  readonly sizeBytes: number;
  readonly isCut: boolean;
  readonly place: { readonly line: number; readonly column: number | null } | null;
}

export type ChosenReader =
  | { readonly kind: 'any' }
  | { readonly kind: 'ordinary' }
  | { readonly kind: 'mapping'; readonly mappingId: number };

export interface ReadAgainOutcome {
  readonly report: string;
  readonly outcome: 'read' | 'still-unreadable' | 'known-already' | 'not-waiting';
  readonly reasonWords: Pair | null;
  readonly known: string | null;
  readonly added: readonly string[];
  readonly addedCount: number;
  readonly unreadCount: number;
}
