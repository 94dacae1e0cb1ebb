import { useState } from 'react';
import type { ShownOnce } from '../../api/contract-access.ts';
import { useMachineAccess } from '../../api/machines.ts';
import { machineWords as words } from '../../messages/machines.ts';
import { failureWords } from '../../messages/shell.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { type Told, ToldLine } from '../../ui/told.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { Credentials } from './credentials.tsx';
import { NewCredential, NewToken } from './new-access.tsx';
import { ShownSecret } from './shown-secret.tsx';
import { Tokens } from './tokens.tsx';

/** What machines sign in with: made, renewed and revoked here; secrets shown once. */
export function MachinesScreen() {
  const { t } = useSpeech();
  const access = useMachineAccess();
  const heading = useTitledPage(t(words.title), 'machines');
  const [told, setTold] = useState<Told | null>(null);
  const [shown, setShown] = useState<ShownOnce | null>(null);
  return (
    <div className="screen">
      <h1 ref={heading} tabIndex={-1}>
        {t(words.title)}
      </h1>
      <p className="muted">{t(words.how)}</p>
      <ToldLine told={told} />
      {access.isPending ? <Loading /> : null}
      {access.isError && !access.data ? (
        <Failure
          title={access.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="machine-access"
          onRetry={() => void access.refetch()}
        />
      ) : null}
      {access.data ? (
        <>
          <Credentials credentials={access.data.credentials} onTold={setTold} onShown={setShown} />
          <Tokens tokens={access.data.tokens} onTold={setTold} />
          <div className="record">
            <NewCredential onTold={setTold} onShown={setShown} />
            <NewToken onTold={setTold} onShown={setShown} />
          </div>
        </>
      ) : null}
      <ShownSecret shown={shown} onClose={() => setShown(null)} />
    </div>
  );
}
