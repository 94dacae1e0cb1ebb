import { type ReactNode, useId } from 'react';

/** A button that stays where it is when it may not be used, and says why. */
export function Button(props: {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly variant?: 'primary' | 'danger' | 'quiet';
  /** Shown beside the label; the key itself is bound by the key region. */
  readonly keyHint?: string | undefined;
  /** Why it may not be used now; null or absent when it may. */
  readonly withheld?: string | null | undefined;
  /** Shows the reason at all times instead of on focus. */
  readonly reasonShown?: boolean;
  readonly pressed?: boolean | undefined;
  readonly expanded?: boolean | undefined;
  readonly controls?: string | undefined;
  readonly current?: boolean | undefined;
  readonly id?: string | undefined;
  readonly submit?: boolean;
  readonly autoFocus?: boolean;
  readonly label?: string | undefined;
}) {
  const reasonId = useId();
  const withheld = props.withheld ?? null;
  const button = (
    <button
      type={props.submit === true ? 'submit' : 'button'}
      id={props.id}
      className="button"
      data-variant={props.variant}
      aria-disabled={withheld !== null || undefined}
      aria-describedby={withheld === null ? undefined : reasonId}
      aria-pressed={props.pressed}
      aria-expanded={props.expanded}
      aria-controls={props.controls}
      aria-current={props.current || undefined}
      aria-label={props.label}
      data-autofocus={props.autoFocus || undefined}
      onClick={(event) => {
        if (withheld !== null) event.preventDefault();
        else props.onPress();
      }}
    >
      {props.children}
      {props.keyHint === undefined ? null : (
        <span className="key" aria-hidden="true">
          {props.keyHint}
        </span>
      )}
    </button>
  );
  if (withheld === null) return button;
  return (
    <span className="withheld">
      {button}
      <span id={reasonId} className="reason" data-tip={props.reasonShown !== true}>
        {withheld}
      </span>
    </span>
  );
}
