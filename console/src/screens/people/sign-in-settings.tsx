import { type FormEvent, useState } from 'react';
import { useChangeSettings, useSignInSettings } from '../../api/people.ts';
import { settingWords as words } from '../../messages/people.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';
import type { Told } from '../../ui/told.tsx';

const listOf = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

/** The identity service and the public address: each change is a new dated row. */
export function SignInSettings({ onTold }: { readonly onTold: (told: Told) => void }) {
  const { t } = useSpeech();
  const settings = useSignInSettings().data;
  const change = useChangeSettings();
  const put = (what: 'work-service' | 'public-address', body: unknown): void =>
    change.mutate(
      { what, body },
      {
        onSuccess: () => onTold({ tone: 'done', text: words.saved }),
        onError: (error) => onTold({ tone: 'error', text: error.message || failureWords.away }),
      },
    );
  const service = settings?.workService ?? null;
  const address = settings?.publicAddress ?? null;
  return (
    <section className="panel stack">
      <h2>{t(words.title)}</h2>
      <h3>{t(words.service)}</h3>
      {service === null ? (
        <p>{t(words.off)}</p>
      ) : (
        <p>
          {t(words.inForce, { issuer: service.issuer, client: service.clientId })}{' '}
          <Instant at={service.fromInstant} short />
        </p>
      )}
      <ServiceForm isOn={service !== null} onPut={(given) => put('work-service', { service: given })} />
      <h3>{t(words.address)}</h3>
      <p className="muted">{t(words.addressHow)}</p>
      <p>
        {address?.origin
          ? t(words.addressNow, { origin: address.origin, domain: address.rpId ?? '' })
          : t(words.noAddress)}
      </p>
      <AddressForm onPut={(given) => put('public-address', given)} />
    </section>
  );
}

const SERVICE_FIELDS = ['issuer', 'client', 'secret', 'acr', 'amr'] as const;

function ServiceForm({ isOn, onPut }: { readonly isOn: boolean; readonly onPut: (service: unknown) => void }) {
  const { t } = useSpeech();
  const [given, setGiven] = useState({ issuer: '', client: '', secret: '', acr: '', amr: '' });
  const hints = { secret: words.secretHint, acr: words.spaced, amr: words.spaced } as const;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { issuer, client: clientId, secret: clientSecret, acr, amr } = given;
    onPut({ issuer, clientId, clientSecret, acrValues: listOf(acr), amrRequired: listOf(amr) });
    setGiven({ ...given, secret: '' });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate autoComplete="off">
      {SERVICE_FIELDS.map((field) => (
        <div key={field} className="field" data-wide="true">
          <label htmlFor={`service-${field}`}>{t(words[field])}</label>
          {field in hints ? (
            <span className="muted" id={`service-${field}-hint`}>
              {t(hints[field as keyof typeof hints])}
            </span>
          ) : null}
          <input
            id={`service-${field}`}
            type={field === 'secret' ? 'password' : 'text'}
            autoComplete="off"
            spellCheck={false}
            aria-describedby={field in hints ? `service-${field}-hint` : undefined}
            value={given[field]}
            onChange={(event) => setGiven({ ...given, [field]: event.target.value })}
          />
        </div>
      ))}
      <div className="row">
        <Button submit onPress={() => undefined}>
          {t(words.save)}
        </Button>
        {isOn ? <Button onPress={() => onPut(null)}>{t(words.switchOff)}</Button> : null}
      </div>
    </form>
  );
}

function AddressForm({ onPut }: { readonly onPut: (address: unknown) => void }) {
  const { t } = useSpeech();
  const [origin, setOrigin] = useState('');
  const [domain, setDomain] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onPut({ origin: origin.trim() || null, rpId: domain.trim() || null });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate autoComplete="off">
      <div className="field" data-wide="true">
        <label htmlFor="address-origin">{t(words.origin)}</label>
        <input
          id="address-origin"
          value={origin}
          spellCheck={false}
          onChange={(event) => setOrigin(event.target.value)}
        />
      </div>
      <div className="field" data-wide="true">
        <label htmlFor="address-domain">{t(words.domain)}</label>
        <input
          id="address-domain"
          value={domain}
          spellCheck={false}
          onChange={(event) => setDomain(event.target.value)}
        />
      </div>
      <div className="row">
        <Button submit onPress={() => undefined}>
          {t(words.saveAddress)}
        </Button>
      </div>
    </form>
  );
}
