import { useId, useState } from 'react';
import type { Incident } from '../../api/contract-trust.ts';
import { useIncidentActs } from '../../api/incidents.ts';
import { incidentWords as words } from '../../messages/incidents.ts';
import { failureWords } from '../../messages/shell.ts';
import { withheldWhy } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { TellForm } from './tell-form.tsx';

type Answer = '' | 'yes' | 'no';
const read = (value: boolean | null): Answer => (value === null ? '' : value ? 'yes' : 'no');
const truth = (answer: Answer): boolean | null => (answer === '' ? null : answer === 'yes');

/** What a person does: writes the facts, contains, judges, tells, closes; each act with what was found or done. */
export function IncidentWork({ incident }: { readonly incident: Incident }) {
  const { t, say } = useSpeech();
  const id = useId();
  const acts = useIncidentActs(incident.number);
  const [note, setNote] = useState('');
  const [facts, setFacts] = useState({
    affected: incident.affected ?? '',
    jeopardises: read(incident.jeopardisesFunction),
    personal: read(incident.personalInformation),
  });
  const why = (name: string): string | null => {
    const reason = withheldWhy(incident.actions, name, failureWords.notOffered);
    if (reason !== null) return say(reason);
    return note.trim() === '' ? t(words.noteNeeded) : null;
  };
  const said = note.trim();
  const clear = { onSuccess: () => setNote('') };
  const describe = (): void =>
    acts.describe.mutate(
      {
        what: incident.what,
        affected: facts.affected.trim() === '' ? null : facts.affected.trim(),
        happenedAt: incident.happenedAt,
        jeopardisesFunction: truth(facts.jeopardises),
        personalInformation: truth(facts.personal),
        note: said,
      },
      clear,
    );
  const error = [acts.describe.error, acts.move.error, acts.judge.error].find((one) => one !== null);
  return (
    <section className="panel stack" aria-labelledby={`${id}-work`}>
      <h2 id={`${id}-work`}>{t(words.work)}</h2>
      <div className="field" data-wide="true">
        <label htmlFor={`${id}-affected`}>{t(words.affected)}</label>
        <input
          id={`${id}-affected`}
          type="text"
          value={facts.affected}
          onChange={(event) => setFacts({ ...facts, affected: event.target.value })}
        />
      </div>
      <div className="row">
        <Question
          label={t(words.jeopardises)}
          value={facts.jeopardises}
          onChange={(jeopardises) => setFacts({ ...facts, jeopardises })}
        />
        <Question
          label={t(words.personal)}
          value={facts.personal}
          onChange={(personal) => setFacts({ ...facts, personal })}
        />
      </div>
      <div className="field" data-wide="true">
        <label htmlFor={`${id}-note`}>{t(words.note)}</label>
        <textarea id={`${id}-note`} value={note} onChange={(event) => setNote(event.target.value)} />
      </div>
      <div className="row">
        <Button withheld={why('describe')} onPress={describe}>
          {t(words.describe)}
        </Button>
        {(['contain', 'close', 'reopen'] as const).map((act) => (
          <Button key={act} withheld={why(act)} onPress={() => acts.move.mutate({ act, note: said }, clear)}>
            {t(words[act])}
          </Button>
        ))}
        <Button withheld={why('judge')} onPress={() => acts.judge.mutate({ material: 'material', note: said }, clear)}>
          {t(words.judgeMaterial)}
        </Button>
        <Button
          withheld={why('judge')}
          onPress={() => acts.judge.mutate({ material: 'not-material', note: said }, clear)}
        >
          {t(words.judgeNot)}
        </Button>
      </div>
      {error == null ? null : (
        <p className="fault" role="alert">
          {error.message || t(failureWords.away)}
        </p>
      )}
      <TellForm incident={incident} />
    </section>
  );
}

function Question(props: {
  readonly label: string;
  readonly value: Answer;
  readonly onChange: (answer: Answer) => void;
}) {
  const { t } = useSpeech();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <select id={id} value={props.value} onChange={(event) => props.onChange(event.target.value as Answer)}>
        <option value="">{t(words.unknown)}</option>
        <option value="yes">{t(words.yes)}</option>
        <option value="no">{t(words.no)}</option>
      </select>
    </div>
  );
}
