import type { Bilingual } from './locale.ts';

/** A set of typed message pairs; values are ICU MessageFormat strings. Use with `satisfies Messages`. */
export type Messages = Readonly<Record<string, Bilingual>>;
