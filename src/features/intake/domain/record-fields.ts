/** One value of a received record. */
export interface RecordField {
  /** Without indices, as rules name it: `logins.ip`. */
  readonly path: string;
  /** Which of several, level by level; empty where nothing repeats. */
  readonly at: readonly number[];
  readonly value: string;
}

/** The place of a field in its document, for people: `logins[1].ip`. */
export function placeOf({ path, at }: RecordField): string {
  return at.length === 0 ? path : `${path}[${at.join('.')}]`;
}

/** Whether a record has every field a mapping recognises its sender by. */
export function isRecognised(recognises: readonly string[], fields: readonly RecordField[]): boolean {
  const paths = new Set(fields.map((field) => field.path));
  return recognises.length > 0 && recognises.every((path) => paths.has(path));
}

/** Whether what stands at `outer` belongs to what stands at `inner`: the same one, or one around it. */
export function isAround(outer: readonly number[], inner: readonly number[]): boolean {
  return outer.length <= inner.length && outer.every((index, level) => index === inner[level]);
}
