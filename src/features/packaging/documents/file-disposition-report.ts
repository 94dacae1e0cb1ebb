import type { Bilingual } from '#core/locale.ts';
import { formatNumber } from '#platform/i18n/format-number.ts';
import type { PrintedBlock, PrintedDocument } from '#platform/pdf/document.ts';
import { evidencePath } from '../domain/bag-paths.ts';
import type { PackageContent, PackageFile, PackageItem, PackageReport } from '../domain/package-content.ts';
import { ITEM_WORDS } from '../messages.ts';
import {
  ACT_WORDS,
  ITEM_STATE_WORDS,
  RULE_WORDS,
  SOURCE_WORDS,
  URGENCY_WORDS,
  VIEWED_WORDS,
  WORDS,
} from './messages.ts';
import { packageFacts } from './package-facts.ts';
import { type DocumentInput, framed, type Say, sayIn, section, tableOf } from './page-frame.ts';
import { sayInstant, sayWritten } from './say-time.ts';

/** The File Disposition Report: what the package holds, each report's standing, files, deadlines, custody, rules. */
export function fileDispositionReport(input: DocumentInput): PrintedDocument {
  const { content } = input;
  const words = sayIn(input.language);
  return framed(input, WORDS.dispositionReport, [
    ...section(words, words(WORDS.package), 2, packageFacts(content, input.language)),
    ...section(words, words(WORDS.contents), 2, itemTable(words, input)),
    ...content.reports.flatMap((report) => reportSection(words, report, input)),
    ...section(words, words(WORDS.custody), 2, custodyTable(words, input)),
    ...section(words, words(WORDS.ruleVersions), 2, ruleTable(words, content)),
  ]);
}

function itemTable(words: Say, { content, language }: DocumentInput): readonly PrintedBlock[] {
  const remarks = (item: PackageItem): string => {
    if (item.state === 'not-applicable') return item.reason;
    if (item.state === 'present' || item.dueAt === null) return item.text === null ? '' : words(WORDS.seeGeneral);
    return words(WORDS.dueBy, { time: sayInstant(item.dueAt, language, content.timeZone) });
  };
  const columns = [
    { title: words(WORDS.item), share: 5 },
    { title: words(WORDS.state), share: 2 },
    { title: words(WORDS.remarks), share: 6 },
  ];
  return tableOf(
    columns,
    content.items.map((item) => [
      `${item.item}. ${words(ITEM_WORDS[item.item])}`,
      words(ITEM_STATE_WORDS[item.state]),
      remarks(item),
    ]),
  );
}

function reportSection(words: Say, report: PackageReport, input: DocumentInput): readonly PrintedBlock[] {
  return [
    ...section(words, words(WORDS.report, { number: report.number }), 2, reportFacts(words, report, input)),
    ...section(words, words(WORDS.incidents), 3, incidentTable(words, report, input)),
    ...section(words, words(WORDS.files), 3, fileBlocks(words, report, input)),
    ...section(words, words(WORDS.clocks), 3, clockTable(words, report, input)),
  ];
}

function reportFacts(words: Say, report: PackageReport, { content, language }: DocumentInput): readonly PrintedBlock[] {
  const unknown = words(WORDS.unknown);
  const score = (value: number | null) => (value === null ? unknown : words(WORDS.outOf100, { value }));
  const rows: (readonly [string, string])[] = [
    [words(WORDS.urgency), words(URGENCY_WORDS[report.urgency])],
    [words(WORDS.danger), score(report.danger)],
    [words(WORDS.completeness), score(report.completeness)],
    ...(report.senderAlarm === null ? [] : [[words(WORDS.senderAlarm), report.senderAlarm] as const]),
    [words(WORDS.source), words(SOURCE_WORDS[report.source])],
    [words(WORDS.sender), report.sender ?? unknown],
    [words(WORDS.externalId), report.externalId ?? unknown],
    [words(WORDS.received), sayInstant(report.receivedAt, language, content.timeZone)],
    [words(WORDS.reportVersion), String(report.version)],
    [words(WORDS.lead), words(report.lead ? WORDS.yes : WORDS.no)],
  ];
  return [{ kind: 'facts', rows }];
}

