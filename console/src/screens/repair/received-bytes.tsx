import { Refusal } from '../../api/client.ts';
import type { OpenedBytes } from '../../api/contract-intake.ts';
import { openBytes } from '../../api/repair.ts';
import { repairWords as words } from '../../messages/repair.ts';
import { failureWords } from '../../messages/shell.ts';
import { BehindClick } from '../../ui/behind-click.tsx';
import { useSpeech } from '../../ui/language.tsx';
import './repair.css';

/** The bytes as they came: behind a click with a purpose, as characters or numbers, never drawn. */
export function ReceivedBytes(props: { readonly report: string; readonly onOpened: (opened: OpenedBytes) => void }) {
  const { t } = useSpeech();
  const purposes = [
    { code: 'repair', words: t(words.purposeRepair) },
    { code: 'redirect', words: t(words.purposeRedirect) },
  ];
  const open = async (purpose: string) => {
    try {
      const opened = await openBytes(props.report, purpose);
      props.onOpened(opened);
      return <Bytes opened={opened} />;
    } catch (error) {
      const told = error instanceof Refusal && error.message !== '' ? error.message : t(failureWords.away);
      return `${t(words.refused)} ${told}`;
    }
  };
  return (
    <section className="panel" aria-labelledby="bytes">
      <h2 id="bytes">{t(words.bytes)}</h2>
      <BehindClick title={t(words.bytesHow)} openWords={t(words.openBytes)} purposes={purposes} onOpen={open} />
    </section>
  );
}

function Bytes({ opened }: { readonly opened: OpenedBytes }) {
  const { t } = useSpeech();
  const { place, isCut, text, hex, encoding } = opened;
  return (
    <div className="stack">
      {place === null ? null : (
        <p>
          <strong>
            {place.column === null
              ? t(words.place, { line: place.line })
              : t(words.placeColumn, { line: place.line, column: place.column })}
          </strong>
        </p>
      )}
      {isCut ? <p>{t(words.cut)}</p> : null}
      {encoding === null ? null : <p className="meta muted">{encoding}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
      <section className="bytes-shown" tabIndex={0} aria-label={t(words.bytes)}>
        {text === null ? (
          <pre className="mono">{hex.join('\n')}</pre>
        ) : (
          <ol className="bytes-lines mono" translate="no" spellCheck={false}>
            {text.split('\n').map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a received text never move
              <li key={index} data-fault={place?.line === index + 1}>
                {line}
              </li>
            ))}
          </ol>
        )}
      </section>
    </div>
  );
}
