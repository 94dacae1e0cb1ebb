import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { type Entered, useAttach } from '../../api/desk.ts';
import { identifierKinds, wordsOf } from '../../messages/codes.ts';
import { entryWords as words } from '../../messages/entry.ts';
import { Button } from '../../ui/button.tsx';
import { Received as Value } from '../../ui/chip.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';

/** The number to say to the caller, and what was found in the words. */
export function Received({ entered, onAnother }: { readonly entered: Entered; readonly onAnother: () => void }) {
  const { t } = useSpeech();
  const { report, found } = entered;
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => line.current?.focus(), []);
  return (
    <section className="panel stack">
      <div className="banner" data-tone="done" role="status" tabIndex={-1} ref={line}>
        {t(words.received, { report })}
      </div>
      <h2>{t(words.found)}</h2>
      {found.length === 0 ? <p className="muted">{t(words.nothingFound)}</p> : null}
      <ul className="plain">
        {found.map((one) => (
          <li key={`${one.kind} ${one.value}`}>
            {t(wordsOf(identifierKinds, one.kind))} <Value value={one.value} mono />
          </li>
        ))}
      </ul>
      <Paper report={report} />
      <div className="row">
        <Link to="/reports/$report" params={{ report }} className="target">
          {t(words.open, { report })}
        </Link>
        <Button onPress={onAnother}>{t(words.another)}</Button>
      </div>
    </section>
  );
}

/** The fax or the paper itself. */
function Paper({ report }: { readonly report: string }) {
  const { t } = useSpeech();
  const attach = useAttach(report);
  return (
    <div className="field">
      <label htmlFor="entry-paper">{t(words.attach)}</label>
      <span className="muted" id="entry-paper-hint">
        {t(words.attachHint)}
      </span>
      <input
        id="entry-paper"
        type="file"
        accept=".pdf,.docx,.doc,.odt,.rtf"
        aria-describedby="entry-paper-hint"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) attach.mutate(file);
        }}
      />
      {attach.isSuccess ? <p role="status">{t(words.attached)}</p> : null}
      <Fault error={attach.error} />
    </div>
  );
}
