import { useEffect, useState } from 'react';
import { shellWords } from '../../messages/shell.ts';
import { signInWords } from '../../messages/sign-in.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Banner } from '../../ui/states.tsx';
import { ProofForm } from './proof-form.tsx';

/** What a way back from elsewhere had to say; the address is cleaned at once. */
function arrivedWith(): { readonly outcome: string | null; readonly reference: string } {
  const search = new URLSearchParams(location.search);
  const outcome = search.get('sign-in');
  const reference = /^[A-Z0-9]{4}-[A-Z0-9]{4}$/.exec(search.get('reference') ?? '')?.[0] ?? '';
  return { outcome, reference };
}

/** Opens a session by a passkey, a work account, codes or a one-time link. A wrong and an unknown answer read the same. */
export function SignIn({ again }: { readonly again: boolean }) {
  const { t } = useSpeech();
  const [failed, setFailed] = useState(false);
  const [{ outcome, reference }] = useState(arrivedWith);
  useEffect(() => {
    document.title = t(failed ? signInWords.errorTitle : signInWords.title);
  }, [failed, t]);
  useEffect(() => {
    if (outcome !== null) history.replaceState(null, '', location.pathname);
  }, [outcome]);
  return (
    <div className="stack">
      <p className="muted">{t(shellWords.centre)}</p>
      <h1>{t(signInWords.title)}</h1>
      {again ? <Banner tone="hold">{t(signInWords.again)}</Banner> : null}
      {outcome === 'unknown-account' ? (
        <Banner tone="hold" live>
          {t(signInWords.unknownAccount, { reference })}
        </Banner>
      ) : null}
      {outcome === 'refused' || outcome === 'link-invalid' ? (
        <Banner tone="error" live>
          {t(outcome === 'refused' ? signInWords.accountRefused : signInWords.linkRefused)}
        </Banner>
      ) : null}
      <ProofForm intent="sign-in" onFault={(fault) => setFailed(fault !== null)} />
    </div>
  );
}
