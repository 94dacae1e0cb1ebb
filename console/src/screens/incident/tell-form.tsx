import { useId, useState } from 'react';
import type { Incident } from '../../api/contract-trust.ts';
import { useIncidentActs } from '../../api/incidents.ts';
import { incidentWords as words } from '../../messages/incidents.ts';
import { failureWords } from '../../messages/shell.ts';
import { withheldWhy } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';

/** Who was told, for which clock, under which reference. */
export function TellForm({ incident }: { readonly incident: Incident }) {
  const { t, say } = useSpeech();
  const id = useId();
  const { tell } = useIncidentActs(incident.number);
  const [told, setTold] = useState({ whom: '', clock: '', reference: '' });
  const running = incident.clocks.filter((clock) => clock.state === 'running' || clock.state === 'over');
  const reason = withheldWhy(incident.actions, 'tell', failureWords.notOffered);
  const withheld = reason === null ? (told.whom.trim() === '' ? t(words.whomNeeded) : null) : say(reason);
  const send = (): void =>
    tell.mutate(
      { told: told.whom.trim(), clock: told.clock || null, reference: told.reference.trim() || null },
      { onSuccess: () => setTold({ whom: '', clock: '', reference: '' }) },
    );
  return (
    <div className="stack">
      <div className="row">
        <div className="field">
          <label htmlFor={`${id}-whom`}>{t(words.whom)}</label>
          <input
            id={`${id}-whom`}
            type="text"
            value={told.whom}
            onChange={(event) => setTold({ ...told, whom: event.target.value })}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-clock`}>{t(words.forClock)}</label>
          <select
            id={`${id}-clock`}
            value={told.clock}
            onChange={(event) => setTold({ ...told, clock: event.target.value })}
          >
            <option value="">{t(words.noneOfThem)}</option>
            {running.map((clock) => (
              <option key={clock.kind} value={clock.kind}>
                {say(clock.words)}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${id}-reference`}>{t(words.reference)}</label>
          <input
            id={`${id}-reference`}
            type="text"
            value={told.reference}
            onChange={(event) => setTold({ ...told, reference: event.target.value })}
          />
        </div>
      </div>
      <div className="row">
        <Button withheld={withheld} onPress={send}>
          {t(words.tell)}
        </Button>
      </div>
      <Fault error={tell.error} />
    </div>
  );
}
