/** The part of an entry of the audit log that says what was done to what. */
export interface ProvenAct {
  readonly act: string;
  readonly kind: string;
  readonly ids: readonly number[];
  readonly outcome: string;
}

/** The row id in a number people read: 123 of `R-2026-000123`; 0 when there is none. */
export function idInNumber(number: string): number {
  return Number(/-(\d+)$/.exec(number)?.[1] ?? 0);
}

/** Whether an entry says that this very package was submitted, or this very report received. */
export function speaksOf(entry: ProvenAct, number: string): boolean {
  const [act, kind] = number.startsWith('PKG-') ? ['submit-package', 'package'] : ['receive-report', 'report'];
  return entry.act === act && entry.kind === kind && entry.outcome === 'done' && entry.ids.includes(idInNumber(number));
}

/** Reads the entry out of a proof's bytes; null when it is none. */
export function readProvenAct(bytes: Uint8Array): ProvenAct | null {
  try {
    const { act, object, outcome } = JSON.parse(new TextDecoder().decode(bytes));
    const { kind, ids } = object;
    if (![act, kind, outcome].every((text) => typeof text === 'string') || !Array.isArray(ids)) return null;
    return { act, kind, ids, outcome };
  } catch {
    return null;
  }
}
