import { useId, useState } from 'react';
import type { Hold } from '../../api/contract-trust.ts';
import { useHolds, useRetentionActs } from '../../api/retention.ts';
import { retentionWords as words } from '../../messages/retention.ts';
import { Button } from '../../ui/button.tsx';
import { Chip, Received } from '../../ui/chip.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { QueryPanel } from '../../ui/query-panel.tsx';
import { Instant } from '../../ui/time.tsx';

const SCOPES = ['report', 'package', 'subject'] as const;
const KINDS = ['court', 'investigation', 'access-request', 'complaint', 'other'] as const;

/** What is held, by whom and why; placing and lifting, each with a reason. */
export function HoldsPanel() {
  const { t } = useSpeech();
  const holds = useHolds();
  return (
    <QueryPanel query={holds} code="holds" title={t(words.holds)}>
      {({ items }) => (
        <>
          {items.length === 0 ? <p className="muted">{t(words.noHolds)}</p> : null}
          <ul className="plain stack">
            {items.map((hold) => (
              <HoldLine key={hold.holdId} hold={hold} />
            ))}
          </ul>
          <PlaceHold />
        </>
      )}
    </QueryPanel>
  );
}

function HoldLine({ hold }: { readonly hold: Hold }) {
  const { t } = useSpeech();
  const id = useId();
  const { lift } = useRetentionActs();
  const [reason, setReason] = useState('');
  const kind = KINDS.find((one) => one === hold.kind) ?? 'other';
  const unsaid = reason.trim() === '' ? t(words.liftNeeded) : null;
  return (
    <li className="stack">
      <p>
        <strong>{hold.target}</strong>{' '}
        <Chip tone={hold.isLive ? 'hold' : undefined}>{t(hold.isLive ? words.live : words.lifted)}</Chip>{' '}
        {t(words[kind])} · <Received value={hold.reason} />
      </p>
      <p className="meta muted">
        {t(words.placedBy)} {hold.placedByName}, <Instant at={hold.placedAt} />
        {hold.holdsUntil === null ? null : (
          <>
            , {t(words.until)} <Instant at={hold.holdsUntil} />
          </>
        )}
        {hold.liftedAt === null ? null : (
          <>
            {' · '}
            {t(words.lifted)}, {hold.liftedByName}, <Instant at={hold.liftedAt} />.{' '}
            <Received value={hold.liftReason ?? ''} />
          </>
        )}
      </p>
      {hold.liftedAt === null ? (
        <div className="row">
          <div className="field" data-wide="true">
            <label htmlFor={id}>{t(words.liftReason, { target: hold.target })}</label>
            <input id={id} type="text" value={reason} onChange={(event) => setReason(event.target.value)} />
          </div>
          <Button
            withheld={hold.mayLift ? unsaid : t(words.mayNotLift)}
            onPress={() => lift.mutate({ holdId: hold.holdId, reason: reason.trim() })}
          >
            {t(words.lift)}
          </Button>
        </div>
      ) : null}
      <Fault error={lift.error} />
    </li>
  );
}

function PlaceHold() {
  const { t } = useSpeech();
  const id = useId();
  const { place } = useRetentionActs();
  const [hold, setHold] = useState({ scope: 'report', target: '', kind: 'court', reason: '' });
  const set = (part: Partial<typeof hold>): void => setHold((now) => ({ ...now, ...part }));
  const ready = hold.target.trim() !== '' && hold.reason.trim() !== '';
  return (
    <div className="stack">
      <div className="row">
        <div className="field">
          <label htmlFor={`${id}-scope`}>{t(words.scope)}</label>
          <select id={`${id}-scope`} value={hold.scope} onChange={(event) => set({ scope: event.target.value })}>
            {SCOPES.map((scope) => (
              <option key={scope} value={scope}>
                {t(words[scope])}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${id}-target`}>{t(words.number)}</label>
          <input
            id={`${id}-target`}
            type="text"
            value={hold.target}
            onChange={(event) => set({ target: event.target.value })}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-kind`}>{t(words.kind)}</label>
          <select id={`${id}-kind`} value={hold.kind} onChange={(event) => set({ kind: event.target.value })}>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(words[kind])}
              </option>
            ))}
          </select>
        </div>
      </div>
      <div className="field" data-wide="true">
        <label htmlFor={`${id}-reason`}>{t(words.holdReason)}</label>
        <textarea id={`${id}-reason`} value={hold.reason} onChange={(event) => set({ reason: event.target.value })} />
      </div>
      <div className="row">
        <Button
          reasonShown
          withheld={ready ? null : t(words.placeNeeded)}
          onPress={() => place.mutate(hold, { onSuccess: () => set({ target: '', reason: '' }) })}
        >
          {t(words.place)}
        </Button>
      </div>
      <Fault error={place.error} />
    </div>
  );
}
