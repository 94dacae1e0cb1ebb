import type { Bundle } from '../../api/contract-bundles.ts';
import { bundleWords as words } from '../../messages/bundle.ts';
import { Fact, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';

/** By which rule the reports are alike, and where the bundle stands in the queue. */
export function BundleFacts({ bundle }: { readonly bundle: Bundle }) {
  const { t, number } = useSpeech();
  return (
    <section className="panel" aria-labelledby="bundle-facts">
      <h2 id="bundle-facts">{t(words.facts)}</h2>
      <dl className="facts">
        <Fact name={t(words.alike)}>{t(words[bundle.kind])}</Fact>
        <Fact name={t(words.sender)}>
          <Received value={bundle.sender} />
        </Fact>
        <Fact name={t(words.incidentType)}>
          {bundle.incidentType === null ? t(words.notStated) : <Received value={bundle.incidentType} />}
        </Fact>
        <Fact name={t(words.rules)}>
          <span className="mono">{bundle.rules}</span>
        </Fact>
        <Fact name={t(words.together)}>{number(bundle.together)}</Fact>
        <Fact name={t(words.apart)}>{number(bundle.apart)}</Fact>
        <Fact name={t(words.formed)}>
          <Instant at={bundle.formedAt} />
        </Fact>
        {bundle.dueAt === null ? null : (
          <Fact name={t(words.due)}>
            <Instant at={bundle.dueAt} />
          </Fact>
        )}
        <Fact name={t(words.dies)}>{bundle.diesAt === null ? t(words.none) : <Instant at={bundle.diesAt} />}</Fact>
        <Fact name={t(words.holder)}>
          {bundle.mine ? <strong>{t(words.you)}</strong> : <bdi>{bundle.holder?.name ?? t(words.free)}</bdi>}
        </Fact>
      </dl>
    </section>
  );
}
