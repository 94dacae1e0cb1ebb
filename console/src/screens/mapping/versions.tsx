import type { MappingPage } from '../../api/contract-intake.ts';
import { wordsOf } from '../../messages/codes.ts';
import { mappingStates, mappingWords as words } from '../../messages/mappings.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';

/** Every version there was: one in force is never edited, its successor is. */
export function Versions({ versions }: { readonly versions: MappingPage['versions'] }) {
  const { t } = useSpeech();
  return (
    <section className="panel" aria-labelledby="versions">
      <h2 id="versions">{t(words.versions)}</h2>
      <table className="table">
        <thead>
          <tr>
            {[words.colVersion, words.colState, words.colChanged, words.colBy].map((head) => (
              <th key={head.en} scope="col">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {versions.map(({ version, state, changedBy, changedAt, publishedBy, publishedAt }) => (
            <tr key={version}>
              <th scope="row">{version}</th>
              <td>{t(wordsOf(mappingStates, state))}</td>
              <td>
                <Instant at={publishedAt ?? changedAt} short />
              </td>
              <td>{publishedBy ?? changedBy}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
