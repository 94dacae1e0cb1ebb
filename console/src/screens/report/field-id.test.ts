import { describe, expect, it } from 'vitest';
import type { Report } from '../../api/contract.ts';
import { fieldId, shownField } from './field-id.ts';

const report = {
  identifiers: [{ path: 'personOrUserReported[0].ipCaptureEvent[2]' }],
  narratives: [{ path: 'additionalInfo' }],
} as unknown as Report;

describe('the place a factor comes from', () => {
  it('is the element that shows it', () => {
    expect(shownField(report, 'personOrUserReported[0].ipCaptureEvent[2]')).toBe(
      fieldId('personOrUserReported[0].ipCaptureEvent[2]'),
    );
    expect(shownField(report, 'additionalInfo')).toBe('field-additionalInfo');
  });

  it('is the nearest shown part around it', () => {
    expect(shownField(report, 'personOrUserReported[0].ipCaptureEvent[2].dateTime')).toBe(
      fieldId('personOrUserReported[0].ipCaptureEvent[2]'),
    );
    expect(shownField(report, 'incidentSummary.incidentType')).toBe('field-incident');
    expect(shownField(report, 'fileDetails[3].viewedByEsp')).toBe('field-files');
  });

  it('is none where the page does not show it', () => {
    expect(shownField(report, 'reporter.contactPerson')).toBeNull();
  });
});
