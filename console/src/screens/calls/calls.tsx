import { Link } from '@tanstack/react-router';
import { useWaitingCalls } from '../../api/calls.ts';
import type { WaitingCalls } from '../../api/contract-calls.ts';
import { clockStates, handOverKinds, callWords as words } from '../../messages/calls.ts';
import { wordsOf } from '../../messages/codes.ts';
import { Chip } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { QueryPanel } from '../../ui/query-panel.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Empty } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';

/** Everything that waits for a voice: hand-overs whose clock runs, and call-backs that were promised. */
export function CallsScreen() {
  const { t } = useSpeech();
  const waiting = useWaitingCalls();
  const heading = useTitledPage(t(words.screen), 'calls');
  return (
    <div className="screen">
      <h1 ref={heading} tabIndex={-1}>
        {t(words.screen)}
      </h1>
      <p>{t(words.screenHow)}</p>
      <QueryPanel query={waiting} code="hand-overs" title={t(words.running)}>
        {(data) => (
          <>
            <Running clocks={data.clocks} />
            {data.hasMore ? <p className="meta muted">{t(words.more)}</p> : null}
          </>
        )}
      </QueryPanel>
      <QueryPanel query={waiting} code="call-backs" title={t(words.backs)}>
        {(data) => <CallBacks calls={data.callBacks} />}
      </QueryPanel>
    </div>
  );
}

function Running({ clocks }: { readonly clocks: WaitingCalls['clocks'] }) {
  const { t } = useSpeech();
  if (clocks.length === 0)
    return (
      <Empty title={t(words.runningNone)}>
        <p>{t(words.runningNoneNext)}</p>
      </Empty>
    );
  return (
    <ScrollTable
      label={t(words.running)}
      heads={[words.colReport, words.colClock, words.colState, words.colDue, words.colAct]}
    >
      {clocks.map(({ report, kind, state, dueAt }) => (
        <tr key={`${report} ${kind}`}>
          <th scope="row">
            <ToReport report={report} />
          </th>
          <td>{t(wordsOf(handOverKinds, kind))}</td>
          <td>
            <Chip tone={state === 'running' ? undefined : 'hold'}>{t(wordsOf(clockStates, state))}</Chip>
          </td>
          <td>
            <Instant at={dueAt} short />
          </td>
          <td>
            {kind === 'voice' ? (
              <Link to="/reports/$report" params={{ report }} search={{ telephone: true }} className="button">
                {t(words.telephone)}
              </Link>
            ) : null}
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function CallBacks({ calls }: { readonly calls: WaitingCalls['callBacks'] }) {
  const { t, say } = useSpeech();
  if (calls.length === 0)
    return (
      <Empty title={t(words.backsNone)}>
        <p>{t(words.backsNoneNext)}</p>
      </Empty>
    );
  return (
    <ScrollTable label={t(words.backs)} heads={[words.colReport, words.colWho, words.colNumber, words.colDue]}>
      {calls.map((call) => (
        <tr key={call.id}>
          <th scope="row">
            <ToReport report={call.report} />
          </th>
          <td>
            {call.reachedName}
            {call.agency === null ? null : `, ${say(call.agency.name)}`}
          </td>
          <td className="mono">{call.number}</td>
          <td>{call.awaitsUntil === null ? null : <Instant at={call.awaitsUntil} short />}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function ToReport({ report }: { readonly report: string }) {
  return (
    <Link to="/reports/$report" params={{ report }} className="target">
      {report}
    </Link>
  );
}
