import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { XARF_SAMPLE } from './format-samples.ts';
import { readDocument } from './read-document-for-test.ts';

const SHARED = join(import.meta.dirname, '../../../../../shared/schemas/xarf');
const isThere = existsSync(SHARED);
if (!isThere)
  console.info('skipped: ../shared/schemas/xarf is not there, the published schemas of XARF cannot be compared');

const published = (name: string) => JSON.parse(readFileSync(join(SHARED, name), 'utf8'));

/** A generated pattern with the first bytes of a PNG: never decoded, no picture. */
const PICTURE = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(60, 7)]).toString('base64');

const withEvidence = (...evidence: readonly object[]) => readDocument({ ...XARF_SAMPLE, evidence });

describe('a XARF report', () => {
  it('is read with its source and port, its address, and whom it names', () => {
    const report = readDocument(XARF_SAMPLE);
    expect(report).toMatchObject({
      format: 'xarf',
      externalId: XARF_SAMPLE.report_id,
      senderName: 'Example Safety Service',
      isTest: false,
    });
    expect(report.incidents).toMatchObject([{ incidentType: 'content/csem, grooming', platform: 'messaging_app' }]);
    expect(report.identifiers.map(({ kind, value, port }) => `${kind} ${value} ${port}`)).toEqual([
      'url https://site.example/u/4 null',
      'ip 198.51.100.42 51234',
      'email c@mail.example null',
      'ip 203.0.113.56 null',
    ]);
    expect(report.persons[0]?.identifiers.map(({ value }) => value)).toEqual(['acct-4', '203.0.113.55']);
  });

  it('says what is missing of what the schema requires, and is read all the same', () => {
    const { url: _, detection_method: __, reporter: ___, ...rest } = XARF_SAMPLE;
    const missing = readDocument(rest).drift.filter(({ kind }) => kind === 'missing');
    expect(missing.map(({ path }) => path)).toEqual(['reporter', 'url', 'detection_method']);
  });

  it('records a hash that is not that of its payload', () => {
    expect(readDocument(XARF_SAMPLE).drift).toMatchObject([{ path: 'evidence[0].hash', kind: 'hash-mismatch' }]);
    const payload = Buffer.from('a').toString('base64');
    const hash = 'sha256:ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb';
    expect(withEvidence({ content_type: 'text/plain', payload, hash }).drift).toEqual([]);
  });

  it('tagged as a test is one', () => {
    expect(readDocument({ ...XARF_SAMPLE, tags: ['lifecycle:test'] }).isTest).toBe(true);
  });

  it('keeps what the schema does not declare, and never what its sender keeps for itself', () => {
    const report = readDocument({ ...XARF_SAMPLE, surprise: 'kept', _internal: { secret_note: 'not read' } });
    expect(report.internetDetails[0]?.fields).toMatchObject({ surprise: ['kept'] });
    expect(JSON.stringify(report)).not.toContain('not read');
  });
});

describe('a payload in a XARF report', () => {
  it.each([
    ['that says it is a picture', { content_type: 'image/png', payload: PICTURE }, 'imagery-in-payload'],
    ['that says it is a film', { content_type: 'VIDEO/mp4', payload: 'AAAA' }, 'imagery-in-payload'],
    [
      'that says it is a text and begins like a picture',
      { content_type: 'text/plain', payload: PICTURE },
      'imagery-in-payload',
    ],
    [
      'that carries a picture inside a text',
      {
        content_type: 'text/html',
        payload: Buffer.from(`<img src="data:image/png;base64,${PICTURE}">`).toString('base64'),
      },
      'imagery-in-payload',
    ],
    ['of a kind nobody knows', { content_type: 'application/zip', payload: 'UEsDBAoAAAA=' }, 'unopened-payload'],
    [
      'that says it is a text and is none',
      { content_type: 'text/plain', payload: Buffer.from([0, 1, 2]).toString('base64') },
      'unopened-payload',
    ],
  ])('%s stays closed: only its hash is told, and its sender is told not to', (_, item, advice) => {
    const report = withEvidence(item);
    expect(report.advice).toEqual([advice]);
    expect(report.files).toHaveLength(1);
    expect(report.files[0]?.claimedHashes[0]).toMatchObject({ type: 'SHA256' });
    expect(report.narratives.map(({ path }) => path)).not.toContain('evidence[0].payload');
    expect(JSON.stringify(report)).not.toContain(item.payload);
  });

  it('that is a text is read, and its identifiers are mined', () => {
    expect(readDocument(XARF_SAMPLE).advice).toBeUndefined();
    const [, , text] = readDocument(XARF_SAMPLE).narratives;
    expect(text ?? null).toMatchObject({ path: 'evidence[0].payload', body: 'seen at 203.0.113.56' });
  });

  it('is not hidden by standing elsewhere in the document', () => {
    const report = readDocument({
      ...XARF_SAMPLE,
      screenshot: `data:image/png;base64,${PICTURE}`,
      other: { deep: [PICTURE] },
    });
    expect(report.advice).toEqual(['imagery-in-payload']);
    expect(JSON.stringify(report)).not.toContain(PICTURE);
  });
});

describe.skipIf(!isThere)('the published schemas of XARF', () => {
  const addFormats = formats as unknown as typeof formats.default;
  const ajv = addFormats(new Ajv2020({ strict: false }));
  const schemas = isThere ? readdirSync(SHARED).filter((name) => !name.startsWith('sample')) : [];
  for (const name of schemas) ajv.addSchema(published(name));
  const validate = (type: string, document: unknown) =>
    ajv.getSchema(`https://xarf.org/schemas/v4/types/content-${type}.json`)?.(document) === true;

  it.each([
    ['csam', ['domain', 'source_identifier']],
    ['csem', ['classification', 'media_type', 'file_hash', 'ncmec_report_id']],
  ])('hold for the published sample of %s, which is read with its mismatch and its undeclared members', (type, _) => {
    const document = published(`sample-content-${type}.json`);
    expect(validate(type, document)).toBe(true);
    const report = readDocument(document);
    expect(report).toMatchObject({ format: 'xarf', externalId: document.report_id });
    expect(report.identifiers.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['url', 'ip', 'prior-report']));
    expect(report.files[0]?.claimedHashes.length).toBeGreaterThan(0);
    expect(report.drift.filter(({ kind }) => kind === 'hash-mismatch')).toHaveLength(1);
    expect(report.drift.filter(({ kind }) => kind === 'missing')).toEqual([]);
  });

  const required: Readonly<Record<string, readonly string[]>> = {
    csam: ['classification', 'detection_method', 'url', 'xarf_version', 'report_id', 'timestamp', 'reporter', 'sender'],
    csem: ['exploitation_type', 'detection_method', 'url', 'source_identifier', 'category'],
  };
  it.each(Object.entries(required).flatMap(([type, names]) => names.map((name) => [type, name] as const)))(
    'ask in %s for %s, and so do we',
    (type, name) => {
      const { [name]: _, ...rest } = published(`sample-content-${type}.json`);
      expect(validate(type, rest)).toBe(false);
      if (name === 'xarf_version') return;
      const drift = readDocument(rest).drift.map(({ path, kind }) => `${path} ${kind}`);
      expect(drift).toContain(`${name} missing`);
    },
  );

  it('take the sample our other tests read', () => {
    expect(validate('csem', XARF_SAMPLE)).toBe(true);
  });
});
