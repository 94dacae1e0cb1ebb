import type { Address, Person, Report } from '../../api/contract.ts';
import { personRoles, wordsOf } from '../../messages/codes.ts';
import { referralWords } from '../../messages/referral.ts';
import { reportWords as words } from '../../messages/report.ts';
import { Chip, Fact, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { WrittenTime } from '../../ui/time.tsx';
import { fieldId } from './field-id.ts';
import { FromService } from './from-service.tsx';

/** What the report states, fact by fact; victims appear as a number only. */
export function Facts({ report }: { readonly report: Report }) {
  const { t, colon } = useSpeech();
  return (
    <section className="panel stack" aria-labelledby="facts">
      <h2 id="facts">{t(words.facts)}</h2>
      <dl className="facts">
        {report.incidents.map((incident, index) => (
          <Fact
            key={fieldKey(index)}
            id={index === 0 ? fieldId('incident') : undefined}
            name={report.incidents.length > 1 ? t(referralWords.incidentOf, { n: index + 1 }) : t(words.incident)}
          >
            <span className="stack-tight">
              {incident.incidentType === null ? (
                <span className="muted">{t(words.notStated)}</span>
              ) : (
                <Received value={incident.incidentType} />
              )}
              {incident.offence === null ? null : (
                <span>
                  {t(referralWords.offence)}
                  {colon} <Received value={incident.offence} />
                </span>
              )}
              {incident.platform === null ? null : (
                <span>
                  {t(words.platform)}
                  {colon} <Received value={incident.platform} />
                </span>
              )}
              {incident.occurred === null ? null : (
                <span>
                  {t(words.occurred)}
                  {colon} <WrittenTime asWritten={incident.occurred.asWritten} instant={incident.occurred.instant} />
                </span>
              )}
            </span>
          </Fact>
        ))}
        {report.ncmecPriority === null ? null : (
          <Fact name={t(words.ncmecPriority)}>
            <Received value={report.ncmecPriority} />
          </Fact>
        )}
        {report.annotations.length === 0 ? null : (
          <Fact name={t(words.annotations)}>
            <span className="chips">
              {report.annotations.map((mark) => (
                <Chip key={mark}>{mark}</Chip>
              ))}
            </span>
          </Fact>
        )}
        {report.internetDetails.map((detail, index) => (
          <Fact key={`${detail.kind}-${fieldKey(index)}`} name={<Received value={detail.kind} mono />}>
            {Object.entries(detail.fields).map(([name, values]) => (
              <span key={name} className="pair">
                <span className="muted">{name}</span> <Received value={values.join(', ')} mono />
              </span>
            ))}
          </Fact>
        ))}
        <Fact name={t(words.victims)}>{t(words.victimCount, { n: report.victims.count })}</Fact>
      </dl>
      <FromService record={report.lawEnforcement} />
      {report.persons.map((person, index) => (
        <PersonFacts key={`${person.role}-${fieldKey(index)}`} person={person} />
      ))}
    </section>
  );
}

/** Facts have no key of their own; their order is that of the document and never changes. */
function fieldKey(index: number): string {
  return `n${index}`;
}

function PersonFacts({ person }: { readonly person: Person }) {
  const { t } = useSpeech();
  const name = [person.firstName, person.middleName, person.lastName].filter((part) => part !== null).join(' ');
  return (
    <div>
      <h3>{t(wordsOf(personRoles, person.role))}</h3>
      <dl className="facts">
        {name === '' ? null : (
          <Fact name={t(words.name)}>
            <Received value={name} />
          </Fact>
        )}
        {person.dateOfBirth === null ? null : (
          <Fact name={t(words.born)}>
            <Received value={person.dateOfBirth} />
          </Fact>
        )}
        {person.age === null ? null : (
          <Fact name={t(words.age)}>
            <Received value={person.age} />
          </Fact>
        )}
        {person.addresses.map((address) => (
          <Fact key={lineOf(address)} name={t(words.address)}>
            <Received value={lineOf(address)} />
          </Fact>
        ))}
        {person.estimatedLocation === null ? null : (
          <Fact name={t(words.place)}>
            <Received value={lineOf(person.estimatedLocation)} />
          </Fact>
        )}
        {Object.entries(person.other).map(([key, value]) => (
          <Fact key={key} name={<Received value={key} mono />}>
            <Received value={value} />
          </Fact>
        ))}
      </dl>
    </div>
  );
}

function lineOf(address: Address): string {
  return [address.street, address.city, address.region, address.postalCode, address.country]
    .filter((part) => part !== null)
    .join(', ');
}
