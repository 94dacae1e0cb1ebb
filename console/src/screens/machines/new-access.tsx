import { type FormEvent, useState } from 'react';
import type { ShownOnce } from '../../api/contract-access.ts';
import { useCreateCredential, useCreateToken } from '../../api/machines.ts';
import { machineWords as words } from '../../messages/machines.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import type { Told } from '../../ui/told.tsx';

const CREDENTIAL_SCOPES = ['ispws', 'hashsharing'] as const;
const TOKEN_SCOPES = [
  'reports:write',
  'notices:write',
  'referrals:write',
  'hashes:read',
  'hashes:write',
  'stats:read',
] as const;

interface Props {
  readonly onTold: (told: Told) => void;
  readonly onShown: (shown: ShownOnce) => void;
}

/** A credential for a provider's machine. */
export function NewCredential({ onTold, onShown }: Props) {
  const { t } = useSpeech();
  const create = useCreateCredential();
  const [provider, setProvider] = useState('');
  const [scope, setScope] = useState<string>(CREDENTIAL_SCOPES[0]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (provider.trim() === '') {
      onTold({ tone: 'error', text: words.needsProvider });
      return;
    }
    create.mutate(
      { provider: provider.trim(), scope },
      {
        onSuccess: (made) => {
          setProvider('');
          onShown(made);
        },
        onError: (error) => onTold({ tone: 'error', text: error.message || failureWords.away }),
      },
    );
  };
  return (
    <section className="panel">
      <form className="stack" onSubmit={submit} noValidate>
        <h2>{t(words.newCredential)}</h2>
        <div className="field">
          <label htmlFor="credential-provider">{t(words.provider)}</label>
          <input
            id="credential-provider"
            value={provider}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => setProvider(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor="credential-scope">{t(words.colScope)}</label>
          <select id="credential-scope" value={scope} onChange={(event) => setScope(event.target.value)}>
            {CREDENTIAL_SCOPES.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </div>
        <div className="row">
          <Button submit variant="primary" onPress={() => undefined}>
            {t(words.makeCredential)}
          </Button>
        </div>
      </form>
    </section>
  );
}

/** A bearer token for the API. */
export function NewToken({ onTold, onShown }: Props) {
  const { t } = useSpeech();
  const create = useCreateToken();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '' || scopes.length === 0) {
      onTold({ tone: 'error', text: words.needsToken });
      return;
    }
    create.mutate(
      { name: name.trim(), scopes },
      {
        onSuccess: (made) => {
          setName('');
          setScopes([]);
          onShown(made);
        },
        onError: (error) => onTold({ tone: 'error', text: error.message || failureWords.away }),
      },
    );
  };
  const toggle = (scope: string, on: boolean): void =>
    setScopes(on ? [...scopes, scope] : scopes.filter((each) => each !== scope));
  return (
    <section className="panel">
      <form className="stack" onSubmit={submit} noValidate>
        <h2>{t(words.newToken)}</h2>
        <div className="field">
          <label htmlFor="token-name">{t(words.tokenName)}</label>
          <input
            id="token-name"
            value={name}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <fieldset className="choices">
          <legend>
            <strong>{t(words.scopes)}</strong>
          </legend>
          <div className="two-columns">
            {TOKEN_SCOPES.map((each) => (
              <label key={each} className="choice" htmlFor={`scope-${each}`}>
                <input
                  id={`scope-${each}`}
                  type="checkbox"
                  checked={scopes.includes(each)}
                  onChange={(event) => toggle(each, event.target.checked)}
                />
                {each}
              </label>
            ))}
          </div>
        </fieldset>
        <div className="row">
          <Button submit variant="primary" onPress={() => undefined}>
            {t(words.makeToken)}
          </Button>
        </div>
      </form>
    </section>
  );
}
