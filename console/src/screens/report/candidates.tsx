import type { Candidate } from '../../api/contract.ts';
import { useRoutes } from '../../api/reports.ts';
import { personRoles, wordsOf } from '../../messages/codes.ts';
import { reportWords as words } from '../../messages/report.ts';
import { Chip, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Loading } from '../../ui/states.tsx';

/** The police services the evidence points to, ranked, each with why, what to beware of, and its duty line. */
export function Candidates({ report }: { readonly report: string }) {
  const { t } = useSpeech();
  const routes = useRoutes(report);
  return (
    <section className="panel stack" aria-labelledby="candidates">
      <h2 id="candidates">{t(words.candidates)}</h2>
      {routes.isPending ? <Loading rows={2} /> : null}
      {routes.isError ? <p className="muted">{t(words.part)}</p> : null}
      {routes.data?.candidates.length === 0 ? <p>{t(words.noCandidates)}</p> : null}
      <ol className="plain stack">
        {(routes.data?.candidates ?? []).map((candidate) => (
          <li key={`${candidate.role}-${candidate.agency.code}`}>
            <CandidateLine candidate={candidate} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function CandidateLine({ candidate }: { readonly candidate: Candidate }) {
  const { t, say, colon } = useSpeech();
  const { agency } = candidate;
  return (
    <div className="candidate">
      <p>
        <strong>
          {candidate.rank}. {say(agency.name)}
        </strong>{' '}
        <span className="mono meta">{agency.code}</span>{' '}
        <span className="meta muted">{t(wordsOf(personRoles, candidate.role))}</span>
      </p>
      <p>
        {t(words.dutyLine)}
        {colon}{' '}
        {agency.dutyLine === null ? (
          <span className="muted">{t(words.noDutyLine)}</span>
        ) : (
          <strong>{agency.dutyLine}</strong>
        )}
        {agency.confirmBeforeFirstUse ? (
          <>
            {' '}
            <Chip tone="hold">{t(words.confirmFirst)}</Chip>
          </>
        ) : null}
      </p>
      <ul className="meta reasons">
        {candidate.reasons.map((reason) => (
          <li key={reason.words.en}>
            {say(reason.words)} {reason.path === null ? null : <Received value={reason.path} mono />}
          </li>
        ))}
      </ul>
      <span className="chips">
        {candidate.cautions.map((caution) => (
          <Chip key={caution.code} tone="hold">
            {say(caution.words)}
          </Chip>
        ))}
      </span>
    </div>
  );
}
