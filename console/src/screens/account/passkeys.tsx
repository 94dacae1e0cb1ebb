import { type FormEvent, useState } from 'react';
import { Refusal } from '../../api/client.ts';
import type { Passkey } from '../../api/contract-access.ts';
import { useAddPasskey, useMethods, useRemovePasskey, useRenamePasskey } from '../../api/proof.ts';
import { accountWords as words } from '../../messages/account.ts';
import { failureWords } from '../../messages/shell.ts';
import { proofWords } from '../../messages/sign-in.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';
import type { Told } from '../../ui/told.tsx';

interface Props {
  readonly passkeys: readonly Passkey[];
  readonly onTold: (told: Told) => void;
}

/** A person's passkeys: each with its name, where it is for and when it was used. */
export function Passkeys({ passkeys, onTold }: Props) {
  const { t } = useSpeech();
  return (
    <section className="panel stack">
      <h2>{t(words.passkeys)}</h2>
      <p className="muted">{t(words.passkeysHow)}</p>
      {passkeys.length === 0 ? (
        <p>{t(words.none)}</p>
      ) : (
        <div className="scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t(words.colName)}</th>
                <th scope="col">{t(words.colFor)}</th>
                <th scope="col">{t(words.colMade)}</th>
                <th scope="col">{t(words.colUsed)}</th>
                <th scope="col">{t(words.colActs)}</th>
              </tr>
            </thead>
            <tbody>
              {passkeys.map((each) => (
                <Row key={each.passkeyId} passkey={each} onTold={onTold} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <AddPasskey onTold={onTold} />
    </section>
  );
}

function Row({ passkey, onTold }: { readonly passkey: Passkey; readonly onTold: Props['onTold'] }) {
  const { t } = useSpeech();
  const rename = useRenamePasskey();
  const remove = useRemovePasskey();
  const [name, setName] = useState<string | null>(null);
  const against = (error: Error): void => onTold({ tone: 'error', text: error.message || failureWords.away });
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (name === null || name.trim() === '') return;
    rename.mutate(
      { key: passkey.passkeyId, name: name.trim() },
      {
        onSuccess: () => {
          setName(null);
          onTold({ tone: 'done', text: words.renamed });
        },
        onError: against,
      },
    );
  };
  return (
    <tr>
      <th scope="row">
        {name === null ? (
          passkey.name
        ) : (
          <form className="row field" onSubmit={save}>
            <input
              aria-label={t(words.renameOf, { name: passkey.name })}
              value={name}
              maxLength={60}
              onChange={(event) => setName(event.target.value)}
            />
            <Button submit onPress={() => undefined}>
              {t(words.save)}
            </Button>
          </form>
        )}
      </th>
      <td>
        <bdi className="mono">{passkey.rpId}</bdi>
        {passkey.backedUp ? <span className="muted"> · {t(words.synced)}</span> : null}
      </td>
      <td>
        <Instant at={passkey.createdAt} short />
      </td>
      <td>{passkey.lastUsedAt === null ? t(words.never) : <Instant at={passkey.lastUsedAt} short />}</td>
      <td>
        <span className="row">
          <Button label={t(words.renameOf, { name: passkey.name })} onPress={() => setName(passkey.name)}>
            {t(words.rename)}
          </Button>
          <Button
            label={t(words.removeOf, { name: passkey.name })}
            onPress={() =>
              remove.mutate(passkey.passkeyId, {
                onSuccess: () => onTold({ tone: 'done', text: words.removed }),
                onError: against,
              })
            }
          >
            {t(words.remove)}
          </Button>
        </span>
      </td>
    </tr>
  );
}

function AddPasskey({ onTold }: { readonly onTold: Props['onTold'] }) {
  const { t } = useSpeech();
  const add = useAddPasskey();
  const methods = useMethods().data;
  const [name, setName] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate(name.trim() || t(words.passkeys), {
      onSuccess: () => {
        setName('');
        onTold({ tone: 'done', text: words.added });
      },
      onError: (error) =>
        onTold({ tone: 'error', text: error instanceof Refusal && error.message ? error.message : words.notAdded }),
    });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <div className="field">
        <label htmlFor="passkey-name">{t(words.newName)}</label>
        <span className="muted" id="passkey-name-hint">
          {t(words.newNameHint)}
        </span>
        <input
          id="passkey-name"
          value={name}
          maxLength={60}
          autoComplete="off"
          aria-describedby="passkey-name-hint"
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div className="row">
        <Button
          submit
          id="add-passkey"
          variant="primary"
          onPress={() => undefined}
          withheld={methods?.passkey === false ? t(proofWords.noPasskeysHere) : null}
          reasonShown
        >
          {t(words.add)}
        </Button>
      </div>
    </form>
  );
}
