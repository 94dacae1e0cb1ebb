import { useState } from 'react';
import type { Link, Person } from '../../api/contract-access.ts';
import { type PersonAct, useChangeRoles, usePersonAct } from '../../api/people.ts';
import { peopleWords as words } from '../../messages/people.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { ModalDialog } from '../../ui/dialog.tsx';
import { useSpeech } from '../../ui/language.tsx';
import type { Told } from '../../ui/told.tsx';
import { Keys } from './keys.tsx';
import { RolesField } from './roles-field.tsx';

/** One person: roles, sessions, keys, and whether they are let in at all. */
export function ManagePerson(props: {
  readonly person: Person;
  readonly onClose: () => void;
  readonly onTold: (told: Told) => void;
  readonly onLink: (link: Link) => void;
}) {
  const { t } = useSpeech();
  const { person } = props;
  const change = useChangeRoles();
  const act = usePersonAct();
  const [roles, setRoles] = useState(person.roles);
  const against = (error: Error): void => props.onTold({ tone: 'error', text: error.message || failureWords.away });
  const told = (isProposed: boolean): void =>
    props.onTold({ tone: isProposed ? 'hold' : 'done', text: isProposed ? words.proposed : words.done });
  const save = (): void =>
    change.mutate(
      { staffId: person.staffId, roles },
      { onSuccess: ({ standing }) => told(standing === 'proposed'), onError: against },
    );
  const start = (name: PersonAct): void =>
    act.mutate(
      { staffId: person.staffId, name },
      {
        onSuccess: (made) => {
          told(name === 'reset');
          if (made?.code && made.expiresAt) props.onLink({ code: made.code, expiresAt: made.expiresAt });
        },
        onError: against,
      },
    );
  return (
    <ModalDialog title={t(words.managing, { name: person.name })} open onClose={props.onClose} wide>
      <p>
        <Keys person={person} />
      </p>
      <RolesField id={`person-${person.staffId}`} roles={roles} onChange={setRoles} />
      <div className="row">
        <Button variant="primary" onPress={save}>
          {t(words.saveRoles)}
        </Button>
      </div>
      <Acts person={person} onStart={start} onClose={props.onClose} />
    </ModalDialog>
  );
}

function Acts(props: {
  readonly person: Person;
  readonly onStart: (name: PersonAct) => void;
  readonly onClose: () => void;
}) {
  const { t } = useSpeech();
  const { person } = props;
  const hasKeys = person.passkeys.length > 0 || person.hasCodes || person.workAccounts > 0;
  return (
    <div className="row">
      {hasKeys ? (
        <Button onPress={() => props.onStart('reset')}>{t(words.reset)}</Button>
      ) : (
        <Button onPress={() => props.onStart('enrolment-link')}>{t(words.issueLink)}</Button>
      )}
      <Button onPress={() => props.onStart('end-sessions')}>{t(words.endSessions)}</Button>
      {person.disabledAt === null ? (
        <Button variant="danger" onPress={() => props.onStart('disable')}>
          {t(words.disable)}
        </Button>
      ) : (
        <Button onPress={() => props.onStart('enable')}>{t(words.enable)}</Button>
      )}
    </div>
  );
}
