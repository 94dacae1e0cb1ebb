import { type FormEvent, useState } from 'react';
import { useCreatePerson } from '../../api/people.ts';
import { peopleWords as words } from '../../messages/people.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import type { Told } from '../../ui/told.tsx';
import { RolesField } from './roles-field.tsx';

/** Makes a person; they come in by a one-time link that is issued after. */
export function NewPerson({ onTold }: { readonly onTold: (told: Told) => void }) {
  const { t } = useSpeech();
  const create = useCreatePerson();
  const [name, setName] = useState('');
  const [language, setLanguage] = useState('en');
  const [roles, setRoles] = useState<readonly string[]>([]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '') {
      onTold({ tone: 'error', text: words.needsName });
      return;
    }
    create.mutate(
      { name: name.trim(), language, roles },
      {
        onSuccess: ({ standing }) => {
          setName('');
          setRoles([]);
          const more = standing === 'proposed' ? { more: words.proposed } : {};
          onTold({ tone: 'done', text: words.created, ...more });
        },
        onError: (error) => onTold({ tone: 'error', text: error.message || failureWords.away }),
      },
    );
  };
  return (
    <section className="panel">
      <form className="stack" onSubmit={submit} noValidate>
        <h2>{t(words.create)}</h2>
        <div className="field">
          <label htmlFor="person-name">{t(words.name)}</label>
          <span className="muted" id="person-name-hint">
            {t(words.nameHint)}
          </span>
          <input
            id="person-name"
            value={name}
            maxLength={120}
            autoComplete="off"
            aria-describedby="person-name-hint"
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor="person-language">{t(words.language)}</label>
          <select id="person-language" value={language} onChange={(event) => setLanguage(event.target.value)}>
            <option value="en">{t(words.english)}</option>
            <option value="fr">{t(words.french)}</option>
          </select>
        </div>
        <RolesField id="new-person" roles={roles} onChange={setRoles} />
        <div className="row">
          <Button submit variant="primary" onPress={() => undefined}>
            {t(words.createSubmit)}
          </Button>
        </div>
      </form>
    </section>
  );
}
