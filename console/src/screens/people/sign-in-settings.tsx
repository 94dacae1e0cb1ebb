import { type FormEvent, useState } from 'react';
import type { SignInSettings as Settings } from '../../api/contract-access.ts';
import { useChangeSettings, useSignInSettings } from '../../api/people.ts';
import { settingWords as words } from '../../messages/people.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import type { Pair } from '../../ui/locale.ts';
import { QueryPanel } from '../../ui/query-panel.tsx';
import { Instant } from '../../ui/time.tsx';
import type { Told } from '../../ui/told.tsx';

const listOf = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

/** The identity service and the public address: each change is a new dated row, and starts from the one in force. */
export function SignInSettings({ onTold }: { readonly onTold: (told: Told) => void }) {
  const { t } = useSpeech();
  const settings = useSignInSettings();
  const change = useChangeSettings();
  const put = (what: 'work-service' | 'public-address', body: unknown): void =>
    change.mutate(
      { what, body },
      {
        onSuccess: () => onTold({ tone: 'done', text: words.saved }),
        onError: (error) => onTold({ tone: 'error', text: error.message || failureWords.away }),
      },
    );
  return (
    <QueryPanel query={settings} code="sign-in-settings" title={t(words.title)}>
      {({ workService, publicAddress }) => (
        <>
          <h3>{t(words.service)}</h3>
          <ServiceInForce service={workService} />
          <ServiceForm
            key={`service ${workService?.fromInstant}`}
            service={workService}
            onPut={(service) => put('work-service', { service })}
          />
          <h3>{t(words.address)}</h3>
          <p className="muted">{t(words.addressHow)}</p>
          <p>
            {publicAddress?.origin
              ? t(words.addressNow, { origin: publicAddress.origin, domain: publicAddress.rpId ?? '' })
              : t(words.noAddress)}
          </p>
          <AddressForm
            key={`address ${publicAddress?.fromInstant}`}
            address={publicAddress}
            onPut={(given) => put('public-address', given)}
          />
        </>
      )}
    </QueryPanel>
  );
}

function ServiceInForce({ service }: { readonly service: Settings['workService'] }) {
  const { t } = useSpeech();
  if (service === null) return <p>{t(words.off)}</p>;
  return (
    <p>
      {t(words.inForce, { issuer: service.issuer, client: service.clientId })}{' '}
      <Instant at={service.fromInstant} short />
    </p>
  );
}

interface ServiceFormProps {
  readonly service: Settings['workService'];
  readonly onPut: (service: unknown) => void;
}

/** Everything but the secret starts as it is in force: the secret is never shown, so each change asks for it. */
function ServiceForm({ service, onPut }: ServiceFormProps) {
  const { t } = useSpeech();
  const [given, setGiven] = useState({
    issuer: service?.issuer ?? '',
    client: service?.clientId ?? '',
    secret: '',
    acr: service?.acrValues.join(' ') ?? '',
    amr: service?.amrRequired.join(' ') ?? '',
  });
  const set = (field: keyof typeof given) => (value: string) => setGiven({ ...given, [field]: value });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { issuer, client: clientId, secret: clientSecret, acr, amr } = given;
    onPut({ issuer, clientId, clientSecret, acrValues: listOf(acr), amrRequired: listOf(amr) });
    setGiven({ ...given, secret: '' });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate autoComplete="off">
      <Setting id="service-issuer" label={words.issuer} value={given.issuer} onChange={set('issuer')} />
      <Setting id="service-client" label={words.client} value={given.client} onChange={set('client')} />
      <Setting
        id="service-secret"
        label={words.secret}
        hint={service === null ? words.secretHint : words.secretAgain}
        secret
        value={given.secret}
        onChange={set('secret')}
      />
      <Setting id="service-acr" label={words.acr} hint={words.spaced} value={given.acr} onChange={set('acr')} />
      <Setting id="service-amr" label={words.amr} hint={words.spaced} value={given.amr} onChange={set('amr')} />
      <div className="row">
        <Button submit onPress={() => undefined}>
          {t(words.save)}
        </Button>
        {service === null ? null : <Button onPress={() => onPut(null)}>{t(words.switchOff)}</Button>}
      </div>
    </form>
  );
}

interface AddressFormProps {
  readonly address: Settings['publicAddress'];
  readonly onPut: (address: unknown) => void;
}

function AddressForm({ address, onPut }: AddressFormProps) {
  const { t } = useSpeech();
  const [origin, setOrigin] = useState(address?.origin ?? '');
  const [domain, setDomain] = useState(address?.rpId ?? '');
  const [header, setHeader] = useState(address?.certificateHeader ?? '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const certificateHeader = header.trim().toLowerCase() || null;
    onPut({ origin: origin.trim() || null, rpId: domain.trim() || null, certificateHeader });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate autoComplete="off">
      <Setting id="address-origin" label={words.origin} value={origin} onChange={setOrigin} />
      <Setting id="address-domain" label={words.domain} value={domain} onChange={setDomain} />
      <Setting
        id="address-header"
        label={words.certificateHeader}
        hint={words.certificateHeaderHint}
        value={header}
        onChange={setHeader}
      />
      <div className="row">
        <Button submit onPress={() => undefined}>
          {t(words.saveAddress)}
        </Button>
      </div>
    </form>
  );
}

interface SettingProps {
  readonly id: string;
  readonly label: Pair;
  readonly hint?: Pair;
  readonly secret?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Setting({ id, label, hint, secret = false, value, onChange }: SettingProps) {
  const { t } = useSpeech();
  return (
    <div className="field" data-wide="true">
      <label htmlFor={id}>{t(label)}</label>
      {hint === undefined ? null : (
        <span className="muted" id={`${id}-hint`}>
          {t(hint)}
        </span>
      )}
      <input
        id={id}
        type={secret ? 'password' : 'text'}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
