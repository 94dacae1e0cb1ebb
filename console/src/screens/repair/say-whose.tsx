import { useId, useState } from 'react';
import type { RepairPage } from '../../api/contract-intake.ts';
import { useRepairActs } from '../../api/repair.ts';
import { sources } from '../../messages/codes.ts';
import { benchTeams, repairWords as words } from '../../messages/repair.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import type { Told } from '../../ui/told.tsx';

interface Acting {
  readonly report: string;
  readonly onTold: (told: Told) => void;
}

/** Names the true source and sender of what came under a wrong one. */
export function NameSender(props: Acting & Pick<RepairPage, 'source' | 'sender'>) {
  const { t } = useSpeech();
  const id = useId();
  const acts = useRepairActs(props.report);
  const [source, setSource] = useState(props.source);
  const [sender, setSender] = useState(props.sender);
  const [note, setNote] = useState('');
  const set = (): void =>
    acts.redirect.mutate(
      { source, sender: sender.trim(), note: note.trim() },
      {
        onSuccess: () => {
          setNote('');
          props.onTold({ tone: 'done', text: words.redirected });
        },
        onError: (error) => props.onTold({ tone: 'error', text: error.message || failureWords.away }),
      },
    );
  return (
    <section className="panel stack" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t(words.redirect)}</h2>
      <div className="field">
        <label htmlFor={`${id}-source`}>{t(words.source)}</label>
        <select id={`${id}-source`} value={source} onChange={(event) => setSource(event.target.value)}>
          {Object.entries(sources).map(([code, pair]) => (
            <option key={code} value={code}>
              {t(pair)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-sender`}>{t(words.sender)}</label>
        <input
          id={`${id}-sender`}
          type="text"
          value={sender}
          maxLength={300}
          autoComplete="off"
          onChange={(event) => setSender(event.target.value)}
        />
      </div>
      <Note id={`${id}-note`} label={t(words.note)} note={note} onNote={setNote} />
      <div className="row">
        <Button reasonShown withheld={note.trim() === '' ? t(words.noteNeeded) : null} onPress={set}>
          {t(words.redirectNow)}
        </Button>
      </div>
    </section>
  );
}

/** Hands it to a team or a colleague, with a note. */
export function HandOver(props: Acting & Pick<RepairPage, 'colleagues'>) {
  const { t } = useSpeech();
  const id = useId();
  const acts = useRepairActs(props.report);
  const [to, setTo] = useState('supervisor');
  const [note, setNote] = useState('');
  const hand = (): void =>
    acts.hand.mutate(
      { to: to in benchTeams ? { team: to } : { person: Number(to) }, note: note.trim() },
      {
        onSuccess: () => {
          setNote('');
          props.onTold({ tone: 'done', text: words.handed });
        },
        onError: (error) => props.onTold({ tone: 'error', text: error.message || failureWords.away }),
      },
    );
  return (
    <section className="panel stack" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t(words.hand)}</h2>
      <div className="field">
        <label htmlFor={`${id}-to`}>{t(words.to)}</label>
        <select id={`${id}-to`} value={to} onChange={(event) => setTo(event.target.value)}>
          {Object.entries(benchTeams).map(([code, pair]) => (
            <option key={code} value={code}>
              {t(pair)}
            </option>
          ))}
          {props.colleagues.map(({ id: person, name }) => (
            <option key={person} value={person}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <Note id={`${id}-note`} label={t(words.handNote)} note={note} onNote={setNote} />
      <div className="row">
        <Button reasonShown withheld={note.trim() === '' ? t(words.handNote) : null} onPress={hand}>
          {t(words.handNow)}
        </Button>
      </div>
    </section>
  );
}

function Note(props: {
  readonly id: string;
  readonly label: string;
  readonly note: string;
  readonly onNote: (note: string) => void;
}) {
  return (
    <div className="field" data-wide="true">
      <label htmlFor={props.id}>{props.label}</label>
      <textarea
        id={props.id}
        value={props.note}
        maxLength={2_000}
        onChange={(event) => props.onNote(event.target.value)}
      />
    </div>
  );
}
