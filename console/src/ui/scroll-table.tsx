import type { ReactNode } from 'react';
import { useSpeech } from './language.tsx';
import type { Pair } from './locale.ts';

/** A table that may be wider than its place: a named region of its own, scrolled by the keyboard too. */
export function ScrollTable(props: {
  readonly label: string;
  readonly heads: readonly Pair[];
  /** Its rows. */
  readonly children: ReactNode;
  /** It stands on the page by itself, in no panel. @default false */
  readonly alone?: boolean;
}) {
  const { t } = useSpeech();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className={props.alone === true ? 'panel scroll' : 'scroll'} tabIndex={0} aria-label={props.label}>
      <table className="table">
        <thead>
          <tr>
            {props.heads.map((head) => (
              <th key={head.en} scope="col">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    </section>
  );
}
