import { useId } from 'react';
import type { Proposal } from '../../api/contract-trust.ts';
import { useProposalActs } from '../../api/proposals.ts';
import { proposalWords as words } from '../../messages/proposals.ts';
import { failureWords } from '../../messages/shell.ts';
import { withheldWhy } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { useDraft } from '../../ui/draft.ts';
import { useSpeech } from '../../ui/language.tsx';
import { isTypedHash } from '../../ui/typed-hash.ts';

type Acts = ReturnType<typeof useProposalActs>;

/** What a person may do: approve what they typed, refuse with a reason, take back or carry out their own. */
export function ProposalActs({ proposal }: { readonly proposal: Proposal }) {
  const { t, say } = useSpeech();
  const acts = useProposalActs(proposal.id);
  const offered = (name: string) => proposal.actions.find((act) => act.name === name);
  const why = (name: string) => {
    const reason = withheldWhy(proposal.actions, name, failureWords.notOffered);
    return reason === null ? null : say(reason);
  };
  const errors = [acts.approve.error, acts.refuse.error, acts.withdraw.error, acts.carryOut.error];
  const error = errors.find((one) => one !== null);
  return (
    <div className="stack">
      {proposal.state === 'waiting' ? <Decide proposal={proposal} acts={acts} why={why} /> : null}
      <div className="row">
        {offered('carry-out') && proposal.state === 'approved' ? (
          <Button variant="danger" reasonShown withheld={why('carry-out')} onPress={() => acts.carryOut.mutate()}>
            {t(words.carryOut)}
          </Button>
        ) : null}
        {offered('withdraw')?.allowed === true ? (
          <Button onPress={() => acts.withdraw.mutate()}>{t(words.withdraw)}</Button>
        ) : null}
      </div>
      {error == null ? null : (
        <p className="fault" role="alert">
          {error.message || t(failureWords.away)}
        </p>
      )}
    </div>
  );
}

function Decide(props: {
  readonly proposal: Proposal;
  readonly acts: Acts;
  readonly why: (name: string) => string | null;
}) {
  const { proposal, acts, why } = props;
  const { t } = useSpeech();
  const id = useId();
  const [typed, setTyped] = useDraft(`approve ${proposal.id}`);
  const [reason, setReason] = useDraft(`refuse ${proposal.id}`);
  const differs = isTypedHash(typed, proposal.contentHash) ? null : t(words.differs);
  const unsaid = reason.trim() === '' ? t(words.refuseNeeded) : null;
  return (
    <div className="record">
      <div className="stack">
        <div className="field" data-wide="true">
          <label htmlFor={`${id}-hash`}>{t(words.typed)}</label>
          <span className="muted meta" id={`${id}-how`}>
            {t(words.typedHow)}
          </span>
          <input
            id={`${id}-hash`}
            type="text"
            className="mono"
            autoComplete="off"
            spellCheck={false}
            aria-describedby={`${id}-how`}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <div className="row">
          <Button
            variant="danger"
            reasonShown
            withheld={why('approve') ?? differs}
            onPress={() => acts.approve.mutate(proposal.contentHash, { onSuccess: () => setTyped('') })}
          >
            {t(words.approve)}
          </Button>
        </div>
      </div>
      <div className="stack">
        <div className="field" data-wide="true">
          <label htmlFor={`${id}-reason`}>{t(words.refuseWhy)}</label>
          <textarea id={`${id}-reason`} value={reason} onChange={(event) => setReason(event.target.value)} />
        </div>
        <div className="row">
          <Button
            reasonShown
            withheld={why('refuse') ?? unsaid}
            onPress={() => acts.refuse.mutate(reason.trim(), { onSuccess: () => setReason('') })}
          >
            {t(words.refuse)}
          </Button>
        </div>
      </div>
    </div>
  );
}