function incidentTable(words: Say, report: PackageReport, { language }: DocumentInput): readonly PrintedBlock[] {
  const columns = [
    { title: words(WORDS.incidentType), share: 4 },
    { title: words(WORDS.platform), share: 2 },
    { title: words(WORDS.occurred), share: 4 },
  ];
  return tableOf(
    columns,
    report.incidents.map(({ type, platform, occurred, occurredDescription }) => [
      type ?? words(WORDS.unknown),
      platform ?? words(WORDS.unknown),
      [sayWritten(occurred, language), occurredDescription].filter((one) => one !== null).join('\n'),
    ]),
  );
}

/** One block of facts a file: names and digests need the whole width. */
function fileBlocks(words: Say, report: PackageReport, { language }: DocumentInput): readonly PrintedBlock[] {
  return report.files.map((file, index) => ({
    kind: 'facts',
    rows: [
      [words(WORDS.fileName), file.originalName ?? words(WORDS.unknown)],
      [words(WORDS.place), file.included ? evidencePath(report, index) : notSent(words, file, language)],
      [words(WORDS.size), file.sizeBytes === null ? words(WORDS.unknown) : formatNumber(file.sizeBytes, language)],
      ['SHA-256', file.sha256 ?? words(WORDS.unknown)],
      ['MD5', file.md5 ?? words(WORDS.unknown)],
      ...file.claimedHashes.map(({ type, value }) => [words(WORDS.claimedHash, { type }), value] as const),
      [words(WORDS.viewed), words(VIEWED_WORDS[`${file.viewedByEsp}`])],
      ...(file.caveat === null ? [] : [[words(WORDS.caveat), file.caveat] as const]),
    ],
  }));
}

function notSent(words: Say, file: PackageFile, language: DocumentInput['language']): string {
  return words(WORDS.notSent, { reason: file.notIncludedReason?.[language] ?? words(WORDS.noReason) });
}

function clockTable(words: Say, report: PackageReport, { content, language }: DocumentInput): readonly PrintedBlock[] {
  const columns = [
    { title: words(WORDS.clock), share: 4 },
    { title: words(WORDS.from), share: 3 },
    { title: words(WORDS.until), share: 3 },
    { title: words(WORDS.rule), share: 3 },
  ];
  return tableOf(
    columns,
    report.clocks.map((clock) => [
      words(clock.words),
      sayInstant(clock.startsAt, language, content.timeZone),
      sayInstant(clock.dueAt, language, content.timeZone),
      `${clock.ruleVersion}\n${clock.source}`,
    ]),
  );
}

function custodyTable(words: Say, { content, language }: DocumentInput): readonly PrintedBlock[] {
  const columns = [
    { title: words(WORDS.time), share: 4 },
    { title: words(WORDS.actor), share: 3 },
    { title: words(WORDS.act), share: 2 },
    { title: 'SHA-256', share: 5, face: 'code' as const },
  ];
  return tableOf(
    columns,
    content.custody.map(({ at, actor, act, sha256, to }) => [
      sayInstant(at, language),
      actor,
      coded(words, ACT_WORDS, act),
      to ?? sha256,
    ]),
  );
}

function ruleTable(words: Say, content: PackageContent): readonly PrintedBlock[] {
  const columns = [
    { title: words(WORDS.rule), share: 1 },
    { title: words(WORDS.ruleVersion), share: 1 },
  ];
  return tableOf(
    columns,
    content.ruleVersions.map(({ rule, version }) => [words(RULE_WORDS[rule]), version]),
  );
}

/** The words of a code, or the code itself where it has none yet. */
function coded(words: Say, table: Readonly<Record<string, Bilingual>>, code: string): string {
  const pair = table[code];
  return pair === undefined ? code : words(pair);
}
