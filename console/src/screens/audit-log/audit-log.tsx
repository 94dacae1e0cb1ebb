import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { auditLogWords as words } from '../../messages/audit-log.ts';
import { useSpeech } from '../../ui/language.tsx';
import { type Told, ToldLine } from '../../ui/told.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { Acts } from './acts.tsx';
import './audit-log.css';
import { Head } from './head.tsx';
import { Witnesses } from './witnesses.tsx';

/** Who saw, did and sent what, and whether the log that says so is whole. */
export function AuditLogScreen() {
  const { t } = useSpeech();
  const filter = useSearch({ from: '/audit-log' });
  const [told, setTold] = useState<Told | null>(null);
  const heading = useTitledPage(t(words.title), 'audit-log');
  return (
    <div className="screen">
      <h1 ref={heading} tabIndex={-1}>
        {t(words.title)}
      </h1>
      <div>
        <p>{t(words.how)}</p>
        <p>
          {t(words.content)}{' '}
          <Link to="/need-to-know" className="target">
            {t(words.toMandates)}
          </Link>
        </p>
      </div>
      <ToldLine told={told} />
      <div className="record">
        <Head />
        <Witnesses onTold={setTold} />
      </div>
      <Acts filter={filter} />
    </div>
  );
}
