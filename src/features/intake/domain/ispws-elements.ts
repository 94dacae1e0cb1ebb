/** What an element's own characters, or an attribute, must be. */
export type ValueRule =
  | 'text'
  | 'nothing'
  | 'boolean'
  | 'flag'
  | 'dateTime'
  | 'date'
  | 'int'
  | 'long'
  | 'double'
  | 'country'
  | 'state'
  | 'callingCode'
  | 'digits'
  | readonly string[];

/** One place in a sequence: alternatives of which one may stand there, how often. */
export interface Slot {
  readonly alternatives: readonly { readonly name: string; readonly rule: string }[];
  readonly required: boolean;
  readonly repeats: boolean;
}

export interface ElementRule {
  readonly slots: readonly Slot[];
  readonly anyOrder: boolean;
  readonly value: ValueRule;
  readonly attributes: Readonly<Record<string, { readonly value: ValueRule; readonly required: boolean }>>;
}

interface Row {
  /** `name`, `name:rule`, `a|b`; then `?` optional, `*` any number, `+` at least one, nothing exactly one. */
  readonly has?: string;
  readonly anyOrder?: true;
  readonly value?: ValueRule;
  /** Attribute → its values; a `!` before the name means required. */
  readonly attributes?: Readonly<Record<string, ValueRule>>;
}

const DISABLED = { disabledDate: 'dateTime', userNotified: 'boolean', userNotifiedDate: 'dateTime' } as const;
const IDENTITY =
  'espIdentifier? espService? compromisedAccount:boolean? screenName? displayName* profileUrl* profileBio? ipCaptureEvent* deviceId*';
const DISABLEMENT = 'accountTemporarilyDisabled? accountPermanentlyDisabled?';
const PLACE = 'estimatedLocation? allEmailsReported:boolean?';

