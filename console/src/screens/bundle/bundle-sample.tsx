import { Link } from '@tanstack/react-router';
import type { Bundle, BundleSample } from '../../api/contract-bundles.ts';
import { bundleFields, bundleWords as words } from '../../messages/bundle.ts';
import { identifierKinds, wordsOf } from '../../messages/codes.ts';
import { failureWords } from '../../messages/shell.ts';
import { ActButton } from '../../ui/action-button.tsx';
import { Fact, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';

const FIELDS = { ...identifierKinds, ...bundleFields };

/** The sampled reports side by side: first what differs, then what they share. */
export function BundleSamplePanel(props: {
  readonly bundle: Bundle;
  readonly sample: BundleSample | undefined;
  readonly onTakeOut: (report: string) => void;
}) {
  const { t } = useSpeech();
  const { bundle, sample } = props;
  if (bundle.state !== 'open') return null;
  if (sample === undefined)
    return (
      <section className="panel" aria-labelledby="bundle-sample">
        <h2 id="bundle-sample">{t(words.sample)}</h2>
        <p className="muted">{t(words.sampleFirst)}</p>
      </section>
    );
  const differing = sample.fields.filter((field) => field.shared === null);
  const apart = new Set(bundle.keptApart.map((one) => one.report));
  return (
    <section className="panel" aria-labelledby="bundle-sample">
      <h2 id="bundle-sample">{t(words.sample)}</h2>
      <p>{t(words.sampled, { shown: sample.reports.length, present: sample.present })}</p>
      <h3>{t(words.differing)}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keys */}
      <section className="bundle-scroll" tabIndex={0} aria-label={t(words.differing)}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t(words.report)}</th>
              {differing.map(({ field, distinct }) => (
                <th key={field} scope="col">
                  {t(wordsOf(FIELDS, field))} <span className="meta muted">({distinct})</span>
                </th>
              ))}
              <th scope="col">
                <span className="hidden">{t(words.takeOut)}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sample.reports.map((one) => (
              <tr key={one.report}>
                <th scope="row">
                  <Link to="/reports/$report" params={{ report: one.report }}>
                    {one.report}
                  </Link>
                </th>
                {differing.map(({ field }) => (
                  <td key={field}>{one.values[field] ? <Received value={one.values[field]} mono /> : null}</td>
                ))}
                <td>
                  {apart.has(one.report) ? (
                    <span className="muted">{t(words.apart)}</span>
                  ) : (
                    <ActButton
                      acts={bundle.actions}
                      name="take-out"
                      unnamed={failureWords.notOffered}
                      label={t(words.takeOutOf, { report: one.report })}
                      onPress={() => props.onTakeOut(one.report)}
                    >
                      {t(words.takeOut)}
                    </ActButton>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <h3>{t(words.shared)}</h3>
      <dl className="facts">
        {sample.fields.map(({ field, shared }) =>
          shared === null ? null : (
            <Fact key={field} name={t(wordsOf(FIELDS, field))}>
              <Received value={shared} />
            </Fact>
          ),
        )}
      </dl>
    </section>
  );
}
