import type { Pair } from '../ui/locale.ts';

/** A set of typed message pairs; values are ICU MessageFormat strings. A missing language does not compile. */
export type Messages = Readonly<Record<string, Pair>>;
