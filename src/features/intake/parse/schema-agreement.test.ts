import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { readXml } from '#platform/xml/read-xml.ts';
import { writeXml } from '#platform/xml/write-xml.ts';
import { departsFromSchema, findDrift } from '../domain/find-drift.ts';
import { arbitraryDocument, arbitraryMutation, mutated } from './arbitrary-ispws.ts';

const SCHEMA = new URL('../../../../../shared/schemas/cyber_tipline.xsd', import.meta.url);
const NOW = '2026-11-24T00:00:00.000Z' as Instant;
const absent = !existsSync(SCHEMA);
if (absent) console.log('skipped: no ../shared/schemas/cyber_tipline.xsd to compare with');

describe.skipIf(absent)('our table and the published schema', () => {
  let schema: XmlDocument;
  let validator: XsdValidator;
  beforeAll(() => {
    schema = XmlDocument.fromBuffer(readFileSync(SCHEMA));
    validator = XsdValidator.fromDoc(schema);
  });
  afterAll(() => {
    validator.dispose();
    schema.dispose();
  });

  /** What the schema objects to; empty for a valid document. */
  function objections(xml: string): string {
    const document = XmlDocument.fromString(xml);
    try {
      validator.validate(document);
      return '';
    } catch (error) {
      if (error instanceof XmlValidateError) return error.message;
      throw error;
    } finally {
      document.dispose();
    }
  }

  function departures(xml: string, root: 'report' | 'fileDetails') {
    const read = readXml(xml);
    if (!read.ok) throw new Error(read.refusal.message);
    return findDrift(read.value, root, NOW);
  }

  for (const root of ['report', 'fileDetails'] as const) {
    test(`what the table generates as ${root} is valid, and clean to us`, () => {
      fc.assert(
        fc.property(arbitraryDocument(root), (document) => {
          const xml = writeXml(document);
          expect(objections(xml)).toBe('');
          expect(departures(xml, root).filter((entry) => entry.kind !== 'zone-unstated')).toEqual([]);
        }),
        { numRuns: 60 },
      );
    });

    test(`the verdict on a ${root} changed somewhere is the same`, () => {
      fc.assert(
        fc.property(arbitraryDocument(root), arbitraryMutation, (document, mutation) => {
          const xml = writeXml(mutated(document, mutation));
          const drift = departures(xml, root);
          expect({ departs: departsFromSchema(drift), drift }).toMatchObject({ departs: objections(xml) !== '' });
        }),
        { numRuns: 300 },
      );
    });
  }
});
