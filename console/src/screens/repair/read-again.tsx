import { useId } from 'react';
import type { ChosenReader, ReadAgainOutcome, RepairPage } from '../../api/contract-intake.ts';
import { useRepairActs } from '../../api/repair.ts';
import { wordsOf } from '../../messages/codes.ts';
import { documentKinds } from '../../messages/mappings.ts';
import { repairWords as words } from '../../messages/repair.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import type { Told } from '../../ui/told.tsx';

/** Reads the report again with a reader or a mapping in force; the same choice holds for a repaired copy. */
export function ReadAgain(props: {
  readonly report: string;
  readonly readers: RepairPage['readers'];
  readonly reader: ChosenReader;
  readonly onReader: (reader: ChosenReader) => void;
  readonly onTold: (told: Told) => void;
}) {
  const { t, say } = useSpeech();
  const id = useId();
  const acts = useRepairActs(props.report);
  const { reader, readers } = props;
  const readWords = ({ addedCount: n, unreadCount }: ReadAgainOutcome): string => {
    if (n === 0) return t(words.done);
    return unreadCount === 0 ? t(words.doneAdded, { n }) : t(words.doneUnread, { n, unread: unreadCount });
  };
  const toldOf = (outcome: ReadAgainOutcome): Told => {
    switch (outcome.outcome) {
      case 'read':
        return {
          tone: 'done',
          text: readWords(outcome),
        };
      case 'still-unreadable':
        return { tone: 'hold', text: t(words.still, { reason: outcome.reasonWords ? say(outcome.reasonWords) : '' }) };
      case 'known-already':
        return { tone: 'hold', text: t(words.known, { report: outcome.known ?? '' }) };
      case 'not-waiting':
        return { tone: 'hold', text: words.notWaiting };
    }
  };
  const again = (): void =>
    acts.readAgain.mutate(reader, {
      onSuccess: ({ items }) => {
        const [outcome] = items;
        if (outcome) props.onTold(toldOf(outcome));
      },
      onError: (error) => props.onTold({ tone: 'error', text: error.message || failureWords.away }),
    });
  return (
    <section className="panel stack" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t(words.again)}</h2>
      <div className="row repair-acts">
        <div className="field">
          <label htmlFor={id}>{t(words.reader)}</label>
          <select
            id={id}
            value={reader.kind === 'mapping' ? String(reader.mappingId) : reader.kind}
            onChange={(event) => props.onReader(readerOf(event.target.value))}
          >
            <option value="any">{t(words.readerAny)}</option>
            <option value="ordinary">{t(words.readerOrdinary)}</option>
            {readers.map(({ mapping, version, sender, kind }) => (
              <option key={mapping} value={mapping}>
                {t(words.readerMapping, { sender, n: version, kind: t(wordsOf(documentKinds, kind)) })}
              </option>
            ))}
          </select>
        </div>
        <Button variant="primary" onPress={again}>
          {t(words.readNow)}
        </Button>
      </div>
    </section>
  );
}

function readerOf(value: string): ChosenReader {
  if (value === 'any' || value === 'ordinary') return { kind: value };
  return { kind: 'mapping', mappingId: Number(value) };
}
