import { useState } from 'react';
import { type Invitation, type Provider, useProviders } from '../../api/providers.ts';
import { providerWords as words } from '../../messages/providers.ts';
import { Button } from '../../ui/button.tsx';
import { Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { QueryPanel } from '../../ui/query-panel.tsx';
import { ShownLink } from '../../ui/shown-link.tsx';
import { Empty } from '../../ui/states.tsx';
import { type Told, ToldLine } from '../../ui/told.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { ProviderPeople } from './people.tsx';
import { QualityCardPanel } from './quality-card.tsx';

/** Providers for those who keep in touch with them: who signs in for whom, and how good their notices are. */
export function ProvidersScreen() {
  const { t } = useSpeech();
  const heading = useTitledPage(t(words.title), 'providers');
  const [told, setTold] = useState<Told | null>(null);
  const [link, setLink] = useState<Invitation | null>(null);
  const [chosen, setChosen] = useState<Provider | null>(null);
  const [after, setAfter] = useState<string | undefined>(undefined);
  const providers = useProviders(after);
  return (
    <div className="screen">
      <h1 ref={heading} tabIndex={-1}>
        {t(words.title)}
      </h1>
      <ToldLine told={told} />
      <ProviderPeople onTold={setTold} onLink={setLink} />
      <QueryPanel query={providers} code="providers" title={t(words.list)}>
        {({ items, next }) => (
          <>
            <p className="muted">{t(words.listHow)}</p>
            {items.length === 0 ? <Empty title={t(words.none)} /> : <List items={items} onChoose={setChosen} />}
            <div className="row">
              {after === undefined ? null : <Button onPress={() => setAfter(undefined)}>{t(words.first)}</Button>}
              {next === null ? null : <Button onPress={() => setAfter(next)}>{t(words.more)}</Button>}
            </div>
          </>
        )}
      </QueryPanel>
      {chosen === null ? null : <QualityCardPanel key={chosen.code} provider={chosen} />}
      <ShownLink link={link} how={t(words.linkHow)} onClose={() => setLink(null)} />
    </div>
  );
}

function List(props: { readonly items: readonly Provider[]; readonly onChoose: (provider: Provider) => void }) {
  const { t } = useSpeech();
  return (
    <div className="scroll">
      <table className="table">
        <thead>
          <tr>
            {([words.colProvider, words.colCode, words.colContact, words.colActs] as const).map((column) => (
              <th key={column.en} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.items.map((one) => (
            <tr key={one.code}>
              <th scope="row">
                <Received value={one.name} />
              </th>
              <td className="mono">{one.code}</td>
              <td>
                <Received value={[one.contactName, one.contactEmail, one.contactPhone].filter(Boolean).join(', ')} />
              </td>
              <td>
                <Button label={t(words.showOf, { name: one.name })} onPress={() => props.onChoose(one)}>
                  {t(words.show)}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
