import { useId, useState } from 'react';
import { type RootKey, useDestruction, useRootKeys } from '../../api/retention.ts';
import { retentionWords as words } from '../../messages/retention.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { QueryPanel } from '../../ui/query-panel.tsx';
import { Instant } from '../../ui/time.tsx';

/** Names of root keys; an old one that nothing hangs on may be put to its end by two persons. */
export function RootKeysPanel() {
  const { t } = useSpeech();
  const keys = useRootKeys();
  return (
    <QueryPanel query={keys} code="root-keys" title={t(words.rootKeys)}>
      {({ items }) => (
        <>
          <p className="muted">{t(words.rootKeysHow)}</p>
          <ul className="plain stack">
            {items.map((key) => (
              <KeyLine key={key.id} rootKey={key} />
            ))}
          </ul>
        </>
      )}
    </QueryPanel>
  );
}

function KeyLine({ rootKey }: { readonly rootKey: RootKey }) {
  const { t } = useSpeech();
  const { id, current, replacedAt, wraps } = rootKey;
  return (
    <li className="stack">
      <p>
        <strong className="mono">{id}</strong>{' '}
        {current || replacedAt === null ? (
          <Chip>{t(words.keyCurrent)}</Chip>
        ) : (
          <>
            {t(words.keyUntil)} <Instant at={replacedAt} />
          </>
        )}
        {' · '}
        {t(words.keyWraps, { n: wraps })}
      </p>
      {current || wraps > 0 ? null : <End rootKey={id} />}
    </li>
  );
}

function End({ rootKey }: { readonly rootKey: string }) {
  const { t } = useSpeech();
  const id = useId();
  const destroy = useDestruction(rootKey);
  const [reason, setReason] = useState('');
  if (destroy.isSuccess) return <p role="status">{t(words.proposed)}</p>;
  return (
    <>
      <div className="row">
        <div className="field" data-wide="true">
          <label htmlFor={id}>{t(words.keyReason, { key: rootKey })}</label>
          <input id={id} type="text" value={reason} onChange={(event) => setReason(event.target.value)} />
        </div>
        <Button
          variant="danger"
          withheld={reason.trim() === '' ? t(words.keyReasonNeeded) : null}
          onPress={() => destroy.mutate(reason.trim())}
        >
          {t(words.keyDestroy)}
        </Button>
      </div>
      <Fault error={destroy.error} />
    </>
  );
}
