import { type FormEvent, useState } from 'react';
import type { Credential } from '../../api/contract-access.ts';
import { usePinCertificate } from '../../api/machines.ts';
import { machineWords as words } from '../../messages/machines.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { ModalDialog } from '../../ui/dialog.tsx';
import { useSpeech } from '../../ui/language.tsx';
import type { Told } from '../../ui/told.tsx';

/** Binds a credential to a client certificate, or to none. */
export function CertificateDialog(props: {
  readonly credential: Credential;
  readonly onClose: () => void;
  readonly onTold: (told: Told) => void;
}) {
  const { t } = useSpeech();
  const pin = usePinCertificate();
  const { id, username: name, certificateSha256 } = props.credential;
  const [sha256, setSha256] = useState(certificateSha256 ?? '');
  const give = (value: string | null): void =>
    pin.mutate(
      { id, sha256: value },
      {
        onSuccess: () => props.onTold({ tone: 'done', text: value === null ? words.unpinned : words.pinned }),
        onError: (error) => props.onTold({ tone: 'error', text: error.message || failureWords.away }),
        onSettled: props.onClose,
      },
    );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    give(sha256.trim());
  };
  return (
    <ModalDialog title={t(words.certificateOf, { name })} open onClose={props.onClose} wide>
      <form className="stack" onSubmit={submit} noValidate>
        <div className="field" data-wide="true">
          <label htmlFor="certificate">{t(words.fingerprint)}</label>
          <span className="muted" id="certificate-hint">
            {t(words.fingerprintHint)}
          </span>
          <input
            id="certificate"
            className="mono"
            value={sha256}
            spellCheck={false}
            autoComplete="off"
            aria-describedby="certificate-hint"
            onChange={(event) => setSha256(event.target.value)}
          />
        </div>
        <div className="row">
          <Button submit variant="primary" onPress={() => undefined}>
            {t(words.pin)}
          </Button>
          {certificateSha256 === null ? null : <Button onPress={() => give(null)}>{t(words.unpin)}</Button>}
        </div>
      </form>
    </ModalDialog>
  );
}
