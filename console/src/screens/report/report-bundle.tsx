import { Link } from '@tanstack/react-router';
import { useReportBundle } from '../../api/bundles.ts';
import { bundleWords as words } from '../../messages/bundle.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Banner } from '../../ui/states.tsx';

/** Whether the report is one of a viral bundle, kept apart from one and why, or like one that was decided. */
export function ReportBundleLine({ report }: { readonly report: string }) {
  const { t, say } = useSpeech();
  const { data } = useReportBundle(report);
  if (data === undefined) return null;
  const link =
    data.bundle === null ? null : (
      <Link to="/bundles/$bundle" params={{ bundle: data.bundle }}>
        {data.bundle}
      </Link>
    );
  const earlier = data.decidedLike;
  return (
    <>
      {data.standing === 'together' && link !== null ? (
        <Banner tone="hold">
          <span>
            {t(words.memberOf)} {link}
          </span>
        </Banner>
      ) : null}
      {data.standing === 'apart' && link !== null ? (
        <Banner tone="hold">
          <span>
            {link} {t(words.keptApart, { why: data.reasons.map((reason) => say(reason.words)).join('; ') })}
          </span>
        </Banner>
      ) : null}
      {earlier === null ? null : (
        <Banner tone="hold">{t(words.proposal, { bundle: earlier.number, words: say(earlier.words) })}</Banner>
      )}
    </>
  );
}
