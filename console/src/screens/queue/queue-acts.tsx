import type { QueueRow } from '../../api/contract.ts';
import { callWords } from '../../messages/calls.ts';
import { queueWords as words } from '../../messages/queue.ts';
import { failureWords } from '../../messages/shell.ts';
import { ActButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';

/** What the buttons and keys of the queue do. */
export interface QueueActions {
  readonly takeNext: () => void;
  readonly telephone: () => void;
  readonly claim: () => void;
  readonly release: () => void;
  readonly startDeciding: () => void;
}

/** The acts on the queue and on its selected row. */
export function QueueActs({ row, acts }: { readonly row: QueueRow | undefined; readonly acts: QueueActions }) {
  const { t } = useSpeech();
  const offered = row?.actions ?? [];
  const unnamed = row === undefined ? words.pickRow : failureWords.notOffered;
  return (
    <div className="row">
      <Button variant="primary" keyHint="N" onPress={acts.takeNext}>
        {t(words.takeNext)}
      </Button>
      <ActButton acts={offered} name="claim" unnamed={unnamed} keyHint="C" onPress={acts.claim}>
        {t(words.claim)}
      </ActButton>
      <ActButton acts={offered} name="release" unnamed={unnamed} keyHint="R" onPress={acts.release}>
        {t(words.release)}
      </ActButton>
      <Button
        keyHint="D"
        onPress={acts.startDeciding}
        withheld={row?.mine === true ? null : t(row ? words.claimFirst : words.pickRow)}
      >
        {t(words.decide)}
      </Button>
      <Button keyHint="T" onPress={acts.telephone} withheld={row === undefined ? t(words.pickRow) : null}>
        {t(callWords.telephone)}
      </Button>
    </div>
  );
}
