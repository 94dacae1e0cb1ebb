import { Link } from '@tanstack/react-router';
import type { Report, Triage } from '../../api/contract.ts';
import { reawakenings, reportStates, wordsOf } from '../../messages/codes.ts';
import { referralWords } from '../../messages/referral.ts';
import { reportWords as words } from '../../messages/report.ts';
import { Button } from '../../ui/button.tsx';
import { Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Banner } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';

/** What a person must know before reading on. */
export function ReportBanners(props: {
  readonly report: Report;
  readonly triage: Triage | undefined;
  readonly unseen: number | null;
  readonly onSeen: () => void;
}) {
  const { t } = useSpeech();
  const { report, triage } = props;
  return (
    <>
      {props.unseen === null ? null : (
        <Banner tone="hold" live>
          <span>{t(words.newVersion, { n: props.unseen })}</span>
          <Button onPress={props.onSeen}>{t(words.sawVersion, { n: props.unseen })}</Button>
        </Banner>
      )}
      {report.senderAlarm === null ? null : (
        <Banner tone="error">
          <span>
            <strong>{t(words.alarm)}</strong> <Received value={report.senderAlarm} />
          </span>
        </Banner>
      )}
      {triage?.assessment === null || triage?.assessment?.provisional === true ? (
        <Banner tone="hold">{t(words.provisional)}</Banner>
      ) : null}
      {report.reading === 'unreadable' ? (
        <Banner tone="hold">
          <span>
            {t(words.unreadable)} {report.unreadableReason}
          </span>
          <Link to="/repair/$report" params={{ report: report.report }} className="target">
            {t(words.toBench)}
          </Link>
        </Banner>
      ) : null}
      {report.isTest ? <Banner tone="hold">{t(referralWords.test)}</Banner> : null}
      {report.advice.map((code) => (
        <Banner key={code} tone="hold">
          {t(referralWords[code])}
        </Banner>
      ))}
      <Ended report={report} />
      {triage?.decision == null || triage.reawakened === null ? null : (
        <Banner tone="hold">
          <span>
            {t(words.reawakened)} {t(wordsOf(reawakenings, triage.reawakened))}
          </span>
        </Banner>
      )}
      {triage?.decision == null ? null : (
        <Banner tone="done">
          <span>
            {t(words.decidedBy, {
              name: triage.decision.by.name,
              words: t(wordsOf(reportStates, triage.decision.disposition)),
            })}
            , <Instant at={triage.decision.at} />
          </span>
        </Banner>
      )}
    </>
  );
}

function Ended({ report }: { readonly report: Report }) {
  const { t } = useSpeech();
  const at = report.retractedAt ?? report.closedUnfinishedAt;
  return (
    <>
      {at === null ? null : (
        <Banner tone="hold">
          <span>
            {t(report.retractedAt === null ? words.closedUnfinished : words.retracted)} <Instant at={at} />
          </span>
        </Banner>
      )}
      {report.duplicateOf === null ? null : (
        <Banner tone="hold">
          <span>
            {t(words.duplicateOf)}{' '}
            <Link to="/reports/$report" params={{ report: report.duplicateOf }}>
              {report.duplicateOf}
            </Link>
          </span>
        </Banner>
      )}
    </>
  );
}
