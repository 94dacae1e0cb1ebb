import type { Report } from '../../api/contract.ts';
import { useExplanation } from '../../api/reports.ts';
import { stages, stepResults, wordsOf } from '../../messages/codes.ts';
import { reportWords as words } from '../../messages/report.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';

/** Versions, departures from the schema, and the road of the report stage by stage. */
export function Road({ report }: { readonly report: Report }) {
  const { t, say, number } = useSpeech();
  const explanation = useExplanation(report.report);
  const road = explanation.data?.road ?? [];
  return (
    <section className="panel stack" aria-labelledby="road">
      <h2 id="versions" tabIndex={-1}>
        {t(words.versions)}
      </h2>
      <ul className="plain">
        {report.versions.map((version) => (
          <li key={version.version}>
            {t(words.version, { n: version.version })}, <Instant at={version.at} />
            {version.archiveSha256 === null ? null : (
              <span className="meta muted">
                {' '}
                · {t(words.fromArchive, { digest: version.archiveSha256.slice(0, 16) })}
              </span>
            )}
          </li>
        ))}
      </ul>
      {report.drift.length === 0 ? null : (
        <details>
          <summary>{t(words.drift, { n: report.drift.length })}</summary>
          <ul className="meta">
            {report.drift.map((drift) => (
              <li key={`${drift.path}-${drift.kind}-${drift.detail}`}>
                <span className="mono">{drift.path}</span> {drift.kind}, {drift.detail}
              </li>
            ))}
          </ul>
        </details>
      )}
      <h2 id="road">{t(words.road)}</h2>
      {explanation.isError ? <p className="muted">{t(words.part)}</p> : null}
      {explanation.data && road.length === 0 ? <p className="muted">{t(words.noRoad)}</p> : null}
      <ol className="timeline">
        {road.map((step) => (
          <li key={`${step.stage}-${step.at}`}>
            <p>
              <strong>{t(wordsOf(stages, step.stage))}</strong>{' '}
              <span className="meta muted">
                <Instant at={step.at} />
              </span>
            </p>
            <p className="meta">
              {t(wordsOf(stepResults, step.result))}
              {step.ruleVersion === null ? null : `, ${t(words.rule, { version: step.ruleVersion })}`}
              {step.durationMs === null ? null : `, ${t(words.took, { n: number(Math.round(step.durationMs)) })}`}
            </p>
            {step.reasons.map((reason) => (
              <p key={reason.en} className="meta muted">
                {say(reason)}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}
