import { Link } from '@tanstack/react-router';
import { useLinks } from '../../api/reports.ts';
import { identifierKinds, verdicts, wordsOf } from '../../messages/codes.ts';
import { reportWords as words } from '../../messages/report.ts';
import { Chip, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';

/** Reports that share a strong identifier with this one: proposals, judged on the subject's page. */
export function Similar({ report }: { readonly report: string }) {
  const { t } = useSpeech();
  const links = useLinks(report);
  return (
    <section className="panel stack" aria-labelledby="similar">
      <div className="spread">
        <h2 id="similar" tabIndex={-1}>
          {t(words.similar)}
        </h2>
        {links.data?.subject == null ? null : (
          <Link to="/subjects/$subject" params={{ subject: links.data.subject }} className="target">
            {t(words.subject)} {links.data.subject}
          </Link>
        )}
      </div>
      {links.isError ? <p className="muted">{t(words.part)}</p> : null}
      {links.data?.edges.length === 0 ? <p className="muted">{t(words.noLinks)}</p> : null}
      <ul className="plain">
        {(links.data?.edges ?? []).map((edge) => {
          const other = edge.a === report ? edge.b : edge.a;
          return (
            <li key={edge.id} className="edge-line">
              <Link to="/reports/$report" params={{ report: other }}>
                {other}
              </Link>
              <span>
                {t(wordsOf(identifierKinds, edge.kind))} <Received value={edge.value} mono />
              </span>
              <span className="meta muted">{t(words.sharedBy, { n: edge.reportsSharing })}</span>
              {edge.hub ? <Chip tone="hold">{t(words.hub)}</Chip> : null}
              <Chip>{t(wordsOf(verdicts, edge.verdict))}</Chip>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
