import { type FormEvent, useState } from 'react';
import {
  type Invitation,
  type ProviderPerson,
  useEndPerson,
  useInvite,
  useInviteAgain,
  useNameManager,
  useProviderPeople,
} from '../../api/providers.ts';
import { useSession } from '../../api/session.ts';
import { providerWords as words } from '../../messages/providers.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { Chip, Received } from '../../ui/chip.tsx';
import { ModalDialog } from '../../ui/dialog.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { QueryPanel } from '../../ui/query-panel.tsx';
import { Empty } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import type { Told } from '../../ui/told.tsx';
import { useUiWords } from '../../ui/words.tsx';

interface Props {
  readonly onTold: (told: Told) => void;
  readonly onLink: (link: Invitation) => void;
}

/** Who signs in for whom: invited, given a fresh link, shut out. */
export function ProviderPeople({ onTold, onLink }: Props) {
  const { t } = useSpeech();
  const people = useProviderPeople();
  return (
    <QueryPanel query={people} code="provider-people" title={t(words.people)}>
      {({ items }) => (
        <>
          <p className="muted">{t(words.peopleHow)}</p>
          {items.length === 0 ? (
            <Empty title={t(words.noPeople)}>
              <p>{t(words.noPeopleNext)}</p>
            </Empty>
          ) : (
            <People items={items} onTold={onTold} onLink={onLink} />
          )}
          <Invite onTold={onTold} onLink={onLink} />
        </>
      )}
    </QueryPanel>
  );
}

function People({ items, onTold, onLink }: Props & { readonly items: readonly ProviderPerson[] }) {
  const { t } = useSpeech();
  const ui = useUiWords();
  const again = useInviteAgain();
  const end = useEndPerson();
  const manager = useNameManager();
  const mayEnd = useSession().data?.person.roles.includes('administrator') === true;
  const [ending, setEnding] = useState<ProviderPerson | null>(null);
  const against = (error: Error): void => onTold({ tone: 'error', text: error.message || failureWords.away });
  const give = ({ id }: ProviderPerson, isEnd: boolean): void => {
    const text = isEnd ? words.endedNow : words.reopened;
    const onSuccess = (): void => onTold({ tone: 'done', text });
    end.mutate({ id, isEnd }, { onSuccess, onError: against, onSettled: () => setEnding(null) });
  };
  const name = ({ id, manages }: ProviderPerson): void => {
    const text = manages ? words.managerTaken : words.managerNamed;
    manager.mutate({ id, manages: !manages }, { onSuccess: () => onTold({ tone: 'done', text }), onError: against });
  };
  return (
    <div className="scroll">
      <table className="table">
        <thead>
          <tr>
            {(
              [words.colProvider, words.colName, words.colPart, words.colSince, words.colState, words.colActs] as const
            ).map((one) => (
              <th key={one.en} scope="col">
                {t(one)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((person) => (
            <tr key={person.id}>
              <th scope="row">
                <Received value={person.provider} />
              </th>
              <td>
                <Received value={person.name} />
              </td>
              <td>{t(person.manages ? words.manager : words.member)}</td>
              <td>
                <Instant at={person.tiedAt} short />
              </td>
              <td>
                <Chip tone={person.disabled ? 'hold' : undefined}>
                  {t(person.disabled ? words.ended : words.active)}
                </Chip>
              </td>
              <td>
                <Acts
                  person={person}
                  mayEnd={mayEnd}
                  onAgain={() => again.mutate(person.id, { onSuccess: onLink, onError: against })}
                  onManager={() => name(person)}
                  onEnd={() => setEnding(person)}
                  onReopen={() => give(person, false)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ModalDialog
        title={t(words.endOf, { name: ending?.name ?? '' })}
        open={ending !== null}
        onClose={() => setEnding(null)}
      >
        <p>{t(words.endSure, { name: ending?.name ?? '' })}</p>
        <div className="row">
          <Button variant="danger" onPress={() => ending && give(ending, true)}>
            {t(words.end)}
          </Button>
          <Button onPress={() => setEnding(null)}>{t(ui.cancel)}</Button>
        </div>
      </ModalDialog>
    </div>
  );
}

/** What may be done about one person; whoever was shut out is let in again by an administrator alone. */
function Acts(props: {
  readonly person: ProviderPerson;
  readonly mayEnd: boolean;
  readonly onAgain: () => void;
  readonly onManager: () => void;
  readonly onEnd: () => void;
  readonly onReopen: () => void;
}) {
  const { t } = useSpeech();
  const { person, mayEnd, onAgain, onManager, onEnd, onReopen } = props;
  const { name, manages } = person;
  if (person.disabled)
    return mayEnd ? (
      <Button label={t(words.reopenOf, { name })} onPress={onReopen}>
        {t(words.reopen)}
      </Button>
    ) : null;
  return (
    <span className="row">
      <Button label={t(words.againOf, { name })} onPress={onAgain}>
        {t(words.again)}
      </Button>
      <Button label={t(manages ? words.takeBackOf : words.makeManagerOf, { name })} onPress={onManager}>
        {t(manages ? words.takeBack : words.makeManager)}
      </Button>
      {mayEnd ? (
        <Button label={t(words.endOf, { name })} onPress={onEnd}>
          {t(words.end)}
        </Button>
      ) : null}
    </span>
  );
}

function Invite({ onTold, onLink }: Props) {
  const { t } = useSpeech();
  const invite = useInvite();
  const [provider, setProvider] = useState('');
  const [name, setName] = useState('');
  const [language, setLanguage] = useState('en');
  const [manages, setManages] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (provider.trim() === '' || name.trim() === '') {
      onTold({ tone: 'error', text: words.needsBoth });
      return;
    }
    invite.mutate(
      { provider: provider.trim(), name: name.trim(), language, manages },
      {
        onSuccess: (made) => {
          setName('');
          setManages(false);
          onLink(made);
        },
        onError: (error) => onTold({ tone: 'error', text: error.message || failureWords.away }),
      },
    );
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <h3>{t(words.invite)}</h3>
      <div className="field">
        <label htmlFor="invite-provider">{t(words.provider)}</label>
        <span className="muted" id="invite-provider-hint">
          {t(words.providerHint)}
        </span>
        <input
          id="invite-provider"
          value={provider}
          maxLength={200}
          autoComplete="off"
          aria-describedby="invite-provider-hint"
          onChange={(event) => setProvider(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor="invite-name">{t(words.name)}</label>
        <input
          id="invite-name"
          value={name}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor="invite-language">{t(words.language)}</label>
        <select id="invite-language" value={language} onChange={(event) => setLanguage(event.target.value)}>
          <option value="en">{t(words.english)}</option>
          <option value="fr">{t(words.french)}</option>
        </select>
      </div>
      <div className="field">
        <label className="choice" htmlFor="invite-manages">
          <input
            id="invite-manages"
            type="checkbox"
            checked={manages}
            aria-describedby="invite-manages-hint"
            onChange={(event) => setManages(event.target.checked)}
          />
          {t(words.isManager)}
        </label>
        <span className="muted" id="invite-manages-hint">
          {t(words.isManagerHint)}
        </span>
      </div>
      <div className="row">
        <Button submit variant="primary" onPress={() => undefined}>
          {t(words.makeLink)}
        </Button>
      </div>
    </form>
  );
}
