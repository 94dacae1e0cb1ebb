/** An expected outcome: a value, or a refusal the caller must handle. Exceptions are kept for defects and broken infrastructure. */
export type Result<T, R> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: R };

/** A list with at least one member. */
export type NonEmpty<T> = readonly [T, ...T[]];

/** Wraps a success. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Wraps an expected refusal. */
export function refuse<R>(refusal: R): { readonly ok: false; readonly refusal: R } {
  return { ok: false, refusal };
}

/** Narrows a list to a non-empty one. */
export function isNonEmpty<T>(list: readonly T[]): list is NonEmpty<T> {
  return list.length > 0;
}

/** The value of a result that cannot have been refused as it was asked; a refusal is a defect of the asker. */
export function granted<T>(result: Result<T, { readonly kind: string }>): T {
  if (result.ok) return result.value;
  throw new Error(`Refused where no refusal can be: ${result.refusal.kind}.`);
}
