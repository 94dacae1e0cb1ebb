import { describe, expect, it } from 'vitest';
import { policeReferralJsonSchema, policeReferralSchema } from '../formats/referral-schema.ts';
import { REFERRAL_SAMPLE } from './format-samples.ts';
import { readDocument } from './read-document-for-test.ts';

const report = readDocument(REFERRAL_SAMPLE);

describe('a referral from police', () => {
  it('keeps file number, officer and unit, request, handling code and caveats', () => {
    expect(report).toMatchObject({
      format: 'referral',
      externalId: 'EPS-2026-4471',
      senderName: 'Example Police Service',
    });
    expect(report.lawEnforcement).toMatchObject({
      officer: 'Cst. Example',
      unit: 'Internet unit',
      requestType: 'transfer-of-notice',
      handlingCode: 'H2',
      caveats: 'Ask before passing on',
    });
    expect(report.drift).toEqual([]);
  });

  it('was reported at the time of the first notice, not when it came here', () => {
    expect(report.reportedAt?.instant).toBe('2026-11-10T14:00:00.000Z');
  });

  it('raises the alarm where police call it exigent', () => {
    const exigent = { ...REFERRAL_SAMPLE, request: { ...REFERRAL_SAMPLE.request, exigent: true } };
    expect(readDocument(exigent).senderAlarm).toBe('police exigent');
    expect(report.senderAlarm).toBeNull();
  });

  it('gives each fact its own origin and caveat, else those of the referral', () => {
    const [account, address] = report.persons[0]?.identifiers ?? [];
    expect(account).toMatchObject({ provenance: 'reported-by-provider', caveat: 'H2; Ask before passing on' });
    expect(address).toMatchObject({ provenance: 'compelled', caveat: 'production order; H2; Ask before passing on' });
  });

  it('from abroad says so of every fact, and one that says nothing is read as volunteered and named', () => {
    const from = { ...REFERRAL_SAMPLE.from, country: 'FR' };
    expect(readDocument({ ...REFERRAL_SAMPLE, from }).identifiers[0]?.provenance).toBe('foreign-agency');
    const request = { type: 'identify' };
    const silent = readDocument({ ...REFERRAL_SAMPLE, request });
    expect(silent.identifiers[0]?.provenance).toBe('volunteered');
    expect(silent.drift).toMatchObject([{ path: 'provenance', kind: 'missing' }]);
  });

  it('has the schema that is committed, and the sample keeps to it', async () => {
    expect(policeReferralSchema.safeParse(REFERRAL_SAMPLE).success).toBe(true);
    const text = `${JSON.stringify(policeReferralJsonSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../formats/referral.schema.json');
  });
});
