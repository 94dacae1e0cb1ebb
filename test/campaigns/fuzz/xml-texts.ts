import fc from 'fast-check';
import { anyText } from './hostile.ts';

/** Pieces of a provider's report, each of which may come, come twice, or stay away. */
const PIECES: readonly ((text: string) => string)[] = [
  () => '<batchedReport reason="VIRAL_POTENTIAL_MEME"/>',
  (text) =>
    `<incidentSummary><incidentType>Unsolicited Obscene Material Sent to a Child</incidentType><platform>${text}</platform><incidentDateTime>2026-11-23T08:00:00Z</incidentDateTime></incidentSummary>`,
  (text) =>
    `<incidentSummary><incidentType>${text}</incidentType><escalateToHighPriority>${text}</escalateToHighPriority><incidentDateTime>${text}</incidentDateTime></incidentSummary>`,
  (text) => `<internetDetails><webPageIncident><url>${text}</url></webPageIncident></internetDetails>`,
  (text) =>
    `<internetDetails><emailIncident><emailAddress verified="${text}">${text}</emailAddress><content>${text}</content></emailIncident></internetDetails>`,
  () =>
    '<reporter><reportingPerson><firstName>Trust</firstName><email>trust@provider.example</email></reportingPerson></reporter>',
  (text) =>
    `<reporter><reportingPerson><firstName>${text}</firstName><phone countryCallingCode="${text}">${text}</phone></reportingPerson></reporter>`,
  (text) =>
    `<personOrUserReported><personOrUserReportedPerson><firstName>${text}</firstName><email>a@mail.example</email><address type="Home"><city>${text}</city><zipCode>${text}</zipCode><country>CA</country></address><age>${text}</age><dateOfBirth>${text}</dateOfBirth></personOrUserReportedPerson><espIdentifier>${text}</espIdentifier><screenName>${text}</screenName><ipCaptureEvent><ipAddress>203.0.113.7</ipAddress><eventName>Upload</eventName><dateTime>2026-11-23T08:00:00Z</dateTime><port>${text}</port></ipCaptureEvent><deviceId><idType>${text}</idType><idValue>${text}</idValue></deviceId></personOrUserReported>`,
  (text) =>
    `<personOrUserReported><espIdentifier>acct-1</espIdentifier><ipCaptureEvent><ipAddress>${text}</ipAddress><eventName>${text}</eventName><dateTime>${text}</dateTime></ipCaptureEvent></personOrUserReported>`,
  (text) => `<victim><victimPerson><age>${text}</age><firstName>${text}</firstName></victimPerson></victim>`,
  (text) =>
    `<intendedRecipient><intendedRecipientPerson><email>${text}</email></intendedRecipientPerson></intendedRecipient>`,
  (text) => `<additionalInfo>${text}</additionalInfo>`,
  (text) => `<unasked attribute="${text}">${text}<deeper/></unasked>`,
];

/** Beginnings that lie about encoding, version or what may be declared. */
const PROLOGS: readonly string[] = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<?xml version="1.0" encoding="UTF-8"?>',
  '',
  '<?xml version="1.1"?>',
  '<?xml version="1.0" encoding="UTF-16"?>',
  '<?xml version="1.0" encoding="x-unknown"?>',
  '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>',
  '<?xml version="1.0"?><!DOCTYPE r SYSTEM "file:///etc/passwd">',
  '<?xml-stylesheet href="http://attacker.example/"?>',
];

/** Whole documents that only a reader can trip over. */
const ODD_DOCUMENTS: readonly string[] = [
  '',
  '<',
  '<report',
  '<report/>',
  '<fileDetails/>',
  '<report>&#0;</report>',
  '<report>&#xD800;&#x10FFFF;</report>',
  '<report>&nbsp;</report>',
  '<report a="1" a="2"/>',
  '<a:report xmlns:a="urn:x"/>',
  '<report><![CDATA[',
  '<report>]]></report>',
  '<!-- -- --><report/>',
  `${'<a>'.repeat(3_000)}${'</a>'.repeat(3_000)}`,
  `<report ${Array.from({ length: 500 }, (_none, at) => `a${at}="1"`).join(' ')}/>`,
  '{"this":"is JSON"}',
];

/** A provider's report: well formed mostly, complete sometimes, its values anything. */
export const anyReport: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .record({
        prolog: fc.constantFrom(...PROLOGS),
        pieces: fc.array(fc.constantFrom(...PIECES), { maxLength: 7 }),
        complete: fc.boolean(),
        text: anyText,
        raw: fc.integer({ min: 0, max: 9 }).map((drawn) => drawn === 0),
      })
      .map(({ prolog, pieces, complete, text, raw }) => {
        const said = raw ? text : escaped(text);
        const needed = complete ? [PIECES[1], PIECES[5]].map((piece) => piece?.(said) ?? '') : [];
        return `${prolog}<report>${[...needed, ...pieces.map((piece) => piece(said))].join('')}</report>`;
      }),
  },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_DOCUMENTS) },
);

/** Words about an uploaded file, for one of these reports and files. */
export function anyFileDetails(ids: readonly string[], files: readonly string[]): fc.Arbitrary<string> {
  return fc
    .record({
      id: fc.oneof(fc.constantFrom(...ids, '0'), anyText),
      file: fc.oneof(fc.constantFrom(...files, 'x'), anyText),
      name: anyText,
      odd: fc.constantFrom(
        '',
        '<fileViewedByEsp>maybe</fileViewedByEsp>',
        '<originalFileHash hashType="MD5">zz</originalFileHash>',
      ),
      order: fc.boolean(),
    })
    .map(({ id, file, name, odd, order }) => {
      const parts = [`<reportId>${escaped(id)}</reportId>`, `<fileId>${escaped(file)}</fileId>`];
      const said = `<originalFileName>${escaped(name)}</originalFileName>${odd}<details><nameValuePair><name>${escaped(name)}</name><value>${escaped(name)}</value></nameValuePair></details>`;
      return `<?xml version="1.0" encoding="UTF-8"?><fileDetails>${order ? parts.join('') + said : said + parts.join('')}</fileDetails>`;
    });
}

/** The five characters, nothing else: what XML forbids stays in, as careless senders leave it. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
