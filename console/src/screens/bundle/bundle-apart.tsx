import { Link } from '@tanstack/react-router';
import type { Bundle } from '../../api/contract-bundles.ts';
import { bundleWords as words } from '../../messages/bundle.ts';
import { reportStates, wordsOf } from '../../messages/codes.ts';
import { Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';

/** The reports that resemble the others and are never decided with them, each with its reasons. */
export function BundleApart({ bundle }: { readonly bundle: Bundle }) {
  const { t, say } = useSpeech();
  const shown = bundle.keptApart.length;
  if (shown === 0)
    return (
      <section className="panel" aria-labelledby="bundle-apart">
        <h2 id="bundle-apart">{t(words.apart)}</h2>
        <p className="muted">{t(words.nothingApart)}</p>
      </section>
    );
  return (
    <section className="panel" aria-labelledby="bundle-apart">
      <h2 id="bundle-apart">{t(words.apart)}</h2>
      <p className="meta muted">{t(shown < bundle.apart ? words.apartFirst : words.apartAlone, { n: shown })}</p>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t(words.report)}</th>
            <th scope="col">{t(words.state)}</th>
            <th scope="col">{t(words.reasons)}</th>
          </tr>
        </thead>
        <tbody>
          {bundle.keptApart.map((one) => (
            <tr key={one.report}>
              <th scope="row">
                <Link to="/reports/$report" params={{ report: one.report }}>
                  {one.report}
                </Link>
              </th>
              <td>{t(wordsOf(reportStates, one.state))}</td>
              <td>
                {one.reasons.map((reason) => say(reason.words)).join('; ')}
                {one.words === null ? null : (
                  <>
                    {' '}
                    <Received value={one.words} />
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
