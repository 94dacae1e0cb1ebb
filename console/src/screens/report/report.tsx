import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Refusal } from '../../api/client.ts';
import { useReport, useTriage } from '../../api/reports.ts';
import { recordKeys } from '../../messages/keys.ts';
import { reportWords as words } from '../../messages/report.ts';
import { failureWords, shellWords } from '../../messages/shell.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Banner, Failure, Loading } from '../../ui/states.tsx';
import { undoLast } from '../../ui/undo.tsx';
import { useKeyRegion } from '../../ui/use-key-region.ts';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { Assessment } from './assessment.tsx';
import { Candidates } from './candidates.tsx';
import { ClocksPanel } from './clocks.tsx';
import { Differences } from './differences.tsx';
import { DraftFields } from './draft-fields.tsx';
import { Facts } from './facts.tsx';
import { Files } from './files.tsx';
import { Identifiers } from './identifiers.tsx';
import { JoinsPanel } from './joins.tsx';
import { Proposed } from './proposed.tsx';
import { ReceivedText } from './received-text.tsx';
import { RecordActs, ReportDecision } from './report-acts.tsx';
import { ReportBanners } from './report-banners.tsx';
import { ReportBundleLine } from './report-bundle.tsx';
import { ReportHeader } from './report-header.tsx';
import { Road } from './road.tsx';
import { Similar } from './similar.tsx';
import { TelephonePanel } from './telephone.tsx';
import { TelephoneDialog } from './telephone-dialog.tsx';
import { UrgencyDialog } from './urgency-dialog.tsx';
import { useReportActs } from './use-report-acts.ts';
import './report.css';

/** Judge validity and urgency, with every fact's origin, and decide. */
export function ReportScreen() {
  const { t } = useSpeech();
  const { report: number } = useParams({ from: '/reports/$report' });
  const report = useReport(number);
  const triage = useTriage(number);
  const { telephone } = useSearch({ from: '/reports/$report' });
  const acts = useReportActs(number, report.data, triage.data, telephone === true);
  const heading = useTitledPage(t(words.title, { report: number }), number);
  const onKeyDown = useKeyRegion(recordKeys, {
    decide: acts.startDeciding,
    telephone: acts.telephone,
    urgency: acts.startUrgency,
    why: acts.toggleWhy,
    similar: () => document.getElementById('similar')?.focus(),
    versions: () => document.getElementById('versions')?.focus(),
    claim: acts.claim,
    release: acts.release,
    next: acts.takeNext,
    undo: undoLast,
  });
  const missing = report.error instanceof Refusal && report.error.status === 404;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the record keys live here; each act has its own button
    <div className="screen" onKeyDown={onKeyDown}>
      <p>
        <Link to="/queue" search={{}}>
          {t(words.back)}
        </Link>
      </p>
      <h1 ref={heading} tabIndex={-1} id="title">
        {missing ? t(shellWords.notFoundTitle) : t(words.title, { report: number })}
      </h1>
      {missing ? <p>{t(shellWords.notFoundNext)}</p> : null}
      {report.isPending ? <Loading rows={10} /> : null}
      {report.isError && !missing && !report.data ? (
        <Failure
          title={report.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="report"
          onRetry={() => void report.refetch()}
        />
      ) : null}
      {report.data ? (
        <>
          <ReportHeader report={report.data} triage={triage.data} />
          <ReportBanners report={report.data} triage={triage.data} unseen={acts.unseen} onSeen={acts.markSeen} />
          <ReportBundleLine report={number} />
          <RecordActs triage={triage.data} acts={acts} />
          {acts.message === null ? null : (
            <Banner tone={acts.message.tone} live>
              {acts.message.text}
            </Banner>
          )}
          <div className="record">
            <div className="stack">
              <Differences report={report.data} />
              <Facts report={report.data} />
              <Identifiers report={report.data} />
              <ReceivedText report={report.data} />
              <Files files={report.data.files} />
              {report.data.files.some((file) => file.relation === 'tip-pdf') ? <DraftFields report={number} /> : null}
              <Road report={report.data} />
            </div>
            <div className="stack">
              <TelephonePanel report={number} onTelephone={acts.telephone} />
              <JoinsPanel report={number} />
              <Assessment report={report.data} triage={triage.data} open={acts.why} onToggle={acts.toggleWhy} />
              <Proposed report={number} triage={triage.data} />
              <Candidates report={number} />
              <ClocksPanel report={number} triage={triage.data} />
              <Similar report={number} />
            </div>
          </div>
          {acts.deciding && triage.data ? <ReportDecision report={number} triage={triage.data} acts={acts} /> : null}
          <TelephoneDialog report={report.data} open={acts.telephoning} onClose={acts.hangUp} />
          <UrgencyDialog
            report={number}
            current={triage.data?.assessment?.urgency ?? null}
            open={acts.changingUrgency}
            onClose={acts.stopUrgency}
          />
        </>
      ) : null}
    </div>
  );
}
