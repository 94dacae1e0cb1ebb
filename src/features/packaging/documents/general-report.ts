import type { SubmittedAddress } from '#features/intake/types';
import type { PrintedBlock, PrintedColumn, PrintedDocument } from '#platform/pdf/document.ts';
import type { PackageIdentifier, PackagePerson, PackageReport } from '../domain/package-content.ts';
import { ITEM_WORDS } from '../messages.ts';
import { IDENTIFIER_WORDS, ITEM_STATE_WORDS, PERSON_WORDS, PROVENANCE_WORDS, WORDS } from './messages.ts';
import { packageFacts } from './package-facts.ts';
import { type DocumentInput, framed, type Say, sayIn, section, tableOf } from './page-frame.ts';
import { sayWritten } from './say-time.ts';

/** The investigator's general report: the author's words, then per report its persons, identifiers, places and texts. */
export function generalReport(input: DocumentInput): PrintedDocument {
  const { content } = input;
  const words = sayIn(input.language);
  const hasReceivedText = content.reports.some(({ narratives }) => narratives.length > 0);
  return framed(input, WORDS.generalReport, [
    ...section(words, words(WORDS.summary), 2, packageFacts(content, input.language)),
    ...itemTexts(words, input),
    ...content.reports.flatMap((report) => reportSection(words, report, input)),
    ...(hasReceivedText ? [{ kind: 'paragraph' as const, text: words(WORDS.codes) }] : []),
  ]);
}

/** Items for which the author wrote something; the table of all seven stands in the disposition report. */
function itemTexts(words: Say, { content }: DocumentInput): readonly PrintedBlock[] {
  return content.items.flatMap((item) => {
    const text = item.state === 'not-applicable' ? item.reason : item.text;
    if (text === null || text.trim() === '') return [];
    const title = `${item.item}. ${words(ITEM_WORDS[item.item])} · ${words(ITEM_STATE_WORDS[item.state])}`;
    return section(words, title, 2, [{ kind: 'paragraph', text }]);
  });
}

function reportSection(words: Say, report: PackageReport, input: DocumentInput): readonly PrintedBlock[] {
  return [
    { kind: 'heading', level: 2, text: words(WORDS.report, { number: report.number }) },
    ...(report.persons.length > 0
      ? report.persons.flatMap((person) => personSection(words, person, input))
      : section(words, words(WORDS.persons), 3, [])),
    ...(report.identifiers.length > 0
      ? section(words, words(WORDS.otherIdentifiers), 3, identifierTable(words, report.identifiers, input))
      : []),
    ...section(words, words(WORDS.jurisdiction), 3, candidateTable(words, report, input)),
    ...section(words, words(WORDS.receivedText), 3, quotes(words, report)),
  ];
}

function personSection(words: Say, person: PackagePerson, input: DocumentInput): readonly PrintedBlock[] {
  const unknown = words(WORDS.unknown);
  const birth = [person.dateOfBirth, person.age].filter((one) => one !== null).join(', ');
  const facts: PrintedBlock = {
    kind: 'facts',
    rows: [
      [words(WORDS.name), person.name ?? unknown],
      [words(WORDS.birth), birth === '' ? unknown : birth],
      [words(WORDS.address), person.addresses.map(addressLine).join('\n') || unknown],
    ],
  };
  return section(words, words(PERSON_WORDS[person.role]), 3, [
    facts,
    ...identifierTable(words, person.identifiers, input),
  ]);
}

function addressLine({ street, city, region, postalCode, country }: SubmittedAddress): string {
  return [street, city, region, postalCode, country].filter((one) => one !== null).join(', ');
}

function identifierTable(
  words: Say,
  identifiers: readonly PackageIdentifier[],
  { language }: DocumentInput,
): readonly PrintedBlock[] {
  const columns: readonly PrintedColumn[] = [
    { title: words(WORDS.kind), share: 18 },
    { title: words(WORDS.value), share: 26, face: 'code' },
    { title: words(WORDS.seen), share: 22 },
    { title: words(WORDS.provenance), share: 18 },
    { title: words(WORDS.caveat), share: 22 },
  ];
  return tableOf(
    columns,
    identifiers.map((one) => [
      [words(IDENTIFIER_WORDS[one.kind]), one.service].filter((part) => part !== null).join('\n'),
      one.port === null ? one.value : `${one.value}\n${words(WORDS.port, { port: String(one.port) })}`,
      [sayWritten(one.observed, language), one.event].filter((part) => part !== null).join('\n'),
      words(PROVENANCE_WORDS[one.provenance]),
      caveats(words, one, language).join('\n'),
    ]),
  );
}

function caveats(words: Say, one: PackageIdentifier, language: DocumentInput['language']): readonly string[] {
  const said = [
    one.caveat,
    one.gate.state === 'noted' ? (one.gate.reason?.[language] ?? null) : null,
    one.possibleProxy === true ? words(WORDS.proxy) : null,
    one.verified === false ? words(WORDS.unverified) : null,
  ];
  return said.filter((text) => text !== null);
}

function candidateTable(words: Say, report: PackageReport, { language }: DocumentInput): readonly PrintedBlock[] {
  const columns = [
    { title: words(WORDS.service), share: 3 },
    { title: words(WORDS.reasons), share: 4 },
    { title: words(WORDS.cautions), share: 4 },
  ];
  return tableOf(
    columns,
    report.candidates.map(({ rank, code, name, reasons, cautions }) => [
      `${rank}. ${name[language]} (${code})`,
      reasons.map((one) => one[language]).join('\n'),
      cautions.map((one) => one[language]).join('\n'),
    ]),
  );
}

/** About six pages; setting ten million characters would keep a reader from the rest, and the worker from its work. */
const MAX_PRINTED_CHARACTERS = 20_000;

function quotes(words: Say, report: PackageReport): readonly PrintedBlock[] {
  return report.narratives.flatMap(({ path, body }): PrintedBlock[] => {
    const source = words(WORDS.receivedFrom, { path });
    const quote: PrintedBlock = { kind: 'quote', text: body.slice(0, MAX_PRINTED_CHARACTERS), source };
    if (body.length <= MAX_PRINTED_CHARACTERS) return [quote];
    return [quote, { kind: 'paragraph', text: words(WORDS.cut, { count: MAX_PRINTED_CHARACTERS }) }];
  });
}
