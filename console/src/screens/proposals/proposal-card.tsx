import type { Proposal } from '../../api/contract-trust.ts';
import { wordsOf } from '../../messages/codes.ts';
import { proposalStates, proposalWords as words } from '../../messages/proposals.ts';
import { Chip, Fact, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';
import { ProposalActs } from './proposal-acts.tsx';

/** One act before the second person. */
export function ProposalCard({ proposal }: { readonly proposal: Proposal }) {
  const { t, say } = useSpeech();
  const id = `proposal-${proposal.id}`;
  return (
    <section className="panel stack" aria-labelledby={id}>
      <div className="spread">
        <h2 id={id}>
          {say(proposal.words)} · <Received value={proposal.target} />
        </h2>
        <Chip tone={proposal.state === 'spent' ? 'done' : undefined}>{t(wordsOf(proposalStates, proposal.state))}</Chip>
      </div>
      <div className="record">
        <dl>
          <Fact name={t(words.why)}>
            <Received value={proposal.reason} />
          </Fact>
          <Fact name={t(words.proposedBy)}>
            {proposal.proposedBy.name}, <Instant at={proposal.proposedAt} />
          </Fact>
          {proposal.approvedBy !== null && proposal.approvedAt !== null ? (
            <Fact name={t(words.approvedBy)}>
              {proposal.approvedBy.name}, <Instant at={proposal.approvedAt} />
            </Fact>
          ) : null}
          <Ending proposal={proposal} />
          <Fact name={t(words.hash)}>
            <Received value={proposal.contentHash} mono />
          </Fact>
        </dl>
        <What proposal={proposal} />
      </div>
      <ProposalActs proposal={proposal} />
    </section>
  );
}

function Ending({ proposal }: { readonly proposal: Proposal }) {
  const { t } = useSpeech();
  if (proposal.endedAt === null)
    return (
      <Fact name={t(words.expires)}>
        <Instant at={proposal.expiresAt} />
      </Fact>
    );
  return (
    <Fact name={t(words.endedBy)}>
      {proposal.endedBy?.name ?? t(words.none)}, <Instant at={proposal.endedAt} />
      {proposal.endedNote === null ? null : <Received value={` ${proposal.endedNote}`} />}
    </Fact>
  );
}

function What({ proposal }: { readonly proposal: Proposal }) {
  const { t, say } = useSpeech();
  return (
    <div>
      <h3>{t(words.what)}</h3>
      {proposal.what.length === 0 ? <p className="muted">{t(words.emptied)}</p> : null}
      <dl>
        {proposal.what.map((one) => (
          <Fact key={one.field} name={say(one.words)}>
            {one.values.length === 0 ? (
              <span className="muted">{t(words.none)}</span>
            ) : (
              <Received value={one.values.join(', ')} />
            )}
          </Fact>
        ))}
      </dl>
    </div>
  );
}
