import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { type ActFilter, useActChoices } from '../../api/audit-log.ts';
import { machineActors, auditLogWords as words } from '../../messages/audit-log.ts';
import { auditOutcomes, reviewWords } from '../../messages/reviews.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';

const EMPTY = { person: '', act: '', outcome: '', object: '', from: '', until: '' };
type Form = typeof EMPTY;
/** Only a number enters the address (X11). */
const NUMBER = /^(?:R|PKG)-\d{4}-\d{1,12}$/i;

function formOf(filter: ActFilter): Form {
  const { after: _, person, ...others } = filter;
  return { ...EMPTY, ...others, person: person === undefined ? '' : String(person) };
}

/** The same as it stands in the address: only what is set. */
function filterOf({ person, ...form }: Form): ActFilter {
  const set = Object.entries(form).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]]));
  return { ...Object.fromEntries(set), ...(person === '' ? {} : { person: Number(person) }) };
}

/** What acts to show. Asked for by one button, since each look is an act of its own. */
export function ActsFilter(props: {
  readonly filter: ActFilter;
  /** Why the number was not understood; null when it was. */
  readonly misread: string | null;
  readonly onAgain: () => void;
}) {
  const { t } = useSpeech();
  const navigate = useNavigate();
  const choices = useActChoices().data;
  const asked = formOf(props.filter);
  const [form, setForm] = useState(asked);
  const address = JSON.stringify(asked);
  useEffect(() => setForm(JSON.parse(address) as Form), [address]);
  const [isWrong, setWrong] = useState(false);
  const isSame = JSON.stringify(form) === address && props.filter.after === undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = form.object.trim() !== '' && !NUMBER.test(form.object.trim());
    setWrong(wrong);
    if (wrong) return;
    if (isSame) props.onAgain();
    else void navigate({ to: '/audit-log', search: filterOf(form) });
  };
  const of = (name: keyof Form) => ({
    value: form[name],
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setForm((now) => ({ ...now, [name]: event.target.value })),
  });
  const people = (choices?.people ?? []).map(
    ({ id, name }) => [id, name ?? `${t(machineActors.staff)} ${id}`] as const,
  );
  return (
    <form className="acts-filter" onSubmit={submit} noValidate>
      <Choice label={t(words.person)} any={t(words.anybody)} {...of('person')}>
        {people
          .toSorted(([, one], [, two]) => one.localeCompare(two))
          .map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </Choice>
      <Choice label={t(reviewWords.colAct)} any={t(words.anyAct)} {...of('act')}>
        {withChosen(choices?.acts ?? [], form.act).map((act) => (
          <option key={act} value={act} translate="no">
            {act}
          </option>
        ))}
      </Choice>
      <Choice label={t(reviewWords.colOutcome)} any={t(words.anyOutcome)} {...of('outcome')}>
        {Object.entries(auditOutcomes).map(([code, pair]) => (
          <option key={code} value={code}>
            {t(pair)}
          </option>
        ))}
      </Choice>
      <Field label={t(words.object)} fault={isWrong ? t(words.notANumber) : props.misread}>
        {(at) => (
          <input {...at} {...of('object')} className="mono" maxLength={30} autoComplete="off" spellCheck={false} />
        )}
      </Field>
      <Field label={t(words.from)}>{(at) => <input {...at} {...of('from')} type="date" />}</Field>
      <Field label={t(words.until)}>{(at) => <input {...at} {...of('until')} type="date" />}</Field>
      <div className="row">
        <Button submit variant="primary" onPress={() => undefined}>
          {t(isSame ? words.again : words.show)}
        </Button>
        {Object.keys(props.filter).length === 0 ? null : (
          <Link to="/audit-log" search={{}} activeOptions={{ exact: true }} className="button">
            {t(words.clear)}
          </Link>
        )}
      </div>
    </form>
  );
}

/** What is chosen stays among the choices, also before they have come. */
function withChosen(codes: readonly string[], chosen: string): readonly string[] {
  return chosen === '' || codes.includes(chosen) ? codes : [chosen, ...codes];
}

function Field(props: {
  readonly label: string;
  readonly fault?: string | null;
  readonly children: (at: { readonly id: string; readonly 'aria-describedby'?: string }) => ReactNode;
}) {
  const id = useId();
  const fault = props.fault ?? null;
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      {props.children(fault === null ? { id } : { id, 'aria-describedby': `${id}-fault` })}
      {fault === null ? null : (
        <p id={`${id}-fault`} className="fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

function Choice(props: {
  readonly label: string;
  readonly any: string;
  readonly value: string;
  readonly onChange: (event: { readonly target: { readonly value: string } }) => void;
  readonly children: ReactNode;
}) {
  return (
    <Field label={props.label}>
      {(at) => (
        <select {...at} value={props.value} onChange={props.onChange}>
          <option value="">{props.any}</option>
          {props.children}
        </select>
      )}
    </Field>
  );
}
