import type { Package } from '../../api/contract-packages.ts';
import { documentAddress } from '../../api/paths.ts';
import { packageWords as words } from '../../messages/packages.ts';
import { useSpeech } from '../../ui/language.tsx';

/** The documents as the recipient will read them, in the recipient's language. */
export function Previews({ pkg }: { readonly pkg: Package }) {
  const { t } = useSpeech();
  const documents = [
    { code: 'fdr', words: words.previewFdr },
    { code: 'general', words: words.previewGeneral },
  ] as const;
  return (
    <section className="panel" aria-labelledby="previews">
      <h2 id="previews">{t(words.preview)}</h2>
      <ul className="plain row">
        {documents.map((document) => (
          <li key={document.code}>
            <a
              className="button"
              href={documentAddress(pkg.package, document.code, pkg.recipient.language)}
              target="_blank"
              rel="noreferrer"
            >
              {t(document.words)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
