import { useState } from 'react';
import type { Link, People, Proposal, UnlinkedAccount } from '../../api/contract-access.ts';
import { useDecideProposal, useLinkAccount } from '../../api/people.ts';
import { wordsOf } from '../../messages/codes.ts';
import { proposalActs, staffRoles, peopleWords as words } from '../../messages/people.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';
import type { Told } from '../../ui/told.tsx';

const nameIn = (people: People, id: number): string =>
  people.people.find((each) => each.staffId === id)?.name ?? String(id);

/** Acts that wait for a second administrator. */
export function Proposals(props: {
  readonly people: People;
  readonly onTold: (told: Told) => void;
  readonly onLink: (link: Link) => void;
}) {
  const { t } = useSpeech();
  const { people } = props;
  if (people.proposals.length === 0) return null;
  return (
    <section className="panel scroll">
      <h2>{t(words.proposals)}</h2>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t(words.colAct)}</th>
            <th scope="col">{t(words.colPerson)}</th>
            <th scope="col">{t(words.colBy)}</th>
            <th scope="col">{t(words.colUntil)}</th>
            <th scope="col">{t(words.colDecide)}</th>
          </tr>
        </thead>
        <tbody>
          {people.proposals.map((each) => (
            <ProposalRow key={`${each.kind}-${each.id}`} proposal={each} {...props} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ProposalRow(props: {
  readonly proposal: Proposal;
  readonly people: People;
  readonly onTold: (told: Told) => void;
  readonly onLink: (link: Link) => void;
}) {
  const { t } = useSpeech();
  const decide = useDecideProposal();
  const { proposal, people } = props;
  const act = t(proposalActs[proposal.act]);
  const name = nameIn(people, proposal.staffId);
  const give = (approved: boolean): void =>
    decide.mutate(
      { kind: proposal.kind, id: proposal.id, approved },
      {
        onSuccess: ({ link }) => {
          props.onTold({ tone: 'done', text: words.done });
          if (link) props.onLink(link);
        },
        onError: (error) => props.onTold({ tone: 'error', text: error.message || failureWords.away }),
      },
    );
  const roles = proposal.roles.map((role) => t(wordsOf(staffRoles, role))).join(', ');
  return (
    <tr>
      <th scope="row">{roles === '' ? act : `${act} (${roles})`}</th>
      <td>{name}</td>
      <td>{nameIn(people, proposal.proposedBy)}</td>
      <td>
        <Instant at={proposal.expiresAt} short />
      </td>
      <td>
        <span className="row">
          <Button
            label={t(words.approveOf, { act, name })}
            withheld={proposal.mayApprove ? null : t(words.notYou)}
            onPress={() => give(true)}
          >
            {t(words.approve)}
          </Button>
          <Button label={t(words.turnDownOf, { act, name })} onPress={() => give(false)}>
            {t(words.turnDown)}
          </Button>
        </span>
      </td>
    </tr>
  );
}

/** Work accounts that were proven and belong to nobody here yet. */
export function UnlinkedAccounts(props: { readonly people: People; readonly onTold: (told: Told) => void }) {
  const { t } = useSpeech();
  const { unlinkedAccounts } = props.people;
  if (unlinkedAccounts.length === 0) return null;
  return (
    <section className="panel scroll">
      <h2>{t(words.accounts)}</h2>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t(words.colReference)}</th>
            <th scope="col">{t(words.colIssuer)}</th>
            <th scope="col">{t(words.colSeen)}</th>
            <th scope="col">{t(words.colPerson)}</th>
          </tr>
        </thead>
        <tbody>
          {unlinkedAccounts.map((each) => (
            <AccountRow key={each.workAccountId} account={each} {...props} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function AccountRow(props: {
  readonly account: UnlinkedAccount;
  readonly people: People;
  readonly onTold: (told: Told) => void;
}) {
  const { t } = useSpeech();
  const link = useLinkAccount();
  const [chosen, setChosen] = useState('');
  const { reference, workAccountId, issuer, lastSeenAt } = props.account;
  const give = (): void =>
    link.mutate(
      { staffId: Number(chosen), workAccountId },
      {
        onSuccess: ({ standing }) =>
          props.onTold({
            tone: standing === 'proposed' ? 'hold' : 'done',
            text: standing === 'proposed' ? words.proposed : words.done,
          }),
        onError: (error) => props.onTold({ tone: 'error', text: error.message || failureWords.away }),
      },
    );
  return (
    <tr>
      <th scope="row" className="mono">
        {reference}
      </th>
      <td>
        <bdi className="mono">{issuer}</bdi>
      </td>
      <td>
        <Instant at={lastSeenAt} short />
      </td>
      <td>
        <span className="row">
          <select
            className="select"
            aria-label={t(words.accountOf, { reference })}
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
          >
            <option value="">{t(words.choosePerson)}</option>
            {props.people.people.map((person) => (
              <option key={person.staffId} value={person.staffId}>
                {person.name}
              </option>
            ))}
          </select>
          <Button
            label={t(words.linkAccountOf, { reference })}
            withheld={chosen === '' ? t(words.choosePerson) : null}
            onPress={give}
          >
            {t(words.linkAccount)}
          </Button>
        </span>
      </td>
    </tr>
  );
}
