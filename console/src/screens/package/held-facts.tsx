import type { Package } from '../../api/contract-packages.ts';
import { packageWords as words } from '../../messages/packages.ts';
import { Chip } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Banner } from '../../ui/states.tsx';

/** What keeps the package from leaving: facts held back by law or by their originator, and what is still missing. */
export function HeldFacts({ pkg }: { readonly pkg: Package }) {
  const { t, say } = useSpeech();
  const verdict = (code: string | null): string =>
    t(code === null ? words.factOpen : code === 'excluded' ? words.factExcluded : words.factReleased);
  return (
    <>
      {pkg.blocked.length === 0 ? null : (
        <Banner tone="hold">
          <div>
            <strong>{t(words.blocked)}</strong>
            <ul>
              {pkg.blocked.map((fact) => (
                <li key={`${fact.code}-${fact.targetId}`}>
                  {say(fact.words)}{' '}
                  <Chip tone={fact.verdict === null ? 'error' : undefined}>{verdict(fact.verdict)}</Chip>
                </li>
              ))}
            </ul>
          </div>
        </Banner>
      )}
      {pkg.state !== 'draft' || pkg.obstacles.length === 0 ? null : (
        <Banner tone="hold">
          <div>
            <strong>{t(words.obstacles)}</strong>
            <ul>
              {pkg.obstacles.map((obstacle) => (
                <li key={obstacle.words.en}>{say(obstacle.words)}</li>
              ))}
            </ul>
          </div>
        </Banner>
      )}
    </>
  );
}
