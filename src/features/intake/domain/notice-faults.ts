import { digestKind, isAfter, linesOf, type NoticeAnswers } from './notice-answers.ts';

/** Why an answer cannot stand as it is. It is kept all the same. */
export type AnswerFaultKind =
  | 'offence-missing'
  | 'format-missing'
  | 'description-missing'
  | 'circumstances-missing'
  | 'date-missing'
  | 'time-missing'
  | 'zone-missing'
  | 'in-the-future'
  | 'not-a-date'
  | 'evidence-missing'
  | 'evidence-unnamed'
  | 'contact-missing'
  | 'not-an-email'
  | 'not-a-count'
  | 'not-a-port'
  | 'not-an-address'
  | 'not-a-digest'
  | 'addresses-missing';

export interface AnswerFault {
  /** The field it is about. */
  readonly field: string;
  readonly kind: AnswerFaultKind;
}

type Check = (said: (name: string) => string, now: number) => readonly (AnswerFault | false)[];

/** What each page checks. Exactly the five items of section 11 are required; the rest is checked where it is given. */
const CHECKS: Readonly<Record<string, Check>> = {
  offence: (said) => [said('offence') === '' && said('offenceText') === '' && fault('offence', 'offence-missing')],
  material: (said) => [
    (said('format') === '' || (said('format') === 'other' && said('otherFormat') === '')) &&
      fault(said('format') === '' ? 'format' : 'otherFormat', 'format-missing'),
    said('description') === '' && fault('description', 'description-missing'),
    said('count') !== '' && !/^\d{1,9}$/.test(said('count')) && fault('count', 'not-a-count'),
  ],
  circumstances: (said, now) => [
    said('circumstances') === '' && fault('circumstances', 'circumstances-missing'),
    ...timeFaults(said, 'discovered', true, now),
  ],
  evidence: (said) => [
    said('holdsOther') === '' && said('otherEvidence') === '' && fault('holdsOther', 'evidence-missing'),
    said('holdsOther') === 'yes' && said('otherEvidence') === '' && fault('otherEvidence', 'evidence-unnamed'),
  ],
  contact: (said) => [
    said('contactEmail') === '' && said('contactPhone') === '' && fault('contactEmail', 'contact-missing'),
    said('contactEmail') !== '' &&
      !/^\S+@\S+\.\S+$/.test(said('contactEmail')) &&
      fault('contactEmail', 'not-an-email'),
  ],
  connection: (said, now) => [
    said('ip') !== '' && !isAddress(said('ip')) && fault('ip', 'not-an-address'),
    said('port') !== '' && !isPort(said('port')) && fault('port', 'not-a-port'),
    ...timeFaults(said, 'connected', false, now),
  ],
  files: (said) => [
    linesOf(said('hashes')).some((line) => digestKind(line) === 'other') && fault('hashes', 'not-a-digest'),
  ],
  addresses: (said) => [said('addresses') === '' && fault('addresses', 'addresses-missing')],
};

/** The five pages of section 11. */
const STATUTORY = ['offence', 'material', 'circumstances', 'evidence', 'contact'];

/** What is wrong on one page. @param now epoch milliseconds */
export function faultsOn(step: string, answers: NoticeAnswers, now: number): readonly AnswerFault[] {
  const said = (name: string) => (answers[name] ?? '').trim();
  return (CHECKS[step]?.(said, now) ?? []).filter((found) => found !== false);
}

/** What stands in the way of sending, with the page it is on. */
export function faultsOfNotice(
  answers: NoticeAnswers,
  now: number,
): readonly (AnswerFault & { readonly step: string })[] {
  const steps = [...STATUTORY, 'connection', 'files'];
  return steps.flatMap((step) => faultsOn(step, answers, now).map((found) => ({ ...found, step })));
}

function timeFaults(said: (name: string) => string, of: string, isRequired: boolean, now: number) {
  const [day, time, zone] = [said(`${of}On`), said(`${of}Time`), said(`${of}Zone`)];
  if (!isRequired && day === '' && time === '') return [];
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  return [
    day === '' ? fault(`${of}On`, 'date-missing') : !isDay && fault(`${of}On`, 'not-a-date'),
    !/^\d{2}:\d{2}(:\d{2})?$/.test(time) && fault(`${of}Time`, 'time-missing'),
    zone === '' && fault(`${of}Zone`, 'zone-missing'),
    isDay && isAfter(day, time, zone, now) && fault(`${of}On`, 'in-the-future'),
  ];
}

function fault(field: string, kind: AnswerFaultKind): AnswerFault {
  return { field, kind };
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

/** Four numbers, or an IPv6 address as the standard parser of addresses takes it. */
function isAddress(text: string): boolean {
  const isFour = /^\d{1,3}(\.\d{1,3}){3}$/.test(text);
  return isFour
    ? text.split('.').every((part) => Number(part) <= 255)
    : text.includes(':') && URL.canParse(`http://[${text}]`);
}
