import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { readXml, type XmlElement } from '#platform/xml/read-xml.ts';
import { writeXml } from '#platform/xml/write-xml.ts';
import { arbitraryDocument } from './arbitrary-ispws.ts';
import { parseIspwsReport } from './parse-ispws-report.ts';
import { writeIspwsReport } from './write-ispws-report.ts';

const NOW = '2026-11-24T00:00:00.000Z' as Instant;

function read(xml: string) {
  const result = parseIspwsReport(Buffer.from(xml), { now: NOW });
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

const FLAG = /^(?:sextortion|csamSolicitation|minorToMinorInteraction|spam|sadisticOnlineExploitation)$/;
const REQUIRED = /^(?:reportingPerson|victimPerson|.*Incident)$/;

/** The document by its content: a flag is set or not however written, and what says nothing is nothing. */
function content(element: XmlElement): object | null {
  const children = element.children.map(content).filter((child) => child !== null);
  const attributes = Object.entries(element.attributes).sort();
  const text = FLAG.test(element.name) ? '' : element.text;
  const says =
    children.length > 0 ||
    attributes.length > 0 ||
    text !== '' ||
    FLAG.test(element.name) ||
    REQUIRED.test(element.name);
  return says ? { name: element.name, attributes, text, children } : null;
}

function contentOf(xml: string) {
  const result = readXml(xml);
  if (!result.ok) throw new Error(result.refusal.message);
  const { name, children } = result.value;
  return { name, children: children.map(content).filter((child) => child !== null) };
}

test('any valid report, read and written again, says the same field by field', () => {
  fc.assert(
    fc.property(arbitraryDocument('report'), (document) => {
      const xml = writeXml(document);
      const again = writeIspwsReport(read(xml));
      expect(contentOf(again)).toEqual(contentOf(xml));
      expect(read(again)).toEqual(read(xml));
    }),
    { numRuns: 400, endOnFailure: true },
  );
});
