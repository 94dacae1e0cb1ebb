import type { ValueRule } from './ispws-elements.ts';

/** The schema's own lists: ISO 3166 with the extra codes of IP registries, and United States postal codes; each may be empty. */
const COUNTRIES = new Set(
  ` A1 A2 O1 AD AE AF AG AI AL AM AN AO AP AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CX CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET EU FI FJ FK FM FO FR FX GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW`.split(
    ' ',
  ),
);
const STATES = new Set(
  ' AK AL AR AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UT VA VI VT WA WI WV WY'.split(
    ' ',
  ),
);

/** Characters NCMEC documents as the most a field takes; longer is kept whole and recorded. `parent.name` goes before `name`. */
const LENGTHS: Readonly<Record<string, number>> = {
  platform: 256,
  escalateToHighPriority: 3000,
  incidentDateTimeDescription: 3000,
  termsOfService: 3000,
  firstName: 100,
  middleName: 100,
  lastName: 100,
  email: 255,
  emailAddress: 255,
  phone: 50,
  phoneNumber: 50,
  address: 255,
  city: 100,
  nonUsaState: 100,
  zipCode: 20,
  agencyName: 255,
  caseNumber: 100,
  espIdentifier: 255,
  espService: 100,
  screenName: 256,
  groupIdentifier: 255,
  schoolName: 255,
  vehicleDescription: 300,
  legalURL: 2083,
  locationOfFile: 2083,
  idValue: 2083,
  idType: 255,
  chatClient: 255,
  chatRoomName: 255,
  gameName: 255,
  console: 255,
  client: 255,
  name: 255,
  locationName: 255,
  originalFileName: 2056,
  'nameValuePair.name': 64,
  '@hashType': 64,
  '@extension': 10,
};

/** Ranges NCMEC documents beside the schema: RFC 6335 ports, ages in years. */
const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  port: [1, 65_535],
  age: [0, 150],
  approximateAge: [0, 150],
};

/** Tells whether a text is one the schema allows there. */
export function isAllowedValue(rule: ValueRule, text: string): boolean {
  if (typeof rule !== 'string') return rule.includes(text);
  return CHECKS[rule](text);
}

/** Tells whether a region is a United States postal code, the only values `state` takes. */
export function isUsaState(region: string): boolean {
  return region !== '' && STATES.has(region);
}

/** The documented most characters of a field, or null. */
export function longestOf(parent: string, name: string): number | null {
  return LENGTHS[`${parent}.${name}`] ?? LENGTHS[name] ?? null;
}

/** Tells whether a number lies in its documented range; true where none is documented. */
export function isInRange(name: string, text: string): boolean {
  const range = RANGES[name];
  const number = Number(text);
  return range === undefined || Number.isNaN(number) || (number >= range[0] && number <= range[1]);
}

/** Tells whether an xs:dateTime that can be read states no zone. */
export function lacksZone(text: string): boolean {
  return !/(?:Z|[+-]\d{2}:\d{2})$/.test(text.trim());
}

const ZONE = '(?:Z|[+-](?:0\\d|1[0-3]):[0-5]\\d|[+-]14:00)?';
const DATE = /^(-?)(\d{4,})-(\d{2})-(\d{2})$/;
const DATE_TIME = new RegExp(
  `^(-?\\d{4,}-\\d{2}-\\d{2})T(?:(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?|24:00:00(?:\\.0+)?)${ZONE}$`,
);
const DATE_ONLY = new RegExp(`^(-?\\d{4,}-\\d{2}-\\d{2})${ZONE}$`);

const CHECKS: Readonly<Record<Extract<ValueRule, string>, (text: string) => boolean>> = {
  text: () => true,
  nothing: (text) => text === '',
  boolean: (text) => /^(?:true|false|1|0)$/.test(collapse(text)),
  flag: (text) => text === '' || /^(?:true|1)$/.test(collapse(text)),
  dateTime: (text) => isCalendarDay(DATE_TIME.exec(collapse(text))?.[1]),
  date: (text) => isCalendarDay(DATE_ONLY.exec(collapse(text))?.[1]),
  int: (text) => isInteger(text, 2n ** 31n),
  long: (text) => isInteger(text, 2n ** 63n),
  double: (text) => /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|-?INF|NaN)$/.test(collapse(text)),
  country: (text) => COUNTRIES.has(text),
  state: (text) => STATES.has(text),
  callingCode: (text) => /^\+[0-9]{1,3}$/.test(text),
  digits: (text) => /^[0-9]+$/.test(text),
};

/** XML Schema's white space "collapse", which every type but text applies. */
function collapse(text: string): string {
  return text.replace(/[\t\n\r ]+/g, ' ').replace(/^ | $/g, '');
}

function isInteger(text: string, limit: bigint): boolean {
  const digits = collapse(text);
  if (!/^[+-]?\d{1,40}$/.test(digits)) return false;
  const value = BigInt(digits.replace(/^\+/, ''));
  return value >= -limit && value < limit;
}

function isCalendarDay(day: string | undefined): boolean {
  const [, , year = '', month = '', date = ''] = DATE.exec(day ?? '') ?? [];
  if (year === '' || /^0+$/.test(year) || (year.length > 4 && year.startsWith('0'))) return false;
  const months = Number(month);
  const leap = isLeapYear(year);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][months - 1] ?? 0;
  return Number(date) >= 1 && Number(date) <= days;
}

function isLeapYear(year: string): boolean {
  const number = Number(year.slice(-4)) + 2000; // Gregorian years repeat every 400: four digits decide
  return number % 4 === 0 && (number % 100 !== 0 || number % 400 === 0);
}
