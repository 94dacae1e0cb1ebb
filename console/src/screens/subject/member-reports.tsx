import { Link } from '@tanstack/react-router';
import type { Subject } from '../../api/contract-packages.ts';
import { reportStates, sources, urgencies, wordsOf } from '../../messages/codes.ts';
import { subjectWords as words } from '../../messages/subject.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';
import { UrgencyBadge, urgencyLevel } from '../../ui/urgency-badge.tsx';

const LEVELS = Object.keys(urgencies);

/** The reports that concern this subject, each as proposed or confirmed. */
export function MemberReports({ reports }: { readonly reports: Subject['reports'] }) {
  const { t } = useSpeech();
  return (
    <section className="panel" aria-labelledby="reports">
      <h2 id="reports">{t(words.reports)}</h2>
      {reports.length === 0 ? (
        <p className="muted">{t(words.noReports)}</p>
      ) : (
        <div className="scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t(words.colUrgency)}</th>
                <th scope="col">{t(words.colReport)}</th>
                <th scope="col">{t(words.colReceived)}</th>
                <th scope="col">{t(words.colSource)}</th>
                <th scope="col">{t(words.colState)}</th>
              </tr>
            </thead>
            <tbody>
              {reports.map((report) => (
                <tr key={report.report}>
                  <td>
                    {report.urgency === null ? (
                      <span className="muted">{t(words.notAssessed)}</span>
                    ) : (
                      <UrgencyBadge
                        level={urgencyLevel(LEVELS.indexOf(report.urgency) + 1)}
                        word={t(wordsOf(urgencies, report.urgency))}
                      />
                    )}
                  </td>
                  <th scope="row">
                    <Link to="/reports/$report" params={{ report: report.report }} className="target">
                      {report.report}
                    </Link>
                  </th>
                  <td>
                    <Instant at={report.receivedAt} short />
                  </td>
                  <td>{t(wordsOf(sources, report.source))}</td>
                  <td>
                    {t(wordsOf(reportStates, report.state))}
                    <span className="meta muted">
                      {' '}
                      · {t(report.standing === 'confirmed' ? words.standingConfirmed : words.standingProposed)}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
