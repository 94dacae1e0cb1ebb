import { useId, useState } from 'react';
import { useProposeBaseline } from '../../api/former-years.ts';
import { sources } from '../../messages/codes.ts';
import { measures, formerYearsWords as words } from '../../messages/former-years.ts';
import { Button } from '../../ui/button.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import type { Pair } from '../../ui/locale.ts';
import { Banner } from '../../ui/states.tsx';

const EMPTY = { year: '', value: '', provenance: '', documentSha256: '', reason: '' };

type Text = keyof typeof EMPTY;

const LINES: readonly (readonly [Text, Pair, 'numeric' | 'text'])[] = [
  ['year', words.year, 'numeric'],
  ['value', words.value, 'numeric'],
  ['provenance', words.provenance, 'text'],
  ['documentSha256', words.sha256, 'text'],
  ['reason', words.reason, 'text'],
];

/** Proposes a total; the document it is from is hashed here and goes nowhere. */
export function EnterBaseline() {
  const { t } = useSpeech();
  const id = useId();
  const propose = useProposeBaseline();
  const [texts, setTexts] = useState(EMPTY);
  const [source, setSource] = useState('');
  const [measure, setMeasure] = useState('received');
  const [corrects, setCorrects] = useState(false);
  const write = (field: Text, value: string) => setTexts((before) => ({ ...before, [field]: value }));
  const isWhole =
    /^\d{4}$/.test(texts.year) && /^\d+$/.test(texts.value) && /^[0-9a-f]{64}$/.test(texts.documentSha256);
  const isComplete = isWhole && texts.provenance.trim() !== '' && texts.reason.trim() !== '';
  const send = (): void => {
    const { year, value, ...said } = texts;
    const figure = { ...said, year: Number(year), value: Number(value), source: source || null, measure, corrects };
    propose.mutate(figure, { onSuccess: () => setTexts(EMPTY) });
  };
  return (
    <section className="panel stack" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t(words.enter)}</h2>
      <p>{t(words.twoPersons)}</p>
      <div className="row">
        <Choice id={`${id}-source`} label={words.source} value={source} onChange={setSource} choices={sources} all />
        <Choice id={`${id}-measure`} label={words.measure} value={measure} onChange={setMeasure} choices={measures} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-file`}>{t(words.document)}</label>
        <input
          id={`${id}-file`}
          type="file"
          onChange={(event) => void hashOf(event.target.files?.[0]).then((hash) => write('documentSha256', hash))}
        />
      </div>
      {LINES.map(([field, label, mode]) => (
        <div key={field} className="field" data-wide={mode === 'text'}>
          <label htmlFor={`${id}-${field}`}>{t(label)}</label>
          <input
            id={`${id}-${field}`}
            type="text"
            inputMode={mode}
            autoComplete="off"
            value={texts[field]}
            onChange={(event) => write(field, event.target.value)}
          />
        </div>
      ))}
      <label className="choice" htmlFor={`${id}-corrects`}>
        <input
          id={`${id}-corrects`}
          type="checkbox"
          checked={corrects}
          onChange={(event) => setCorrects(event.target.checked)}
        />
        {t(words.corrects)}
      </label>
      <div className="row">
        <Button variant="primary" reasonShown withheld={isComplete ? null : t(words.incomplete)} onPress={send}>
          {t(words.propose)}
        </Button>
      </div>
      {propose.isSuccess ? (
        <Banner tone="done" live>
          {t(words.proposed)}
        </Banner>
      ) : null}
      <Fault error={propose.error} />
    </section>
  );
}

function Choice(props: {
  readonly id: string;
  readonly label: Pair;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: Readonly<Record<string, Pair>>;
  readonly all?: boolean;
}) {
  const { t } = useSpeech();
  return (
    <div className="field">
      <label htmlFor={props.id}>{t(props.label)}</label>
      <select id={props.id} value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        {props.all === true ? <option value="">{t(words.allSources)}</option> : null}
        {Object.entries(props.choices).map(([code, pair]) => (
          <option key={code} value={code}>
            {t(pair)}
          </option>
        ))}
      </select>
    </div>
  );
}

async function hashOf(file: File | undefined): Promise<string> {
  if (file === undefined) return '';
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
