import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { type Mandate, useEndMandate, useRecordMandate } from '../../api/need-to-know.ts';
import { usePeopleNames } from '../../api/people-names.ts';
import { wallWords as words } from '../../messages/need-to-know.ts';
import { uiWords } from '../../messages/ui.ts';
import { Button } from '../../ui/button.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';

/** The numbered samples that are, or were, open to an auditor. */
export function Mandates({
  mandates,
  mayRecord,
}: {
  readonly mandates: readonly Mandate[];
  readonly mayRecord: boolean;
}) {
  const { t } = useSpeech();
  const end = useEndMandate();
  return (
    <>
      {mandates.length === 0 ? (
        <p className="panel">{t(words.noMandates)}</p>
      ) : (
        <div className="panel scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t(words.auditor)}</th>
                <th scope="col">{t(words.authority)}</th>
                <th scope="col">{t(words.sample)}</th>
                <th scope="col">{t(words.until)}</th>
              </tr>
            </thead>
            <tbody>
              {mandates.map((mandate) => (
                <tr key={mandate.mandate}>
                  <th scope="row">{mandate.auditor}</th>
                  <td>
                    {mandate.authority}
                    <br />
                    <span className="meta muted">{mandate.reason}</span>
                  </td>
                  <td>
                    <span className="row">
                      {mandate.reports.map((report) => (
                        <Link key={report} to="/reports/$report" params={{ report }} className="target">
                          {report}
                        </Link>
                      ))}
                    </span>
                  </td>
                  <td>
                    {mandate.endedAt === null ? (
                      <Instant at={mandate.endsAt} short />
                    ) : (
                      <>
                        {t(words.ended)} <Instant at={mandate.endedAt} short />
                      </>
                    )}{' '}
                    {mayRecord && mandate.endedAt === null ? (
                      <Button
                        label={t(words.endOf, { name: mandate.auditor })}
                        onPress={() => end.mutate(mandate.mandate)}
                      >
                        {t(words.end)}
                      </Button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Fault error={end.error} />
      {mayRecord ? <NewMandateForm /> : null}
    </>
  );
}

function NewMandateForm() {
  const { t } = useSpeech();
  const id = useId();
  const record = useRecordMandate();
  const auditors = usePeopleNames('auditor');
  const [form, setForm] = useState({ auditor: '', authority: '', reason: '', reports: '', endsAt: '' });
  const set = (name: keyof typeof form) => (event: { readonly target: { readonly value: string } }) =>
    setForm((now) => ({ ...now, [name]: event.target.value }));
  const complete = Object.values(form).every((value) => value.trim() !== '') && form.reason.trim().length >= 10;
  const save = (): void =>
    record.mutate(
      {
        auditor: Number(form.auditor),
        authority: form.authority.trim(),
        reason: form.reason.trim(),
        reports: form.reports.split(/[\s,;]+/).filter((number) => number !== ''),
        endsAt: new Date(`${form.endsAt}T23:59:59`).toISOString(),
      },
      { onSuccess: () => setForm({ auditor: '', authority: '', reason: '', reports: '', endsAt: '' }) },
    );
  return (
    <section className="panel stack" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{t(words.record)}</h3>
      <div className="field">
        <label htmlFor={`${id}-auditor`}>{t(words.auditor)}</label>
        <select id={`${id}-auditor`} value={form.auditor} onChange={set('auditor')}>
          <option value="">{t(uiWords.choose)}</option>
          {(auditors.data?.items ?? []).map((person) => (
            <option key={person.staffId} value={person.staffId}>
              {person.name}
            </option>
          ))}
        </select>
      </div>
      <div className="field" data-wide="true">
        <label htmlFor={`${id}-authority`}>{t(words.authority)}</label>
        <input id={`${id}-authority`} value={form.authority} onChange={set('authority')} />
      </div>
      <div className="field" data-wide="true">
        <label htmlFor={`${id}-reason`}>{t(words.reason)}</label>
        <textarea id={`${id}-reason`} value={form.reason} onChange={set('reason')} />
      </div>
      <div className="field" data-wide="true">
        <label htmlFor={`${id}-reports`}>{t(words.sampleHow)}</label>
        <textarea id={`${id}-reports`} className="mono" value={form.reports} onChange={set('reports')} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-ends`}>{t(words.until)}</label>
        <input id={`${id}-ends`} type="date" value={form.endsAt} onChange={set('endsAt')} />
      </div>
      <Fault error={record.error} />
      <div className="row">
        <Button variant="primary" reasonShown withheld={complete ? null : t(words.fillAll)} onPress={save}>
          {t(words.record)}
        </Button>
      </div>
    </section>
  );
}
