import { type FormEvent, useState } from 'react';
import type { CodeSecret } from '../../api/contract-access.ts';
import { useAddCodes, useCodeSecret, useRemoveCodes } from '../../api/proof.ts';
import { accountWords as words } from '../../messages/account.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { QrCode } from '../../ui/qr.tsx';
import { Instant } from '../../ui/time.tsx';
import type { Told } from '../../ui/told.tsx';

const MIN_PASSPHRASE = 12;

interface Props {
  readonly hasCodes: boolean;
  readonly usedAt: string | null;
  readonly onTold: (told: Told) => void;
}

/** Setting up an authenticator app with a passphrase, and taking it away. */
export function OneTimeCodes({ hasCodes, usedAt, onTold }: Props) {
  const { t } = useSpeech();
  const begin = useCodeSecret();
  const remove = useRemoveCodes();
  const [fresh, setFresh] = useState<CodeSecret | null>(null);
  const against = (error: Error): void => onTold({ tone: 'error', text: error.message || failureWords.away });
  return (
    <section className="panel stack">
      <h2>{t(words.codes)}</h2>
      <p className="muted">{t(words.codesHow)}</p>
      <p>
        {t(hasCodes ? words.codesOn : words.codesOff)}
        {usedAt === null ? null : (
          <>
            {' '}
            {t(words.codesUsed)} <Instant at={usedAt} short />
          </>
        )}
      </p>
      {fresh === null ? (
        <div className="row">
          <Button id="begin-codes" onPress={() => begin.mutate(undefined, { onSuccess: setFresh, onError: against })}>
            {t(hasCodes ? words.codesAgain : words.codesBegin)}
          </Button>
          {hasCodes ? (
            <Button
              onPress={() =>
                remove.mutate(undefined, {
                  onSuccess: () => onTold({ tone: 'done', text: words.codesRemoved }),
                  onError: against,
                })
              }
            >
              {t(words.codesRemove)}
            </Button>
          ) : null}
        </div>
      ) : (
        <Enrolment fresh={fresh} onTold={onTold} onDone={() => setFresh(null)} />
      )}
    </section>
  );
}

function Enrolment(props: {
  readonly fresh: CodeSecret;
  readonly onTold: Props['onTold'];
  readonly onDone: () => void;
}) {
  const { t } = useSpeech();
  const keep = useAddCodes();
  const [passphrase, setPassphrase] = useState('');
  const [code, setCode] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (passphrase.length < MIN_PASSPHRASE || !/^\d{6}$/.test(code.trim())) {
      props.onTold({ tone: 'error', text: words.codesEmpty });
      return;
    }
    keep.mutate(
      { challenge: props.fresh.challenge, code: code.trim(), passphrase },
      {
        onSuccess: () => props.onTold({ tone: 'done', text: words.codesAdded }),
        onError: (error) => props.onTold({ tone: 'error', text: error.message || failureWords.away }),
        // The challenge is used up either way.
        onSettled: props.onDone,
      },
    );
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{t(words.scan)}</p>
      <QrCode text={props.fresh.uri} label={t(words.qr)} />
      <p>
        {t(words.secret)} <bdi className="mono code-secret">{props.fresh.secret}</bdi>
      </p>
      <div className="field" data-wide="true">
        <label htmlFor="new-passphrase">{t(words.passphrase)}</label>
        <span className="muted" id="new-passphrase-hint">
          {t(words.passphraseHint)}
        </span>
        <input
          id="new-passphrase"
          type="password"
          autoComplete="new-password"
          aria-describedby="new-passphrase-hint"
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor="new-code">{t(words.codeNow)}</label>
        <input
          id="new-code"
          className="mono"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </div>
      <div className="row">
        <Button submit variant="primary" onPress={() => undefined}>
          {t(words.codesKeep)}
        </Button>
      </div>
    </form>
  );
}
