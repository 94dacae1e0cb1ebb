import { useEffect, useId, useState } from 'react';
import type { ChosenReader, OpenedBytes } from '../../api/contract-intake.ts';
import { useRepairActs } from '../../api/repair.ts';
import { repairWords as words } from '../../messages/repair.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import type { Told } from '../../ui/told.tsx';

/** A copy of the text to be put right by hand; what was received stays. */
export function RepairCopy(props: {
  readonly report: string;
  readonly opened: OpenedBytes | null;
  readonly reader: ChosenReader;
  readonly onTold: (told: Told) => void;
}) {
  const { t } = useSpeech();
  const id = useId();
  const { opened } = props;
  const acts = useRepairActs(props.report);
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  useEffect(() => setText(opened?.text ?? ''), [opened]);
  const isEditable = opened !== null && opened.text !== null && !opened.isCut;
  const keep = (): void =>
    acts.repair.mutate(
      { text, note: note.trim(), reader: props.reader },
      {
        onSuccess: () => props.onTold({ tone: 'done', text: words.done }),
        onError: (error) => props.onTold({ tone: 'error', text: error.message || failureWords.away }),
      },
    );
  return (
    <section className="panel stack" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t(words.repair)}</h2>
      <p>{t(words.repairHow)}</p>
      {isEditable ? (
        <>
          <div className="field" data-wide="true">
            <label htmlFor={`${id}-text`}>{t(words.text)}</label>
            <textarea
              id={`${id}-text`}
              className="repair-text"
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <div className="field" data-wide="true">
            <label htmlFor={`${id}-note`}>{t(words.note)}</label>
            <textarea
              id={`${id}-note`}
              value={note}
              maxLength={2_000}
              onChange={(event) => setNote(event.target.value)}
            />
          </div>
          <div className="row">
            <Button reasonShown withheld={note.trim() === '' ? t(words.noteNeeded) : null} onPress={keep}>
              {t(words.keep)}
            </Button>
          </div>
        </>
      ) : (
        <p className="muted">{t(opened === null ? words.openFirst : words.tooLong)}</p>
      )}
    </section>
  );
}
