/** Which session of which process wrote a line of the trail, and as its how-manieth. */
export interface WrittenBy {
  readonly process: string | null;
  readonly lane: number;
  readonly sequence: number;
}

/** An act as it enters the tree. What a person typed is only in `commitments`: SHA-256(salt || value), hex. */
export interface ActLeaf {
  readonly kind: 'act';
  readonly entry: number;
  /** UTC with microseconds. */
  readonly at: string;
  readonly actor: string;
  readonly act: string;
  readonly object: { readonly kind: string; readonly ids: readonly number[] };
  readonly outcome: string;
  readonly commitments: Readonly<Record<string, string>>;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly writtenBy: WrittenBy;
}

/** The versions of protected rows one statement made, as they enter the tree. */
export interface RowsLeaf {
  readonly kind: 'rows';
  readonly entry: number;
  readonly at: string;
  readonly table: string;
  readonly count: number;
  /** SHA-256 over keys and row hashes, hex. */
  readonly rows: string;
  readonly writtenBy: WrittenBy;
}

export type Leaf = ActLeaf | RowsLeaf;

/** The value whose canonical JSON is hashed: the form is numbered, so that an older leaf keeps its hash. */
export function leafValue(leaf: Leaf): object {
  return { vigie: 1, ...leaf };
}
