import type { Bilingual } from '#core/locale.ts';

/** A ground on which facts are given by telephone, with its period of validity (days, `to` not included). */
export interface CallGround {
  readonly code: string;
  readonly words: Bilingual;
  readonly source: string;
  readonly standing: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

/** The grounds in force on a day, `YYYY-MM-DD`. */
export function groundsOn(grounds: readonly CallGround[], day: string): readonly CallGround[] {
  return grounds.filter(
    ({ effectiveFrom, effectiveTo }) => effectiveFrom <= day && (effectiveTo === null || day < effectiveTo),
  );
}
