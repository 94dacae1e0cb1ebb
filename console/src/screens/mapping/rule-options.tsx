import { useId, useState } from 'react';
import type { MappingRule, MappingTarget } from '../../api/contract-intake.ts';
import { mappingWords as words } from '../../messages/mappings.ts';
import { useSpeech } from '../../ui/language.tsx';
import { valuesOf, valuesText } from './edit-content.ts';

interface Props {
  readonly rule: MappingRule;
  readonly name: string;
  readonly onChange: (change: Partial<MappingRule>) => void;
}

/** Which person, file or address a field is about. */
export function RuleNumbers({ rule, of, onChange }: Props & { readonly of: MappingTarget['of'] }) {
  const { t } = useSpeech();
  if (of === 'report') return null;
  return (
    <>
      <NumberField
        label={t(of === 'file' ? words.fileNumber : words.person)}
        hint={of === 'identifier' ? t(words.nobody) : null}
        least={of === 'identifier' ? 0 : 1}
        value={rule.item}
        onChange={(item) => onChange({ item })}
      />
      {of === 'identifier' ? (
        <NumberField
          label={t(words.part)}
          hint={null}
          least={1}
          value={rule.part}
          onChange={(part) => onChange({ part })}
        />
      ) : null}
    </>
  );
}

function NumberField(props: {
  readonly label: string;
  readonly hint: string | null;
  readonly least: number;
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        type="number"
        min={props.least}
        max={99}
        value={props.value}
        onChange={(event) =>
          props.onChange(Math.max(props.least, Math.min(99, Math.trunc(Number(event.target.value)))))
        }
      />
      {props.hint === null ? null : <span className="meta muted">{props.hint}</span>}
    </div>
  );
}

/** How a value is read: its pattern, where several are parted, and our words for theirs. */
export function RuleReading({ rule, isTime, name, onChange }: Props & { readonly isTime: boolean }) {
  const { t } = useSpeech();
  const id = useId();
  const [typed, setTyped] = useState('');
  // What is typed stays as typed for as long as it says the same: blank lines too.
  const own = valuesText(rule.values);
  const text = valuesText(valuesOf(typed)) === own ? typed : own;
  if (rule.from === null) return null;
  return (
    <>
      {isTime ? (
        <div className="field">
          <label htmlFor={`${id}-pattern`}>{t(words.pattern)}</label>
          <input
            id={`${id}-pattern`}
            type="text"
            className="mono"
            value={rule.pattern ?? ''}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => onChange({ pattern: event.target.value || null })}
          />
          <span className="meta muted">{t(words.patternHow, { example: 'dd/MM/yyyy HH:mm' })}</span>
        </div>
      ) : null}
      <details open={rule.values.length > 0 || rule.split !== null}>
        <summary aria-label={t(words.valuesOf, { field: name })}>{t(words.colValues)}</summary>
        <div className="field">
          <label htmlFor={`${id}-values`}>{t(words.valuesHow)}</label>
          <textarea
            id={`${id}-values`}
            value={text}
            onChange={(event) => {
              setTyped(event.target.value);
              onChange({ values: valuesOf(event.target.value) });
            }}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-otherwise`}>{t(words.otherwise)}</label>
          <select
            id={`${id}-otherwise`}
            value={rule.otherwise}
            onChange={(event) => onChange({ otherwise: event.target.value === 'empty' ? 'empty' : 'keep' })}
          >
            <option value="keep">{t(words.otherwiseKeep)}</option>
            <option value="empty">{t(words.otherwiseEmpty)}</option>
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${id}-split`}>{t(words.split)}</label>
          <input
            id={`${id}-split`}
            type="text"
            className="mono"
            value={rule.split ?? ''}
            maxLength={10}
            autoComplete="off"
            onChange={(event) => onChange({ split: event.target.value || null })}
          />
        </div>
      </details>
    </>
  );
}
