import { Refusal } from '../../api/client.ts';
import type { Report } from '../../api/contract.ts';
import { openNarrative } from '../../api/reports.ts';
import { reportWords as words } from '../../messages/report.ts';
import { failureWords } from '../../messages/shell.ts';
import { BehindClick } from '../../ui/behind-click.tsx';
import { Chip, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { fieldId } from './field-id.ts';

/** The received texts, each folded: where it stands and how long it is, until a person opens it with a purpose. */
export function ReceivedText({ report }: { readonly report: Report }) {
  const { t } = useSpeech();
  const purposes = [
    { code: 'triage', words: t(words.purposeTriage) },
    { code: 'routing', words: t(words.purposeRoute) },
    { code: 'packaging', words: t(words.purposePackage) },
  ];
  const open = (id: number) => async (purpose: string) => {
    try {
      return <Received value={await openNarrative(report.report, id, purpose)} />;
    } catch (error) {
      const told = error instanceof Refusal && error.message !== '' ? error.message : t(failureWords.away);
      return `${t(words.textRefused)} ${told}`;
    }
  };
  return (
    <section className="panel" aria-labelledby="text">
      <h2 id="text">{t(words.text)}</h2>
      {report.narratives.length === 0 ? (
        <p className="muted">{t(words.noText)}</p>
      ) : (
        <p className="meta muted">{t(words.textHow)}</p>
      )}
      {report.narratives.map((narrative) => (
        <div key={narrative.id} id={fieldId(narrative.path)} tabIndex={-1} className="fact-block">
          <BehindClick
            title={
              <>
                <span className="mono meta">{narrative.path}</span>{' '}
                <span className="meta muted">{t(words.textOf, { n: narrative.length })}</span>{' '}
                {narrative.restricted ? <Chip tone="hold">{t(words.restricted)}</Chip> : null}
              </>
            }
            openWords={t(words.showText)}
            purposes={purposes}
            onOpen={open(narrative.id)}
          />
        </div>
      ))}
    </section>
  );
}
