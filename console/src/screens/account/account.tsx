import { useState } from 'react';
import { useOwnKeys } from '../../api/proof.ts';
import { useSession } from '../../api/session.ts';
import { accountWords as words } from '../../messages/account.ts';
import { failureWords } from '../../messages/shell.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { type Told, ToldLine } from '../../ui/told.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { OneTimeCodes } from './one-time-codes.tsx';
import { Passkeys } from './passkeys.tsx';

/** What a person proves themselves with: passkeys, codes, work accounts. */
export function AccountScreen() {
  const { t } = useSpeech();
  const keys = useOwnKeys();
  const person = useSession().data?.person;
  const heading = useTitledPage(t(words.title), 'account');
  const [told, setTold] = useState<Told | null>(null);
  return (
    <div className="screen">
      <div className="spread">
        <h1 ref={heading} tabIndex={-1}>
          {t(words.title)}
        </h1>
        <span className="muted">{person?.name}</span>
      </div>
      <ToldLine told={told} />
      {keys.isPending ? <Loading rows={4} /> : null}
      {keys.isError && !keys.data ? (
        <Failure
          title={keys.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="own-keys"
          onRetry={() => void keys.refetch()}
        />
      ) : null}
      {keys.data ? (
        <div className="record">
          <Passkeys passkeys={keys.data.passkeys} onTold={setTold} />
          <div className="stack">
            <OneTimeCodes hasCodes={keys.data.hasCodes} usedAt={keys.data.codesUsedAt} onTold={setTold} />
            <section className="panel stack">
              <h2>{t(words.work)}</h2>
              <p>{t(words.workCount, { n: keys.data.workAccounts })}</p>
              <p className="muted">{t(words.lost)}</p>
            </section>
          </div>
        </div>
      ) : null}
    </div>
  );
}
