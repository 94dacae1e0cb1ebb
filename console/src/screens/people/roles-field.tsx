import { staffRoles, peopleWords as words } from '../../messages/people.ts';
import { useSpeech } from '../../ui/language.tsx';
import type { Pair } from '../../ui/locale.ts';

const ROLES: readonly (readonly [string, Pair])[] = Object.entries(staffRoles);

/** Every role of the staff as a box to tick. */
export function RolesField(props: {
  readonly id: string;
  readonly roles: readonly string[];
  readonly onChange: (roles: readonly string[]) => void;
}) {
  const { t } = useSpeech();
  const toggle = (role: string, on: boolean): void =>
    props.onChange(on ? [...props.roles, role] : props.roles.filter((each) => each !== role));
  return (
    <fieldset className="choices stack">
      <legend>
        <strong>{t(words.rolesLegend)}</strong>
      </legend>
      <div className="two-columns">
        {ROLES.map(([role, pair]) => (
          <label key={role} className="choice" htmlFor={`${props.id}-${role}`}>
            <input
              id={`${props.id}-${role}`}
              type="checkbox"
              checked={props.roles.includes(role)}
              onChange={(event) => toggle(role, event.target.checked)}
            />
            {t(pair)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
