import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { openCallFacts, useCallActs, useCalls } from '../../api/calls.ts';
import type { Call, HandOverClock } from '../../api/contract-calls.ts';
import { callBackResults, clockStates, endedReasons, handOverKinds, callWords as words } from '../../messages/calls.ts';
import { wordsOf } from '../../messages/codes.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { QueryPanel } from '../../ui/query-panel.tsx';
import { Instant } from '../../ui/time.tsx';
import { CallBackDialog } from './call-back-dialog.tsx';
import { EndClock } from './end-clock.tsx';
import './telephone.css';

/** Who was told by voice, the two clocks of the hand-over, and the call-backs that are awaited. */
export function TelephonePanel({ report, onTelephone }: { readonly report: string; readonly onTelephone: () => void }) {
  const { t } = useSpeech();
  const calls = useCalls(report);
  const acts = useCallActs(report);
  const [about, setAbout] = useState<Call | null>(null);
  return (
    <QueryPanel query={calls} code="telephone" title={t(words.panel)}>
      {(data) => (
        <>
          {data.clocks.length === 0 ? <p className="muted">{t(words.notImminent)}</p> : <Clocks clocks={data.clocks} />}
          {data.calls.length === 0 ? <p>{t(words.none)}</p> : null}
          <ul className="plain stack">
            {data.calls.map((call) => (
              <li key={call.id}>
                <CallLine call={call} onCallBack={() => setAbout(call)} />
              </li>
            ))}
          </ul>
          <div className="row">
            <Button onPress={onTelephone}>{t(words.telephone)}</Button>
            {running(data.clocks).length === 0 ? null : (
              <EndClock kinds={running(data.clocks)} end={acts.endClock} onEnd={toTitle} />
            )}
          </div>
          {about === null ? null : (
            <CallBackDialog
              call={about}
              send={acts.callBack}
              onClose={() => {
                setAbout(null);
                toTitle();
              }}
            />
          )}
        </>
      )}
    </QueryPanel>
  );
}

const OVER: readonly string[] = ['met', 'met-late', 'ended'];

function isRunning(state: string): boolean {
  return !OVER.includes(state);
}

function running(clocks: readonly HandOverClock[]): readonly string[] {
  return clocks.filter(({ state }) => isRunning(state)).map(({ kind }) => kind);
}

/** What opened the dialog may be gone: without a new place the keys of the record would be dead. */
function toTitle(): void {
  document.getElementById('title')?.focus();
}

function Clocks({ clocks }: { readonly clocks: readonly HandOverClock[] }) {
  const { t } = useSpeech();
  return (
    <dl className="facts">
      {clocks.map(({ kind, state, dueAt, metAt, endedReason }) => (
        <div key={kind} className="fact">
          <dt>{t(wordsOf(handOverKinds, kind))}</dt>
          <dd>
            <Chip tone={isRunning(state) && state !== 'running' ? 'hold' : undefined}>
              {t(wordsOf(clockStates, state))}
            </Chip>{' '}
            {metAt === null ? (
              <>
                {t(words.dueAt)} <Instant at={dueAt} />
              </>
            ) : (
              <Instant at={metAt} />
            )}
            {endedReason === null ? null : <span className="muted"> {t(wordsOf(endedReasons, endedReason))}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function CallLine({ call, onCallBack }: { readonly call: Call; readonly onCallBack: () => void }) {
  const { t, say } = useSpeech();
  const service = call.agency === null ? null : say(call.agency.name);
  return (
    <div className="candidate">
      <p>
        <strong>
          {call.result === 'reached' ? t(words.told, { name: call.reachedName ?? '' }) : t(words.unanswered)}
        </strong>
        {call.reachedBadge === null ? null : <span className="mono"> {call.reachedBadge}</span>}
        {service === null ? null : `, ${service}`}, <span className="mono call-number">{call.number}</span>
      </p>
      <p className="meta">
        <Instant at={call.calledAt} /> · {t(words.byPerson, { name: call.by })}
        {call.ground === null ? null : ` · ${say(call.ground)}`}
      </p>
      {call.hasFacts ? <FactsGiven call={call.id} /> : null}
      {call.callBacks.length === 0 ? null : (
        <ul className="meta plain">
          {call.callBacks.map((back) => (
            <li key={back.at}>
              <Instant at={back.at} short /> {t(wordsOf(callBackResults, back.result))}: {back.note} ({back.by})
            </li>
          ))}
        </ul>
      )}
      {call.awaitsUntil === null ? null : (
        <p className="row">
          <span>
            {t(words.awaited)} <Instant at={call.awaitsUntil} />
          </span>
          <Button onPress={onCallBack}>{t(words.noteCallBack)}</Button>
        </p>
      )}
    </div>
  );
}

/** The facts given may name a child: they are asked for by an act of their own, which is written down. */
function FactsGiven({ call }: { readonly call: number }) {
  const { t } = useSpeech();
  const facts = useMutation({ mutationFn: () => openCallFacts(call) });
  if (facts.data !== undefined) return <p className="behind-content">{facts.data}</p>;
  return (
    <div className="row">
      <Button onPress={() => facts.mutate()}>{t(words.showFacts)}</Button>
      <span className="meta muted">{t(words.opened)}</span>
      <Fault error={facts.error} />
    </div>
  );
}
