import { certificateAddress, useCertificates } from '../../api/retention.ts';
import { retentionWords as words } from '../../messages/retention.ts';
import { useSpeech } from '../../ui/language.tsx';
import { QueryPanel } from '../../ui/query-panel.tsx';
import { Banner } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';

/** What has gone, by whom, and the signed paper; disposals still being completed stand above. */
export function CertificatesPanel() {
  const { t } = useSpeech();
  const certificates = useCertificates();
  return (
    <QueryPanel query={certificates} code="certificates" title={t(words.certificates)}>
      {({ items, underWay }) => (
        <>
          {underWay.map((one) => (
            <Banner key={one.first} tone="hold">
              {t(words.underWay, { n: one.reports, first: one.first })}
            </Banner>
          ))}
          {items.length === 0 ? (
            <p className="muted">{t(words.noCertificates)}</p>
          ) : (
            <ul className="plain stack">
              {items.map((item) => (
                <li key={item.number} className="stack">
                  <p>
                    <strong>{item.number}</strong> · {t(words.signed)} <Instant at={item.signedAt} /> ·{' '}
                    {t(words.people)} · {item.proposedBy}, {item.approvedBy}
                  </p>
                  <p className="meta muted">
                    {item.reports.join(', ')} · {item.authority}
                  </p>
                  <p className="row">
                    {item.documents.en ? <Paper number={item.number} language="en" /> : null}
                    {item.documents.fr ? <Paper number={item.number} language="fr" /> : null}
                  </p>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </QueryPanel>
  );
}

function Paper({ number, language }: { readonly number: string; readonly language: 'en' | 'fr' }) {
  const { t } = useSpeech();
  const word = t(language === 'en' ? words.inEnglish : words.inFrench);
  return (
    <a
      className="button"
      href={certificateAddress(number, language)}
      target="_blank"
      rel="noreferrer"
      aria-label={t(words.certificateOf, { number, language: word })}
    >
      {word}
    </a>
  );
}
