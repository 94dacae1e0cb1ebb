import { type FormEvent, useState } from 'react';
import type { Credential, ShownOnce } from '../../api/contract-access.ts';
import { useRotateCredential } from '../../api/machines.ts';
import { machineWords as words } from '../../messages/machines.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { ModalDialog } from '../../ui/dialog.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Empty } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import type { Told } from '../../ui/told.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useUiWords } from '../../ui/words.tsx';
import { CertificateDialog } from './certificate-dialog.tsx';
import { type Revocable, RevokeDialog } from './revoke-dialog.tsx';

interface Props {
  readonly credentials: readonly Credential[];
  readonly onTold: (told: Told) => void;
  readonly onShown: (shown: ShownOnce) => void;
}

/** HTTP Basic credentials of providers, with their last use. */
export function Credentials({ credentials, onTold, onShown }: Props) {
  const { t } = useSpeech();
  const [revocable, setRevocable] = useState<Revocable | null>(null);
  const [rotated, setRotated] = useState<Credential | null>(null);
  const [pinned, setPinned] = useState<Credential | null>(null);
  return (
    <section className="panel scroll">
      <h2>{t(words.credentials)}</h2>
      {credentials.length === 0 ? <Empty title={t(words.noCredentials)} /> : null}
      {credentials.length === 0 ? null : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t(words.colProvider)}</th>
              <th scope="col">{t(words.colUser)}</th>
              <th scope="col">{t(words.colScope)}</th>
              <th scope="col">{t(words.colUsed)}</th>
              <th scope="col">{t(words.colState)}</th>
              <th scope="col">{t(words.colActs)}</th>
            </tr>
          </thead>
          <tbody>
            {credentials.map((each) => (
              <Row key={each.id} credential={each} onRevoke={setRevocable} onRotate={setRotated} onPin={setPinned} />
            ))}
          </tbody>
        </table>
      )}
      <RevokeDialog revocable={revocable} onClose={() => setRevocable(null)} onTold={onTold} />
      {pinned === null ? null : (
        <CertificateDialog credential={pinned} onClose={() => setPinned(null)} onTold={onTold} />
      )}
      {rotated === null ? null : (
        <RotateDialog credential={rotated} onClose={() => setRotated(null)} onTold={onTold} onShown={onShown} />
      )}
    </section>
  );
}

function Row(props: {
  readonly credential: Credential;
  readonly onRevoke: (revocable: Revocable) => void;
  readonly onRotate: (credential: Credential) => void;
  readonly onPin: (credential: Credential) => void;
}) {
  const { t } = useSpeech();
  const { credential } = props;
  const { id, username: name, lastUsedAt } = credential;
  return (
    <tr>
      <th scope="row">{credential.provider}</th>
      <td>
        <bdi className="mono">{name}</bdi>
      </td>
      <td>{credential.scope}</td>
      <td>{lastUsedAt === null ? t(words.never) : <Instant at={lastUsedAt} short />}</td>
      <td>
        <State credential={credential} />
      </td>
      <td>
        {credential.revokedAt === null ? (
          <span className="row">
            <Button label={t(words.rotateOf, { name })} onPress={() => props.onRotate(credential)}>
              {t(words.rotate)}
            </Button>
            <Button label={t(words.certificateOf, { name })} onPress={() => props.onPin(credential)}>
              {t(words.certificate)}
            </Button>
            <Button
              label={t(words.revokeOf, { name })}
              onPress={() => props.onRevoke({ what: 'credentials', id, name })}
            >
              {t(words.revoke)}
            </Button>
          </span>
        ) : null}
      </td>
    </tr>
  );
}

function State({ credential }: { readonly credential: Credential }) {
  const { t } = useSpeech();
  const now = useNow(30_000);
  const { revokedAt, formerUntil, certificateSha256 } = credential;
  if (revokedAt !== null) {
    return (
      <>
        {t(words.revokedAt)} <Instant at={revokedAt} short />
      </>
    );
  }
  return (
    <>
      {formerUntil !== null && Date.parse(formerUntil) > now ? (
        <>
          {t(words.twoUntil)} <Instant at={formerUntil} short />
        </>
      ) : (
        t(words.live)
      )}
      {certificateSha256 === null ? null : <span className="muted"> · {t(words.pinned)}</span>}
    </>
  );
}

function RotateDialog(props: {
  readonly credential: Credential;
  readonly onClose: () => void;
  readonly onTold: (told: Told) => void;
  readonly onShown: (shown: ShownOnce) => void;
}) {
  const { t } = useSpeech();
  const ui = useUiWords();
  const rotate = useRotateCredential();
  const [hours, setHours] = useState('24');
  const { id, username: name } = props.credential;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    rotate.mutate(
      { id, overlapHours: Number(hours) },
      {
        onSuccess: props.onShown,
        onError: (error) => props.onTold({ tone: 'error', text: error.message || failureWords.away }),
        onSettled: props.onClose,
      },
    );
  };
  return (
    <ModalDialog title={t(words.rotateTitle, { name })} open onClose={props.onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <div className="field">
          <label htmlFor="overlap">{t(words.overlap)}</label>
          <span className="muted" id="overlap-hint">
            {t(words.overlapHint)}
          </span>
          <input
            id="overlap"
            inputMode="numeric"
            value={hours}
            aria-describedby="overlap-hint"
            onChange={(event) => setHours(event.target.value.replace(/\D/g, ''))}
          />
        </div>
        <div className="row">
          <Button submit variant="primary" onPress={() => undefined}>
            {t(words.rotateNow)}
          </Button>
          <Button onPress={props.onClose}>{t(ui.cancel)}</Button>
        </div>
      </form>
    </ModalDialog>
  );
}
