import { useId, useState } from 'react';
import { type Opening, useReviewOpening } from '../../api/need-to-know.ts';
import { wordsOf } from '../../messages/codes.ts';
import { compartmentWords, wallWords as words } from '../../messages/need-to-know.ts';
import { uiWords } from '../../messages/ui.ts';
import { Button } from '../../ui/button.tsx';
import { ModalDialog } from '../../ui/dialog.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';

const NOTE_MIN = 10;

/** Who broke the glass, why, and what another person says of it. */
export function Openings({ openings, me }: { readonly openings: readonly Opening[]; readonly me: number }) {
  const { t } = useSpeech();
  const [reviewing, setReviewing] = useState<Opening | null>(null);
  if (openings.length === 0) return <p className="panel">{t(words.noOpenings)}</p>;
  return (
    <div className="panel scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t(words.who)}</th>
            <th scope="col">{t(words.compartment)}</th>
            <th scope="col">{t(words.reason)}</th>
            <th scope="col">{t(words.opened)}</th>
            <th scope="col">{t(words.review)}</th>
          </tr>
        </thead>
        <tbody>
          {openings.map((opening) => (
            <tr key={opening.opening}>
              <th scope="row">{opening.name}</th>
              <td>{t(wordsOf(compartmentWords, opening.compartment))}</td>
              <td>{opening.reason}</td>
              <td>
                <Instant at={opening.openedAt} short />
              </td>
              <td>
                <ReviewCell opening={opening} me={me} onReview={() => setReviewing(opening)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {reviewing === null ? null : <ReviewDialog opening={reviewing} onClose={() => setReviewing(null)} />}
    </div>
  );
}

function ReviewCell({
  opening,
  me,
  onReview,
}: {
  readonly opening: Opening;
  readonly me: number;
  readonly onReview: () => void;
}) {
  const { t } = useSpeech();
  if (opening.reviewedAt !== null)
    return (
      <>
        {t(opening.verdict === 'justified' ? words.justified : words.notJustified)}{' '}
        <Instant at={opening.reviewedAt} short />
      </>
    );
  return (
    <span className="row">
      {opening.overdueAt === null ? (
        <span>
          {t(words.reviewDue)} <Instant at={opening.reviewDueAt} short />
        </span>
      ) : (
        <strong>{t(words.overdue)}</strong>
      )}
      {opening.staffId === me ? null : (
        <Button label={t(words.reviewOf, { name: opening.name })} onPress={onReview}>
          {t(words.reviewNow)}
        </Button>
      )}
    </span>
  );
}

function ReviewDialog({ opening, onClose }: { readonly opening: Opening; readonly onClose: () => void }) {
  const { t } = useSpeech();
  const id = useId();
  const review = useReviewOpening();
  const [verdict, setVerdict] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const withheld = verdict === null ? t(uiWords.choose) : note.trim().length < NOTE_MIN ? t(words.writeWhy) : null;
  const save = (): void => {
    if (verdict === null) return;
    review.mutate({ opening: opening.opening, verdict, note: note.trim() }, { onSuccess: onClose });
  };
  return (
    <ModalDialog title={t(words.reviewOf, { name: opening.name })} open onClose={onClose}>
      <fieldset className="field choices">
        <legend className="hidden">{t(words.review)}</legend>
        {(['justified', 'not-justified'] as const).map((code) => (
          <label key={code} className="choice">
            <input type="radio" name={id} checked={verdict === code} onChange={() => setVerdict(code)} />
            {t(code === 'justified' ? words.justified : words.notJustified)}
          </label>
        ))}
      </fieldset>
      <div className="field" data-wide="true">
        <label htmlFor={`${id}-note`}>{t(words.note)}</label>
        <textarea id={`${id}-note`} value={note} onChange={(event) => setNote(event.target.value)} />
      </div>
      <Fault error={review.error} />
      <div className="row">
        <Button variant="primary" reasonShown withheld={withheld} onPress={save}>
          {t(words.reviewNow)}
        </Button>
        <Button onPress={onClose}>{t(uiWords.cancel)}</Button>
      </div>
    </ModalDialog>
  );
}
