import { useId } from 'react';
import './telephone.css';

/** One of a few, by arrow keys or the space bar; `value` null: nothing is chosen yet. */
export function Choices({
  legend,
  options,
  value,
  onChange,
  inLine = false,
}: {
  readonly legend: string;
  readonly options: readonly (readonly [code: string, words: string])[];
  readonly value: string | null;
  readonly onChange: (code: string) => void;
  /** Short ones stand beside each other. @default false */
  readonly inLine?: boolean;
}) {
  const id = useId();
  return (
    <fieldset className="call-choices">
      <legend>{legend}</legend>
      <div className={inLine ? 'row' : 'call-lines'}>
        {options.map(([code, words]) => (
          <label key={code} className="choice">
            <input type="radio" name={id} value={code} checked={value === code} onChange={() => onChange(code)} />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Minutes after which a call-back is promised, as offered; null where none is. */
export const CALL_BACK_MINUTES = [15, 30, 60, 240] as const;

/** The instant so many minutes after another one, in milliseconds; null for none. */
export function minutesAfter(from: number, minutes: string | null): string | null {
  const ahead = Number(minutes);
  return Number.isNaN(ahead) || minutes === null ? null : new Date(from + ahead * 60_000).toISOString();
}
