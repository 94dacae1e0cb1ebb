import { describe, expect, it } from 'vitest';
import { ICCAM_SAMPLE } from './format-samples.ts';
import { MASK, maskedBytes } from './mask-secrets.ts';
import { readDocument } from './read-document-for-test.ts';

const report = readDocument(ICCAM_SAMPLE);
const details = report.internetDetails[0]?.fields ?? {};

describe('a hotline’s report as ICCAM writes it', () => {
  it('is read with its reference, its addresses and the host behind one', () => {
    expect(report).toMatchObject({ format: 'iccam-json', externalId: 'IC-77', drift: [] });
    expect(report.identifiers.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      'url https://site.example/p/1',
      'url https://site.example/p/3',
      'ip 192.0.2.10',
      'url https://ref.example/',
      'account neutral_user',
      'url https://mirror.example/p/2',
    ]);
  });

  it('shows a known code with its word and an unknown one as its number', () => {
    expect(details).toMatchObject({
      classification: ['1 Baseline'],
      ageCategorization: ['3'],
      actions: ['1 LEA', '6'],
    });
    expect(report.incidents[0]).toMatchObject({
      incidentType: 'ICCAM classification 1 Baseline',
      platform: '6 forum',
    });
  });

  it('holds the password of a source nowhere: not in its member, not where the text repeats it', () => {
    expect(JSON.stringify(report)).not.toContain('neutral-word-77');
    expect(details['sourceUrlPassword']).toEqual([MASK]);
    expect(report.narratives[0]?.body).toContain(`the password ${MASK};`);
    expect(report.advice).toEqual(['secret-in-document']);
  });

  it('without a password may stand in a row like any other', () => {
    const { sourceUrlPassword: _, ...open } = ICCAM_SAMPLE;
    expect(readDocument({ ...open, memo: null }).advice).toBeUndefined();
    expect(readDocument({ ...open, sourceUrlPassword: '' }).advice).toBeUndefined();
  });

  it('is given out with the password masked, in whatever spelling its name came', () => {
    const spelled = JSON.stringify(ICCAM_SAMPLE).replace('sourceUrlPassword', 'sourceUrl\\u0050assword');
    const given = maskedBytes(Buffer.from(spelled)).toString('utf8');
    expect(given).not.toContain('neutral-word-77');
    expect(JSON.parse(given)).toMatchObject({ sourceUrlPassword: MASK, hotlineReference: 'IC-77' });
  });
});
