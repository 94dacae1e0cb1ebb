import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { Refusal } from '../../api/client.ts';
import { type Intent, type Proof, useMethods, useProof, workAccountAddress } from '../../api/proof.ts';
import { proofWords as words } from '../../messages/sign-in.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Banner } from '../../ui/states.tsx';
import './sign-in.css';

export type ProofFault = 'empty' | 'refused' | 'linkRefused' | 'keyRefused' | 'away';

/** A pasted link and its bare code are the same to a person. */
function codeIn(text: string): string {
  return (/[?&]code=([^&\s]+)/.exec(text)?.[1] ?? text).trim();
}

function faultOf(error: unknown, method: Proof['method']): ProofFault {
  if (!(error instanceof Refusal)) return 'keyRefused';
  if (error.status === 0 || error.status >= 500) return 'away';
  return method === 'link' ? 'linkRefused' : 'refused';
}

/** Every way to prove who one is. Nothing here tells whether somebody exists; wrong and unknown read the same. */
export function ProofForm(props: {
  readonly intent: Intent;
  readonly onFault?: (fault: ProofFault | null) => void;
  readonly onEnded?: () => void;
  readonly onTravel?: () => void;
}) {
  const { t } = useSpeech();
  const { intent } = props;
  const methods = useMethods().data;
  const proof = useProof(intent);
  const [fault, setFault] = useState<ProofFault | null>(null);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (fault !== null) summary.current?.focus();
  }, [fault]);
  const tell = (next: ProofFault | null): void => {
    setFault(next);
    props.onFault?.(next);
  };
  const give = (given: Proof): void => {
    tell(null);
    proof.mutate(given, {
      onError: (error) => {
        if (error instanceof Refusal && error.code === 'not-signed-in') props.onEnded?.();
        tell(faultOf(error, given.method));
      },
    });
  };
  return (
    <div className="stack">
      {fault === null ? null : (
        <div className="summary" tabIndex={-1} ref={summary} role="alert">
          <h2>{t(words.problem)}</h2>
          <p>{t(words[fault])}</p>
        </div>
      )}
      {proof.isPending && proof.variables.method === 'passkey' ? (
        <Banner tone="hold" live>
          {t(words.touching)}
        </Banner>
      ) : null}
      <Ways intent={intent} methods={methods} onPasskey={() => give({ method: 'passkey' })} onTravel={props.onTravel} />
      <ByCode intent={intent} onGive={give} onEmpty={() => tell('empty')} />
      {intent === 'step-up' ? null : <ByLink open={intent === 'sign-in'} onGive={give} onEmpty={() => tell('empty')} />}
    </div>
  );
}

function Ways(props: {
  readonly intent: Intent;
  readonly methods: { readonly passkey: boolean; readonly workAccount: boolean } | undefined;
  readonly onPasskey: () => void;
  readonly onTravel: (() => void) | undefined;
}) {
  const { t } = useSpeech();
  const { intent, methods } = props;
  const travel = (): void => {
    if (intent === 'sign-in') location.assign(workAccountAddress(intent));
    else window.open(workAccountAddress(intent), '_blank', 'noopener,popup,width=520,height=720');
    props.onTravel?.();
  };
  const noPasskeys = methods?.passkey === false ? t(words.noPasskeysHere) : null;
  return (
    <div className="row">
      <Button id={`passkey-${intent}`} variant="primary" onPress={props.onPasskey} withheld={noPasskeys} reasonShown>
        {t(words.usePasskey)}
      </Button>
      {methods?.workAccount === true ? <Button onPress={travel}>{t(words.workAccount)}</Button> : null}
    </div>
  );
}

function ByCode(props: {
  readonly intent: Intent;
  readonly onGive: (proof: Proof) => void;
  readonly onEmpty: () => void;
}) {
  const { t } = useSpeech();
  const id = useId();
  const [name, setName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [code, setCode] = useState('');
  const asksName = props.intent === 'sign-in';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const oneTimeCode = code.replace(/\s/g, '');
    if ((asksName && name.trim() === '') || passphrase === '' || !/^\d{6}$/.test(oneTimeCode)) {
      props.onEmpty();
      return;
    }
    props.onGive({ method: 'code', ...(asksName ? { name: name.trim() } : {}), passphrase, oneTimeCode });
    setPassphrase('');
    setCode('');
  };
  return (
    <details className="panel">
      <summary>{t(words.byCode)}</summary>
      <form className="stack" onSubmit={submit} noValidate>
        {asksName ? (
          <div className="field" data-wide="true">
            <label htmlFor={`${id}-name`}>{t(words.name)}</label>
            <input
              id={`${id}-name`}
              autoComplete="username"
              spellCheck={false}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </div>
        ) : null}
        <div className="field" data-wide="true">
          <label htmlFor={`${id}-passphrase`}>{t(words.passphrase)}</label>
          <input
            id={`${id}-passphrase`}
            type="password"
            autoComplete="current-password"
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-code`}>{t(words.oneTimeCode)}</label>
          <span className="muted" id={`${id}-hint`}>
            {t(words.sixDigits)}
          </span>
          <input
            id={`${id}-code`}
            className="mono"
            inputMode="numeric"
            autoComplete="one-time-code"
            aria-describedby={`${id}-hint`}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </div>
        <div className="row">
          <Button submit onPress={() => undefined}>
            {t(words.submitCode)}
          </Button>
        </div>
      </form>
    </details>
  );
}

function ByLink(props: {
  readonly open: boolean;
  readonly onGive: (proof: Proof) => void;
  readonly onEmpty: () => void;
}) {
  const { t } = useSpeech();
  const [code, setCode] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const given = codeIn(code);
    if (given === '') {
      props.onEmpty();
      return;
    }
    props.onGive({ method: 'link', code: given });
  };
  return (
    <details className="panel" open={props.open}>
      <summary>{t(words.byLink)}</summary>
      <form className="stack" onSubmit={submit} noValidate>
        <p>{t(words.linkHow)}</p>
        <div className="field" data-wide="true">
          <label htmlFor="code">{t(words.code)}</label>
          <span className="muted" id="code-hint">
            {t(words.codeHint)}
          </span>
          <input
            id="code"
            name="code"
            className="mono"
            autoComplete="off"
            spellCheck={false}
            value={code}
            aria-describedby="code-hint"
            onChange={(event) => setCode(event.target.value)}
          />
        </div>
        <div className="row">
          <Button submit onPress={() => undefined}>
            {t(words.submitLink)}
          </Button>
        </div>
      </form>
    </details>
  );
}
