import type { Subject } from '../../api/contract-packages.ts';
import { identifierKinds, wordsOf } from '../../messages/codes.ts';
import { subjectWords as words } from '../../messages/subject.ts';
import { Chip, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';

/** What identifies this subject, the rarest values first; a value shared by many proves nothing alone. */
export function KnownIdentifiers({ identifiers }: { readonly identifiers: Subject['identifiers'] }) {
  const { t } = useSpeech();
  return (
    <section className="panel" aria-labelledby="identifiers">
      <h2 id="identifiers">{t(words.identifiers)}</h2>
      {identifiers.length === 0 ? (
        <p className="muted">{t(words.noIdentifiers)}</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t(words.colKind)}</th>
              <th scope="col">{t(words.colValue)}</th>
              <th scope="col">{t(words.colShared)}</th>
            </tr>
          </thead>
          <tbody>
            {[...identifiers]
              .sort((a, b) => a.reports - b.reports)
              .map((identifier) => (
                <tr key={`${identifier.kind}-${identifier.service}-${identifier.value}`}>
                  <td>{t(wordsOf(identifierKinds, identifier.kind))}</td>
                  <th scope="row">
                    <Received value={identifier.value} mono />
                    {identifier.service === null ? null : (
                      <>
                        {' '}
                        · <Received value={identifier.service} />
                      </>
                    )}
                  </th>
                  <td>
                    {t(words.inReports, { n: identifier.reports })}{' '}
                    {identifier.hub ? <Chip tone="hold">{t(words.hub)}</Chip> : null}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
