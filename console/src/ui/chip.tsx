import type { ReactNode } from 'react';
import './chip.css';

/** A short mark beside a fact. Amber asks for care; red is kept for imminent danger and errors. */
export function Chip({
  children,
  tone,
}: {
  readonly children: ReactNode;
  readonly tone?: 'hold' | 'error' | 'done' | undefined;
}) {
  return (
    <span className="chip" data-tone={tone}>
      {children}
    </span>
  );
}

/** A received value, as received: its own direction, never translated, never a link. */
export function Received({ value, mono }: { readonly value: string; readonly mono?: boolean }) {
  return (
    <bdi className={mono === true ? 'mono' : undefined} translate="no" spellCheck={false} dir="auto">
      {value}
    </bdi>
  );
}

/** One fact: what it is, the value, and the chips that tell its origin and standing. */
export function Fact(props: {
  readonly id?: string | undefined;
  readonly name: ReactNode;
  readonly children: ReactNode;
  readonly chips?: ReactNode;
}) {
  return (
    <div className="fact" id={props.id} tabIndex={props.id === undefined ? undefined : -1}>
      <dt>{props.name}</dt>
      <dd>
        <span>{props.children}</span>
        {props.chips === undefined ? null : <span className="chips">{props.chips}</span>}
      </dd>
    </div>
  );
}
