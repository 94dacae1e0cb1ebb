import { useId, useState } from 'react';
import { useCallActs, useCalls } from '../../api/calls.ts';
import type { Candidate, Report } from '../../api/contract.ts';
import { useRoutes } from '../../api/reports.ts';
import { callWords as words } from '../../messages/calls.ts';
import { uiWords } from '../../messages/ui.ts';
import { Button } from '../../ui/button.tsx';
import { ModalDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import type { Pair } from '../../ui/locale.ts';
import { CALL_BACK_MINUTES, Choices, minutesAfter } from './choices.tsx';
import { CallScript, localNow, Whom } from './telephone-parts.tsx';

const FRESH = {
  /** Of this call: sent again, it is still this one. */
  key: '',
  facts: '',
  agency: null as string | null,
  number: '',
  result: null as 'reached' | 'no-answer' | null,
  /** As the field has it; empty until it is known what came of the call. */
  calledAt: '',
  name: '',
  badge: '',
  ground: null as string | null,
  callBack: null as string | null,
  /** Somebody the evidence does not point to is called. */
  isOther: false,
};

type Said = typeof FRESH;

/** What still keeps the call from being recorded. */
function missingIn(said: Said): Pair | null {
  if (said.number.trim() === '') return words.numberNeeded;
  if (said.result === null) return words.resultNeeded;
  if (said.result === 'no-answer') return null;
  if (said.name.trim() === '') return words.nameNeeded;
  if (said.facts.trim() === '') return words.factsNeeded;
  if (said.ground === null) return words.groundNeeded;
  return said.callBack === null ? words.callBackNeeded : null;
}

/** A hand-over by telephone, from a report in any state, by one person. */
export function TelephoneDialog(props: {
  readonly report: Report;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useSpeech();
  const { report } = props.report;
  return (
    <ModalDialog title={t(words.title, { report })} open={props.open} onClose={props.onClose} wide stays>
      <CallForm report={report} onClose={props.onClose} />
    </ModalDialog>
  );
}

function CallForm({ report, onClose }: { readonly report: string; readonly onClose: () => void }) {
  const { t, say } = useSpeech();
  const calls = useCalls(report);
  const services = useServices(report);
  const { call } = useCallActs(report);
  const [said, setSaid] = useSaid(report);
  const change = (part: Partial<Said>): void => setSaid({ ...said, ...part });
  // The first service with a duty line is the one that would be called: offered, not yet dialled.
  const [first] = services;
  const isUntouched = said.number === '' && said.agency === null && !said.isOther;
  const line = first !== undefined && isUntouched ? lineOf(first) : { agency: said.agency, number: said.number };
  const missing = missingIn({ ...said, ...line });
  const save = (): void => {
    if (said.result === null) return;
    const isReached = said.result === 'reached';
    const calledAt = said.calledAt === '' ? Date.now() : new Date(said.calledAt).getTime();
    const sent = {
      agency: line.agency,
      number: line.number.trim(),
      result: said.result,
      calledAt: new Date(calledAt).toISOString(),
      reachedName: isReached ? said.name.trim() : null,
      reachedBadge: isReached && said.badge.trim() !== '' ? said.badge.trim() : null,
      facts: isReached ? said.facts.trim() : null,
      ground: isReached ? said.ground : null,
      callBackBy: isReached ? minutesAfter(calledAt, said.callBack) : null,
    };
    call.mutate(
      { key: said.key, said: sent },
      {
        onSuccess: () => {
          setSaid(null);
          onClose();
        },
      },
    );
  };
  const chosen = services.find(({ agency }) => agency.code === line.agency);
  return (
    <>
      <p className="muted">{t(words.how)}</p>
      <div className="call-columns">
        <div className="stack">
          <Whom
            services={services}
            agency={line.agency}
            onChange={(service) =>
              change(
                service === null ? { agency: null, number: '', isOther: true } : { ...lineOf(service), isOther: false },
              )
            }
          />
          <Line
            label={words.number}
            value={line.number}
            onChange={(number) => change({ ...line, number, isOther: line.agency === null })}
            type="tel"
          />
          <CallScript report={report} languages={chosen?.agency.languages ?? null} />
        </div>
        <div className="stack">
          <Choices
            inLine
            legend={t(words.result)}
            options={[
              ['reached', t(words.reached)],
              ['no-answer', t(words.noAnswer)],
            ]}
            value={said.result}
            onChange={(result) =>
              change({
                result: result === 'reached' ? 'reached' : 'no-answer',
                // The call was now, unless somebody says otherwise.
                calledAt: said.calledAt === '' ? localNow() : said.calledAt,
              })
            }
          />
          <Line
            label={words.calledAt}
            value={said.calledAt}
            onChange={(calledAt) => change({ calledAt })}
            type="datetime-local"
          />
          {said.result === 'reached' ? (
            <>
              <div className="call-pair">
                <Line label={words.name} value={said.name} onChange={(name) => change({ name })} />
                <Line label={words.badge} value={said.badge} onChange={(badge) => change({ badge })} />
              </div>
              <Facts facts={said.facts} onChange={(facts) => change({ facts })} />
              <Choices
                legend={t(words.ground)}
                options={(calls.data?.grounds ?? []).map((one) => [one.code, say(one.words)] as const)}
                value={said.ground}
                onChange={(ground) => change({ ground })}
              />
              <Choices
                inLine
                legend={t(words.callBack)}
                options={[
                  ['none', t(words.noCallBack)],
                  ...CALL_BACK_MINUTES.map((n) => [String(n), t(words.inMinutes, { n })] as const),
                ]}
                value={said.callBack}
                onChange={(callBack) => change({ callBack })}
              />
            </>
          ) : null}
        </div>
      </div>
      <Fault error={call.error} />
      <div className="row">
        <Button
          variant="primary"
          reasonShown
          withheld={call.isPending ? t(words.sending) : missing === null ? null : t(missing)}
          onPress={save}
        >
          {t(words.save)}
        </Button>
        <Button onPress={onClose}>{t(uiWords.cancel)}</Button>
      </div>
    </>
  );
}

/** What was typed of a call not yet recorded, kept while the officer is on the line: a closed dialog loses nothing. */
function useSaid(report: string): readonly [Said, (said: Said | null) => void] {
  const [kept, keep] = useDraft(`call ${report}`);
  const [key] = useState(() => crypto.randomUUID());
  const said: Said = kept === '' ? { ...FRESH, key } : JSON.parse(kept);
  return [said, (next) => keep(next === null ? '' : JSON.stringify(next))];
}

/** The services the evidence points to, each once, those with a duty line first. */
function useServices(report: string): readonly Candidate[] {
  const routes = useRoutes(report);
  const byCode = new Map<string, Candidate>();
  for (const one of routes.data?.candidates ?? []) if (!byCode.has(one.agency.code)) byCode.set(one.agency.code, one);
  return [...byCode.values()].sort((a, b) => Number(a.agency.dutyLine === null) - Number(b.agency.dutyLine === null));
}

function lineOf({ agency }: Candidate): Pick<Said, 'agency' | 'number'> {
  return { agency: agency.code, number: agency.dutyLine ?? '' };
}

function Line(props: {
  readonly label: Pair;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'tel' | 'datetime-local';
}) {
  const { t } = useSpeech();
  const id = useId();
  return (
    <div className="field" data-wide="true">
      <label htmlFor={id}>{t(props.label)}</label>
      <input
        id={id}
        type={props.type ?? 'text'}
        autoComplete="off"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </div>
  );
}

function Facts({ facts, onChange }: { readonly facts: string; readonly onChange: (text: string) => void }) {
  const { t } = useSpeech();
  const id = useId();
  return (
    <div className="field" data-wide="true">
      <label htmlFor={id}>{t(words.facts)}</label>
      <textarea id={id} rows={4} value={facts} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
