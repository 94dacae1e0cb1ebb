import { useId, useState } from 'react';
import type { Package } from '../../api/contract-packages.ts';
import { type Recall, usePackageActs } from '../../api/packages.ts';
import { recallReasons, packageWords as words } from '../../messages/packages.ts';
import { failureWords } from '../../messages/shell.ts';
import { withheldWhy } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { useDraft } from '../../ui/draft.ts';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';

const REASONS = Object.keys(recallReasons) as readonly Recall['because'][];

/** Takes back a package that was released; shown only while there is something to take back. */
export function RecallForm({ pkg }: { readonly pkg: Package }) {
  const { t } = useSpeech();
  const id = useId();
  const { recall } = usePackageActs(pkg.package);
  const [because, setBecause] = useState<Recall['because']>('wrong-recipient');
  const [reason, setReason] = useDraft(`recall ${pkg.package}`);
  if (withheldWhy(pkg.actions, 'recall', failureWords.notOffered) !== null) return null;
  const send = () => recall.mutate({ because, reason: reason.trim() }, { onSuccess: () => setReason('') });
  return (
    <section className="panel stack" aria-labelledby="recall">
      <h2 id="recall">{t(words.recallTitle)}</h2>
      <p className="muted">{t(words.recallHow)}</p>
      <div className="field">
        <label htmlFor={`${id}-because`}>{t(words.recallBecause)}</label>
        <select
          id={`${id}-because`}
          value={because}
          onChange={(event) => setBecause(event.target.value as Recall['because'])}
        >
          {REASONS.map((code) => (
            <option key={code} value={code}>
              {t(recallReasons[code])}
            </option>
          ))}
        </select>
      </div>
      <div className="field" data-wide="true">
        <label htmlFor={`${id}-reason`}>{t(words.recallReason)}</label>
        <textarea id={`${id}-reason`} value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
      <div className="row">
        <Button
          variant="danger"
          reasonShown
          withheld={reason.trim() === '' ? t(words.recallNeeded) : null}
          onPress={send}
        >
          {t(words.recall)}
        </Button>
      </div>
      <Fault error={recall.error} />
    </section>
  );
}