/** Order, occurrence and values of every element of `<report>` and `<fileDetails>` (NCMEC reporting API, schema of November 2025). An element without a row is text. */
const ROWS: Readonly<Record<string, Row>> = {
  report: {
    has: 'batchedReport? incidentSummary internetDetails* lawEnforcement? reporter personOrUserReported* intendedRecipient* victim* additionalInfo?',
  },
  batchedReport: { value: 'nothing', attributes: { '!reason': ['VIRAL_POTENTIAL_MEME'] } },
  incidentSummary: {
    has: 'incidentType platform? escalateToHighPriority? reportAnnotations? incidentDateTime:dateTime incidentDateTimeDescription?',
  },
  incidentType: {
    value: [
      'Child Pornography (possession, manufacture, and distribution)',
      'Child Sex Trafficking',
      'Child Sex Tourism',
      'Child Sexual Molestation',
      'Misleading Domain Name',
      'Misleading Words or Digital Images on the Internet',
      'Online Enticement of Children for Sexual Acts',
      'Unsolicited Obscene Material Sent to a Child',
    ],
  },
  reportAnnotations: {
    anyOrder: true,
    has: 'sextortion:flag? csamSolicitation:flag? minorToMinorInteraction:flag? spam:flag? sadisticOnlineExploitation:flag?',
  },
  internetDetails: {
    has: 'webPageIncident|emailIncident|newsgroupIncident|chatImIncident|onlineGamingIncident|cellPhoneIncident|nonInternetIncident|peer2peerIncident',
  },
  webPageIncident: { has: 'url* additionalInfo?', attributes: { thirdPartyHostedContent: 'boolean' } },
  emailIncident: { has: 'emailAddress:email* content? additionalInfo?' },
  newsgroupIncident: { has: 'name? emailAddress:email* content? additionalInfo?' },
  chatImIncident: { has: 'chatClient? chatRoomName? content? additionalInfo?' },
  onlineGamingIncident: { has: 'gameName? console? content? additionalInfo?' },
  cellPhoneIncident: { has: 'phoneNumber:phone? latitude:double? longitude:double? additionalInfo?' },
  nonInternetIncident: { has: 'locationName? incidentAddress:address* additionalInfo?' },
  peer2peerIncident: { has: 'client? ipCaptureEvent* fileNames? additionalInfo?' },
  lawEnforcement: {
    has: 'agencyName caseNumber? officerContact:contactPerson? reportedToLe:boolean? servedLegalProcessDomestic:boolean? servedLegalProcessInternational?',
  },
  servedLegalProcessInternational: { value: 'boolean', attributes: { fleaCountry: 'country' } },
  reporter: { has: 'reportingPerson:person contactPerson? companyTemplate? termsOfService? legalURL?' },
  personOrUserReported: {
    has: `personOrUserReportedPerson:person? vehicleDescription? ${IDENTITY} thirdPartyUserReported:boolean? priorCTReports:long* groupIdentifier? ${DISABLEMENT} ${PLACE} associatedAccount* additionalInfo?`,
  },
  intendedRecipient: {
    has: `intendedRecipientPerson:person? ${IDENTITY} priorCTReports:long* groupIdentifier? ${DISABLEMENT} ${PLACE} additionalInfo*`,
  },
  victim: {
    has: `victimPerson:person ${IDENTITY} schoolName? priorCTReports:long* ${DISABLEMENT} ${PLACE} associatedAccount* additionalInfo?`,
  },
  person: { has: 'firstName? lastName? phone* email* address* age:int? dateOfBirth:date?' },
  contactPerson: { has: 'firstName? lastName? phone* email* address*' },
  address: {
    has: 'address:text? city? zipCode? state:state? nonUsaState? country:country?',
    attributes: { type: ['Home', 'Business', 'Billing', 'Shipping', 'Technical'] },
  },
  email: {
    attributes: { type: ['Home', 'Work', 'Business', 'Recovery'], verified: 'boolean', verificationDate: 'dateTime' },
  },
  phone: {
    attributes: {
      type: ['Mobile', 'Home', 'Business', 'Work', 'Fax', 'Internet', 'Recovery'],
      verified: 'boolean',
      verificationDate: 'dateTime',
      countryCallingCode: 'callingCode',
      extension: 'digits',
    },
  },
  ipCaptureEvent: { has: 'ipAddress eventName? dateTime:dateTime? possibleProxy:boolean? port:int?' },
  deviceId: { has: 'idType idValue eventName? dateTime:dateTime?' },
  eventName: { value: ['Login', 'Registration', 'Purchase', 'Upload', 'Other', 'Unknown'] },
  estimatedLocation: {
    has: 'city? region? countryCode:country?',
    attributes: { verified: 'boolean', timestamp: 'dateTime' },
  },
  accountTemporarilyDisabled: { value: 'boolean', attributes: { ...DISABLED, reenabledDate: 'dateTime' } },
  accountPermanentlyDisabled: { value: 'boolean', attributes: DISABLED },
  associatedAccount: {
    has: `platform:accountPlatform? firstName? middleName? lastName? approximateAge:int? dateOfBirth:date? phone* email* allEmailsReported:boolean? address* espService? espIdentifier? profileUrl* screenName? displayName* profileBio? groupIdentifier? compromisedAccount:boolean? ${DISABLEMENT} ipCaptureEvent* deviceId* priorCTReport:long* additionalInfo?`,
    attributes: { '!type': ['Billing', 'Linked', 'Business', 'Creator', 'Parent/Guardian', 'Other'] },
  },
  accountPlatform: { attributes: { thirdPartyUser: 'boolean' } },
  fileDetails: {
    has: 'reportId:long fileId fileName? originalFileName? uploadedToEspTimestamp:dateTime? locationOfFile? fileViewedByEsp:boolean? exifViewedByEsp:boolean? publiclyAvailable:boolean? fileRelevance? potentialMeme:boolean|fileAnnotations? industryClassification? originalFileHash* ipCaptureEvent? deviceId* details* additionalInfo*',
  },
  fileRelevance: { value: ['Reported', 'Supplemental Reported'] },
  fileAnnotations: {
    anyOrder: true,
    has: 'animeDrawingVirtualHentai:flag? potentialMeme:flag? viral:flag? possibleSelfProduction:flag? physicalHarm:flag? violenceGore:flag? bestiality:flag? liveStreaming:flag? infant:flag? generativeAi:flag?',
  },
  industryClassification: { value: ['A1', 'A2', 'B1', 'B2'] },
  originalFileHash: { attributes: { '!hashType': 'text' } },
  details: { has: 'nameValuePair+', attributes: { type: ['EXIF', 'HASH'] } },
  nameValuePair: { has: 'name value' },
  text: { value: 'text' },
  boolean: { value: 'boolean' },
  flag: { value: 'flag' },
  dateTime: { value: 'dateTime' },
  date: { value: 'date' },
  int: { value: 'int' },
  long: { value: 'long' },
  double: { value: 'double' },
  country: { value: 'country' },
  state: { value: 'state' },
};

/** Elements newer clients send that the schema does not know yet; read like the rest, recorded as drift. */
export const NEWER_ELEMENTS: ReadonlySet<string> = new Set(['informational', 'ageAssertionDiscrepancy']);

const RULES: ReadonlyMap<string, ElementRule> = new Map(Object.entries(ROWS).map(([name, row]) => [name, ruleOf(row)]));
const TEXT: ElementRule = ruleOf({});

/** The rule of an element by the name of its rule (its own name unless its place says otherwise). */
export function elementRule(name: string): ElementRule {
  return RULES.get(name) ?? TEXT;
}

function ruleOf(row: Row): ElementRule {
  const slots = (row.has ?? '').split(' ').filter((word) => word !== '');
  const attributes = Object.entries(row.attributes ?? {}).map(([name, value]) => {
    const required = name.startsWith('!');
    return [required ? name.slice(1) : name, { value, required }] as const;
  });
  return {
    slots: slots.map(slotOf),
    anyOrder: row.anyOrder ?? false,
    value: row.value ?? 'text',
    attributes: Object.fromEntries(attributes),
  };
}

function slotOf(word: string): Slot {
  const occurrence = /[?*+]$/.exec(word)?.[0] ?? '';
  const names = word.slice(0, word.length - occurrence.length).split('|');
  return {
    alternatives: names.map((name) => {
      const [element = '', rule = element] = name.split(':');
      return { name: element, rule };
    }),
    required: occurrence === '' || occurrence === '+',
    repeats: occurrence === '*' || occurrence === '+',
  };
}
