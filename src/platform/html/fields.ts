import type { Language } from '#core/locale.ts';
import { flag, type Html, html, type Piece } from './html.ts';
import { FRAME_WORDS } from './messages.ts';

/** What every field has. */
interface Named {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** Says so in the label. @default false */
  readonly optional?: boolean;
}

/** One line of text; `code`: spelled as it is, in a fixed-width face. */
export interface TextField extends Named {
  readonly kind: 'text' | 'code' | 'email' | 'tel' | 'number' | 'date' | 'time' | 'password';
  readonly autocomplete?: string;
}
export interface LongField extends Named {
  readonly kind: 'long';
  readonly rows?: number;
}
export interface ChoiceField extends Named {
  readonly kind: 'choice' | 'select';
  readonly options: readonly { readonly value: string; readonly words: string; readonly hint?: string | undefined }[];
}

/** A field as a form asks it. */
export type Field = TextField | LongField | ChoiceField;

/** Where an error line leads: the first control of a field. */
export function anchorOf({ kind, name }: Pick<Field, 'kind' | 'name'>): string {
  return kind === 'choice' ? `#${name}-0` : `#${name}`;
}

/** A field with its label, hint, error and value, tied together for whoever hears the page. */
export function fieldOf(field: Field, value: string, language: Language): Html {
  if (field.kind === 'choice') return choice(field, value, language);
  const { name, label, error } = field;
  return html`<div class="field"${error ? html` data-wrong` : null}>
<label for="${name}">${label}${optionalMark(field, language)}</label>
${hintAndError(field, language)}
${control(field, value, language)}
</div>`;
}

function control(field: Exclude<Field, { kind: 'choice' }> | ChoiceField, value: string, language: Language): Html {
  const { name } = field;
  const told = describedBy(field);
  if (field.kind === 'long')
    return html`<textarea id="${name}" name="${name}" rows="${'rows' in field ? field.rows : 5}"${told}>
${value}</textarea>`;
  if ('options' in field)
    return html`<select id="${name}" name="${name}"${told}><option value="">${FRAME_WORDS.choose[language]}</option>${field.options.map(
      (option) =>
        html`<option value="${option.value}"${flag('selected', option.value === value)}>${option.words}</option>`,
    )}</select>`;
  return html`<input id="${name}" name="${name}"${typeOf(field)} value="${value}"${told}>`;
}

function typeOf({ kind, autocomplete = 'off' }: TextField): Html {
  const isCode = kind === 'code' || kind === 'number';
  const type = isCode ? 'text' : kind;
  return html` type="${type}" autocomplete="${autocomplete}"${isCode ? html` class="code" spellcheck="false" translate="no"` : null}${kind === 'number' ? html` inputmode="numeric"` : null}`;
}

function choice(field: ChoiceField, value: string, language: Language): Html {
  const { name, label, error, options } = field;
  return html`<fieldset class="field"${error ? html` data-wrong` : null}${describedBy(field)}>
<legend>${label}${optionalMark(field, language)}</legend>
${hintAndError(field, language)}
${options.map(
  (
    option,
    index,
  ) => html`<div class="option"><input type="radio" id="${name}-${index}" name="${name}" value="${option.value}"${flag('checked', option.value === value)}${option.hint ? html` aria-describedby="${name}-${index}-hint"` : null}>
<label for="${name}-${index}">${option.words}</label>${option.hint ? html`<p class="hint" id="${name}-${index}-hint">${option.hint}</p>` : null}</div>`,
)}
</fieldset>`;
}

function optionalMark({ optional }: Named, language: Language): Piece {
  return optional ? html` <span class="optional">${FRAME_WORDS.optional[language]}</span>` : null;
}

function hintAndError({ name, hint, error }: Named, language: Language): Piece {
  return [
    hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : null,
    error
      ? html`<p class="wrong" id="${name}-error"><span class="aside">${FRAME_WORDS.error[language]}</span> ${error}</p>`
      : null,
  ];
}

function describedBy({ name, hint, error }: Named): Piece {
  const ids = [hint ? `${name}-hint` : null, error ? `${name}-error` : null].filter((id) => id !== null);
  if (ids.length === 0) return null;
  return html` aria-describedby="${ids.join(' ')}"${error ? html` aria-invalid="true"` : null}`;
}
