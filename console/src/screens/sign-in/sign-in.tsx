import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Refusal } from '../../api/client.ts';
import { useSignIn } from '../../api/session.ts';
import { shellWords } from '../../messages/shell.ts';
import { signInWords } from '../../messages/sign-in.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Banner } from '../../ui/states.tsx';
import './sign-in.css';

type Fault = 'empty' | 'refused' | 'away';

/** A pasted link and its bare code are the same to a person. */
function codeIn(text: string): string {
  return (/[?&]code=([^&\s]+)/.exec(text)?.[1] ?? text).trim();
}

/** Opens a session by a one-time code. A wrong and an unknown code read the same. */
export function SignIn({ again }: { readonly again: boolean }) {
  const { t } = useSpeech();
  const signIn = useSignIn();
  const [code, setCode] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = t(fault === null ? signInWords.title : signInWords.errorTitle);
    if (fault !== null) summary.current?.focus();
  }, [fault, t]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const given = codeIn(code);
    setFault(given === '' ? 'empty' : null);
    if (given === '') return;
    signIn.mutate(given, {
      onError: (error) => setFault(error instanceof Refusal && error.status !== 0 ? 'refused' : 'away'),
    });
  };
  return (
    <div className="stack">
      <p className="muted">{t(shellWords.centre)}</p>
      <h1>{t(signInWords.title)}</h1>
      {again ? <Banner tone="hold">{t(signInWords.again)}</Banner> : null}
      {fault === null ? null : (
        <div className="summary" tabIndex={-1} ref={summary} role="alert">
          <h2>{t(signInWords.problem)}</h2>
          <a href="#code">{t(signInWords[fault])}</a>
        </div>
      )}
      <p>{t(signInWords.how)}</p>
      <form className="stack" onSubmit={submit} noValidate>
        <div className="field" data-wide="true">
          <label htmlFor="code">{t(signInWords.code)}</label>
          <span className="muted" id="code-hint">
            {t(signInWords.codeHint)}
          </span>
          <input
            id="code"
            name="code"
            className="mono"
            autoComplete="one-time-code"
            spellCheck={false}
            value={code}
            aria-describedby="code-hint"
            aria-invalid={fault === 'empty' || fault === 'refused'}
            onChange={(event) => setCode(event.target.value)}
          />
        </div>
        <div className="row">
          <Button submit variant="primary" onPress={() => undefined}>
            {t(signInWords.submit)}
          </Button>
        </div>
      </form>
    </div>
  );
}
