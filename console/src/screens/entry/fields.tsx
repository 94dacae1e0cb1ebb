import { useSpeech } from '../../ui/language.tsx';
import type { Pair } from '../../ui/locale.ts';
import type { Draft, DraftField } from './entry-draft.ts';

interface FieldOf {
  readonly form: Draft;
  readonly field: DraftField;
  readonly label: Pair;
}

/** One line of text. */
export function Line({ form, field, label, type = 'text' }: FieldOf & { readonly type?: 'text' | 'datetime-local' }) {
  const { t } = useSpeech();
  return (
    <div className="field" data-wide="true">
      <label htmlFor={`entry-${field}`}>{t(label)}</label>
      <input
        id={`entry-${field}`}
        type={type}
        autoComplete="off"
        value={form.draft[field]}
        onChange={(event) => form.change(field, event.target.value)}
      />
    </div>
  );
}

/** Several lines; `hint` says what may stand there. */
export function Lines({ form, field, label, hint, rows }: FieldOf & { readonly hint: Pair; readonly rows: number }) {
  const { t } = useSpeech();
  return (
    <div className="field" data-wide="true">
      <label htmlFor={`entry-${field}`} className="entry-number">
        {t(label)}
      </label>
      <span className="muted" id={`entry-${field}-hint`}>
        {t(hint)}
      </span>
      <textarea
        id={`entry-${field}`}
        rows={rows}
        value={form.draft[field]}
        aria-describedby={`entry-${field}-hint`}
        onChange={(event) => form.change(field, event.target.value)}
      />
    </div>
  );
}

/** One of a few, by arrow keys or the space bar. */
export function OneOf({
  form,
  field,
  label,
  choices,
}: FieldOf & { readonly choices: readonly (readonly [string, Pair])[] }) {
  const { t } = useSpeech();
  return (
    <fieldset className="entry-group">
      <legend className="entry-number">{t(label)}</legend>
      <div className="row">
        {choices.map(([code, words]) => (
          <label key={code} className="choice" htmlFor={`entry-${field}-${code}`}>
            <input
              id={`entry-${field}-${code}`}
              type="radio"
              name={`entry-${field}`}
              checked={form.draft[field] === code}
              onChange={() => form.change(field, code)}
            />
            {t(words)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
