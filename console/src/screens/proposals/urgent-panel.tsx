import { useId, useState } from 'react';
import type { UrgentRegister } from '../../api/contract-trust.ts';
import { useReviewUse, useUrgentRegister } from '../../api/proposals.ts';
import { proposalWords as words } from '../../messages/proposals.ts';
import { Button } from '../../ui/button.tsx';
import { Received } from '../../ui/chip.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { QueryPanel } from '../../ui/query-panel.tsx';
import { Banner } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';

/** The one exception: whether it is signed, and every notice that left on one person's reason. Nothing for who may not see it. */
export function UrgentPanel() {
  const { t } = useSpeech();
  const register = useUrgentRegister();
  return (
    <QueryPanel query={register} code="urgent" title={t(words.urgentTitle)}>
      {({ on, uses }) => (
        <>
          <Banner tone={on ? 'hold' : 'done'}>{t(on ? words.urgentOn : words.urgentOff)}</Banner>
          {uses.length === 0 ? <p className="muted">{t(words.noUses)}</p> : <Uses uses={uses} />}
        </>
      )}
    </QueryPanel>
  );
}

function Uses({ uses }: Pick<UrgentRegister, 'uses'>) {
  const { t } = useSpeech();
  return (
    <ul className="plain stack">
      {uses.map((use) => (
        <li key={use.useId} className="stack">
          <p>
            {t(words.left)} <Instant at={use.leftAt} />, {t(words.service)} {use.agencyCode}, {t(words.by)}{' '}
            {use.leftByName}. <Received value={use.reason} />
          </p>
          <Review use={use} />
        </li>
      ))}
    </ul>
  );
}

function Review({ use }: { readonly use: UrgentRegister['uses'][number] }) {
  const { t } = useSpeech();
  const id = useId();
  const review = useReviewUse();
  const [note, setNote] = useState('');
  if (use.verdict !== null)
    return (
      <p>
        {t(words.review)} · {t(use.verdict === 'justified' ? words.justified : words.notJustified)},{' '}
        {use.reviewedByName}
      </p>
    );
  const until = (
    <p className={use.isOverdue ? 'fault' : 'muted'}>
      {t(words.review)}. {t(use.isOverdue ? words.overdue : words.reviewUntil)} <Instant at={use.reviewDueAt} />
    </p>
  );
  if (!use.mayReview) return until;
  const unsaid = note.trim() === '' ? t(words.refuseNeeded) : null;
  const give = (verdict: string) => review.mutate({ useId: use.useId, verdict, note: note.trim() });
  return (
    <div className="stack">
      {until}
      <div className="field" data-wide="true">
        <label htmlFor={id}>{t(words.reviewNote, { service: use.agencyCode })}</label>
        <textarea id={id} value={note} onChange={(event) => setNote(event.target.value)} />
      </div>
      <div className="row">
        <Button reasonShown withheld={unsaid} onPress={() => give('justified')}>
          {t(words.justified)}
        </Button>
        <Button withheld={unsaid} onPress={() => give('not-justified')}>
          {t(words.notJustified)}
        </Button>
      </div>
      <Fault error={review.error} />
    </div>
  );
}
