import { Link } from '@tanstack/react-router';
import { type Joins, useJoinActs, useJoins } from '../../api/desk.ts';
import { identifierKinds, wordsOf } from '../../messages/codes.ts';
import { joinWords as words } from '../../messages/entry.ts';
import { Button } from '../../ui/button.tsx';
import { Received } from '../../ui/chip.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';

/** A call and its formal report: proposed as one notice, joined by a person, taken back by a person. */
export function JoinsPanel({ report }: { readonly report: string }) {
  const { t } = useSpeech();
  const joins = useJoins(report);
  const { say, takeBack } = useJoinActs(report);
  const { proposed = [], standing = [] } = joins.data ?? {};
  if (proposed.length === 0 && standing.length === 0) return null;
  return (
    <section className="panel stack" aria-labelledby="joins">
      <h2 id="joins" tabIndex={-1}>
        {t(words.title)}
      </h2>
      {proposed.length === 0 ? null : <p className="muted">{t(words.proposed)}</p>}
      {proposed.map((one) => (
        <Proposal key={one.report} proposal={one} onSay={(verdict) => say.mutate({ with: one.report, verdict })} />
      ))}
      {standing.map((one) => (
        <div key={one.join} className="spread">
          <p>
            {t(standingWords(one), { report: one.report })}{' '}
            <Link to="/reports/$report" params={{ report: one.report }}>
              {one.report}
            </Link>{' '}
            <Instant at={one.at} short />
          </p>
          <Button variant="quiet" onPress={() => takeBack.mutate(one.join)}>
            {t(words.takeBack, { report: one.report })}
          </Button>
        </div>
      ))}
      <Fault error={say.error ?? takeBack.error} />
    </section>
  );
}

function Proposal(props: {
  readonly proposal: Joins['proposed'][number];
  readonly onSay: (verdict: 'same-notice' | 'different') => void;
}) {
  const { t, say } = useSpeech();
  const { report, sender, receivedAt, counts, reasons } = props.proposal;
  return (
    <div className="stack">
      <p>
        <Link to="/reports/$report" params={{ report }}>
          {report}
        </Link>{' '}
        <Received value={sender} /> <Instant at={receivedAt} short />
      </p>
      <ul>
        {reasons.map((reason) => (
          <li key={`${reason.code} ${reason.kind}`}>
            {say(reason.words)}
            {reason.kind === null ? null : ` (${t(wordsOf(identifierKinds, reason.kind))})`}
          </li>
        ))}
      </ul>
      <p className="meta">{t(counts === 'this' ? words.countsThis : words.countsOther, { report })}</p>
      <div className="row">
        <Button variant="primary" onPress={() => props.onSay('same-notice')}>
          {t(words.same, { report })}
        </Button>
        <Button onPress={() => props.onSay('different')}>{t(words.different, { report })}</Button>
      </div>
    </div>
  );
}

function standingWords({ verdict, counts }: Joins['standing'][number]) {
  if (verdict === 'different') return words.apart;
  return counts === 'this' ? words.joinedThis : words.joinedOther;
}
