import { useState } from 'react';
import type { Link, Person } from '../../api/contract-access.ts';
import { usePeople } from '../../api/people.ts';
import { wordsOf } from '../../messages/codes.ts';
import { staffRoles, peopleWords as words } from '../../messages/people.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { ShownLink } from '../../ui/shown-link.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import { type Told, ToldLine } from '../../ui/told.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { Keys } from './keys.tsx';
import { ManagePerson } from './manage-person.tsx';
import { NewPerson } from './new-person.tsx';
import { SignInSettings } from './sign-in-settings.tsx';
import { Proposals, UnlinkedAccounts } from './waiting.tsx';

/** Who works here, what they may do and what they sign in with. */
export function PeopleScreen() {
  const { t } = useSpeech();
  const people = usePeople();
  const heading = useTitledPage(t(words.title), 'people');
  const [told, setTold] = useState<Told | null>(null);
  const [link, setLink] = useState<Link | null>(null);
  const [managed, setManaged] = useState<number | null>(null);
  const { data } = people;
  const chosen = data?.people.find((each) => each.staffId === managed) ?? null;
  return (
    <div className="screen">
      <h1 ref={heading} tabIndex={-1}>
        {t(words.title)}
      </h1>
      <p className="muted">{t(words.how)}</p>
      <ToldLine told={told} />
      {people.isPending ? <Loading /> : null}
      {people.isError && !data ? (
        <Failure
          title={people.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="people"
          onRetry={() => void people.refetch()}
        />
      ) : null}
      {data ? (
        <>
          <Proposals people={data} onTold={setTold} onLink={setLink} />
          <Everybody people={data.people} onManage={setManaged} />
          <UnlinkedAccounts people={data} onTold={setTold} />
          <div className="record">
            <NewPerson onTold={setTold} />
            <SignInSettings onTold={setTold} />
          </div>
        </>
      ) : null}
      {chosen ? (
        <ManagePerson
          key={chosen.staffId}
          person={chosen}
          onClose={() => setManaged(null)}
          onTold={(next) => {
            setManaged(null);
            setTold(next);
          }}
          onLink={setLink}
        />
      ) : null}
      <ShownLink
        link={link === null ? null : { path: `/sign-in?code=${link.code}`, expiresAt: link.expiresAt }}
        how={t(words.linkShown)}
        onClose={() => setLink(null)}
      />
    </div>
  );
}

function Everybody(props: { readonly people: readonly Person[]; readonly onManage: (id: number) => void }) {
  const { t } = useSpeech();
  return (
    <div className="panel scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t(words.colName)}</th>
            <th scope="col">{t(words.colRoles)}</th>
            <th scope="col">{t(words.colKeys)}</th>
            <th scope="col">{t(words.colSeen)}</th>
            <th scope="col">{t(words.colState)}</th>
            <th scope="col">
              <span className="hidden">{t(words.open)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.people.map((person) => (
            <tr key={person.staffId}>
              <th scope="row">
                {person.name} {person.demo ? <span className="chip">{t(words.demo)}</span> : null}
              </th>
              <td>
                {person.roles.length === 0
                  ? t(words.noRole)
                  : person.roles.map((role) => t(wordsOf(staffRoles, role))).join(', ')}
              </td>
              <td>
                <Keys person={person} />
              </td>
              <td>{person.lastSeenAt === null ? t(words.never) : <Instant at={person.lastSeenAt} short />}</td>
              <td>
                {t(person.disabledAt === null ? words.active : words.disabled)}
                {person.liveSessions > 0 ? ` · ${t(words.signedIn, { n: person.liveSessions })}` : ''}
              </td>
              <td className="end">
                <Button label={t(words.openOf, { name: person.name })} onPress={() => props.onManage(person.staffId)}>
                  {t(words.open)}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
