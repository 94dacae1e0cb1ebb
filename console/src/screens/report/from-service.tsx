import type { Report } from '../../api/contract.ts';
import { referralWords as words } from '../../messages/referral.ts';
import { Fact, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';

/** In the order an officer asks for them; what has no word of ours stands under the sender’s own name. */
const ORDER = [
  'agency',
  'country',
  'unit',
  'officer',
  'phone',
  'email',
  'caseNumber',
  'requestType',
  'firstNoticeAt',
  'handlingCode',
  'caveats',
  'classification',
  'reports',
  'bagHash',
  'signer',
] as const;

/** What police or another house says of itself: its file, its officer, what binds its facts. */
export function FromService({ record }: { readonly record: Report['lawEnforcement'] }) {
  const { t } = useSpeech();
  if (record === null || Object.keys(record).length === 0) return null;
  const others = Object.keys(record).filter((name) => !ORDER.some((known) => known === name));
  return (
    <div>
      <h3>{t(words.from)}</h3>
      <dl className="facts">
        {ORDER.map((name) => {
          const value = record[name];
          return value === undefined ? null : (
            <Fact key={name} name={t(words[name])}>
              <Received value={value} />
            </Fact>
          );
        })}
        {others.map((name) => (
          <Fact key={name} name={<Received value={name} mono />}>
            <Received value={record[name] ?? ''} />
          </Fact>
        ))}
      </dl>
    </div>
  );
}
