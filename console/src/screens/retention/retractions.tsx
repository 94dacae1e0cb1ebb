import { useId, useState } from 'react';
import type { Retraction } from '../../api/contract-trust.ts';
import { useRetentionActs, useRetractions } from '../../api/retention.ts';
import { retentionWords as words } from '../../messages/retention.ts';
import { Button } from '../../ui/button.tsx';
import { Chip, Received } from '../../ui/chip.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { QueryPanel } from '../../ui/query-panel.tsx';
import { Instant } from '../../ui/time.tsx';

/** Recipients who hold what is gone or taken back: somebody tells them, and says how. Nothing for who may not see deliveries. */
export function RetractionsPanel() {
  const { t } = useSpeech();
  const retractions = useRetractions();
  return (
    <QueryPanel query={retractions} code="retractions" title={t(words.retractions)}>
      {({ items }) => (
        <>
          {items.length === 0 ? <p className="muted">{t(words.noRetractions)}</p> : null}
          <ul className="plain stack">
            {items.map((one) => (
              <Line key={one.id} one={one} />
            ))}
          </ul>
        </>
      )}
    </QueryPanel>
  );
}

function Line({ one }: { readonly one: Retraction }) {
  const { t } = useSpeech();
  const id = useId();
  const { told } = useRetentionActs();
  const [how, setHow] = useState('');
  return (
    <li className="stack">
      <p>
        <strong>{one.package}</strong> → {one.agency}{' '}
        <Chip tone={one.toldAt === null ? 'hold' : 'done'}>{t(words[one.because])}</Chip> <Instant at={one.openedAt} />
      </p>
      {one.withdrawnAt === null ? null : (
        <p className="muted">
          {t(words.withdrawn)} <Instant at={one.withdrawnAt} />
        </p>
      )}
      {one.toldAt === null ? (
        <div className="row">
          <div className="field" data-wide="true">
            <label htmlFor={id}>{t(words.howTold, { package: one.package })}</label>
            <input id={id} type="text" value={how} onChange={(event) => setHow(event.target.value)} />
          </div>
          <Button
            withheld={how.trim() === '' ? t(words.toldNeeded) : null}
            onPress={() => told.mutate({ id: one.id, how: how.trim() })}
          >
            {t(words.told)}
          </Button>
          <Fault error={told.error} />
        </div>
      ) : (
        <p className="meta muted">
          <Instant at={one.toldAt} /> · <Received value={one.toldHow ?? ''} />
        </p>
      )}
    </li>
  );
}
