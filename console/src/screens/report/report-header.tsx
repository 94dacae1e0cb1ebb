import type { Report, Triage } from '../../api/contract.ts';
import { reportStates, sources, urgencies, wordsOf } from '../../messages/codes.ts';
import { reportWords as words } from '../../messages/report.ts';
import { Chip, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';
import { UrgencyBadge, urgencyLevel } from '../../ui/urgency-badge.tsx';

/** What it is, how urgent, from whom, since when, and who holds it. */
export function ReportHeader({ report, triage }: { readonly report: Report; readonly triage: Triage | undefined }) {
  const { t } = useSpeech();
  const assessment = triage?.assessment ?? null;
  return (
    <div className="panel record-head">
      <div className="row">
        {assessment === null ? null : (
          <UrgencyBadge level={urgencyLevel(assessment.level)} word={t(wordsOf(urgencies, assessment.urgency))} />
        )}
        <Chip>{t(wordsOf(reportStates, report.state))}</Chip>
        <Chip>{t(words.version, { n: report.version })}</Chip>
        {assessment === null ? null : (
          <span className="meta muted">{t(words.rule, { version: assessment.ruleVersion })}</span>
        )}
        {assessment?.floor == null ? null : <Chip tone="hold">{t(words.floor)}</Chip>}
      </div>
      <div className="row">
        <span>
          {t(wordsOf(sources, report.source))}, <Received value={report.sender} />
        </span>
        <span>
          {t(words.received)} <Instant at={report.receivedAt} />
        </span>
        {report.externalId === null ? null : (
          <span>
            {t(words.theirNumber)} <Received value={report.externalId} mono />
          </span>
        )}
      </div>
      <Holding triage={triage} />
    </div>
  );
}

function Holding({ triage }: { readonly triage: Triage | undefined }) {
  const { t } = useSpeech();
  if (!triage || triage.decision !== null) return null;
  if (triage.claim === null) return <p className="muted">{t(words.freeNow)}</p>;
  return (
    <p>
      {triage.claim.mine ? <strong>{t(words.youHold)}</strong> : t(words.heldBy, { name: triage.claim.holder.name })}{' '}
      {triage.claim.leaseUntil === null ? null : <Instant at={triage.claim.leaseUntil} />}
    </p>
  );
}
