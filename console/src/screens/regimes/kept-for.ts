import type { Regime } from '../../api/regimes.ts';
import { regimeWords as words } from '../../messages/regimes.ts';
import type { Speech } from '../../ui/language.tsx';

/** How long data are preserved, in words. */
export function keptFor({ t }: Pick<Speech, 't'>, { preservation: { amount: n, unit } }: Regime): string {
  return t(words[unit], { n });
}
