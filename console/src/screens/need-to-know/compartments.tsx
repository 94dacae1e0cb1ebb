import { useId, useState } from 'react';
import { useAdmit, useDismiss, type Walls } from '../../api/need-to-know.ts';
import { usePeopleNames } from '../../api/people-names.ts';
import { wordsOf } from '../../messages/codes.ts';
import { compartmentWords, wallWords as words } from '../../messages/need-to-know.ts';
import { uiWords } from '../../messages/ui.ts';
import { Button } from '../../ui/button.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';
import './need-to-know.css';

/** Each compartment with how much lies in it (never which) and who is in it. */
export function Compartments({ items, mayAdmit }: { readonly items: Walls['items']; readonly mayAdmit: boolean }) {
  const { t } = useSpeech();
  return (
    <div className="cards">
      {items.map((item) => (
        <section key={item.compartment} className="panel stack">
          <div className="spread">
            <h3>{t(wordsOf(compartmentWords, item.compartment))}</h3>
            <span className="meta muted">{t(words.held, { n: item.reports })}</span>
          </div>
          <Members item={item} mayAdmit={mayAdmit} />
          {mayAdmit ? <AdmitForm compartment={item.compartment} /> : null}
        </section>
      ))}
    </div>
  );
}

function Members({ item, mayAdmit }: { readonly item: Walls['items'][number]; readonly mayAdmit: boolean }) {
  const { t } = useSpeech();
  const dismiss = useDismiss();
  const { compartment } = item;
  const named = t(wordsOf(compartmentWords, compartment));
  if (item.members.length === 0) return <p>{t(words.nobody)}</p>;
  return (
    <>
      <ul className="plain stack">
        {item.members.map(({ staffId, name, since }) => (
          <li key={staffId} className="row">
            <span>
              {name}{' '}
              <span className="meta muted">
                {t(words.since)} <Instant at={since} short />
              </span>
            </span>
            {mayAdmit ? (
              <Button
                label={t(words.dismissOf, { name, compartment: named })}
                onPress={() => dismiss.mutate({ compartment, staffId })}
              >
                {t(words.dismiss)}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <Fault error={dismiss.error} />
    </>
  );
}

function AdmitForm({ compartment }: { readonly compartment: string }) {
  const { t } = useSpeech();
  const id = useId();
  const admit = useAdmit();
  const people = usePeopleNames();
  const [staffId, setStaffId] = useState('');
  const press = (): void =>
    admit.mutate({ compartment, staffId: Number(staffId) }, { onSuccess: () => setStaffId('') });
  return (
    <div className="field" data-wide="true">
      <label htmlFor={id}>{t(words.admitWho)}</label>
      <div className="admit">
        <select id={id} value={staffId} onChange={(event) => setStaffId(event.target.value)}>
          <option value="">{t(uiWords.choose)}</option>
          {(people.data?.items ?? []).map((person) => (
            <option key={person.staffId} value={person.staffId}>
              {person.name}
            </option>
          ))}
        </select>
        <Button withheld={staffId === '' ? t(uiWords.choose) : null} onPress={press}>
          {t(words.admit)}
        </Button>
      </div>
      <Fault error={admit.error} />
    </div>
  );
}
