import { Link } from '@tanstack/react-router';
import type { Package } from '../../api/contract-packages.ts';
import { packageStates, personRoles, wordsOf } from '../../messages/codes.ts';
import { packageWords as words } from '../../messages/packages.ts';
import { Chip } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';

/** To whom, in which language, from which reports, by whom. */
export function PackageHeader({ pkg }: { readonly pkg: Package }) {
  const { t, say } = useSpeech();
  return (
    <div className="panel stack">
      <div className="row">
        <Chip>{t(wordsOf(packageStates, pkg.state))}</Chip>
        <span>
          {t(words.to)} <strong>{say(pkg.recipient.name)}</strong>{' '}
          <span className="mono meta">{pkg.recipient.code}</span>,{' '}
          {t(words.inLanguage, { language: t(pkg.recipient.language === 'fr' ? words.french : words.english) })}
        </span>
        <span>
          {t(words.author)}:{' '}
          {pkg.author === null ? <span className="muted">{t(words.nobody)}</span> : <bdi>{pkg.author.name}</bdi>}
        </span>
        {pkg.subject === null ? null : (
          <Link to="/subjects/$subject" params={{ subject: pkg.subject }} className="target">
            {t(words.subject)} {pkg.subject}
          </Link>
        )}
      </div>
      <ul className="plain row">
        {pkg.reports.map((report) => (
          <li key={report.report} className="row">
            <Link to="/reports/$report" params={{ report: report.report }} className="target">
              {report.report}
            </Link>
            <span className="meta muted">{t(wordsOf(personRoles, report.role))}</span>
            {report.lead ? <Chip>{t(words.lead)}</Chip> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
