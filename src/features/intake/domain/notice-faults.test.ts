import { describe, expect, it } from 'vitest';
import { faultsOfNotice, faultsOn } from './notice-faults.ts';

// Proved here: exactly the five statutory items are required; no future discovery, no time without a zone.
// Alone: npx vitest run --project unit src/features/intake/domain/notice-faults.test.ts

const NOW = Date.parse('2026-11-24T15:00:00Z');
const WHOLE = {
  offence: 'CC 163.1(4)',
  format: 'photograph',
  description: 'A neutral description',
  circumstances: 'Found by our filter.',
  discoveredOn: '2026-11-24',
  discoveredTime: '09:59',
  discoveredZone: 'America/Toronto',
  holdsOther: 'no',
  contactPhone: '613 555 0100',
};

const kinds = (answers: Readonly<Record<string, string>>) => faultsOfNotice(answers, NOW).map(({ kind }) => kind);

describe('a notice on its way to be sent', () => {
  it('needs the five items and nothing else', () => {
    expect(kinds(WHOLE)).toEqual([]);
    expect(new Set(faultsOfNotice({}, NOW).map(({ step }) => step))).toEqual(
      new Set(['offence', 'material', 'circumstances', 'evidence', 'contact']),
    );
  });

  it('was not discovered in the future, wherever its clock hangs', () => {
    expect(kinds({ ...WHOLE, discoveredTime: '10:01' })).toEqual(['in-the-future']);
    expect(kinds({ ...WHOLE, discoveredTime: '10:01', discoveredZone: 'America/Halifax' })).toEqual([]);
    expect(kinds({ ...WHOLE, discoveredOn: '2026-11-25' })).toEqual(['in-the-future']);
  });

  it('has no time without a zone', () => {
    expect(kinds({ ...WHOLE, discoveredZone: '' })).toEqual(['zone-missing']);
    expect(kinds({ ...WHOLE, connectedOn: '2026-11-20', connectedTime: '10:00' })).toEqual(['zone-missing']);
  });

  it('says on which field an address, a port or a digest is none', () => {
    const wrong = { ip: '203.0.113.999', port: '70000', hashes: 'abc' };
    expect(faultsOn('connection', wrong, NOW)).toEqual([
      { field: 'ip', kind: 'not-an-address' },
      { field: 'port', kind: 'not-a-port' },
    ]);
    expect(faultsOn('files', wrong, NOW)).toEqual([{ field: 'hashes', kind: 'not-a-digest' }]);
    expect(faultsOn('connection', { ip: '2001:db8::7', port: '443' }, NOW)).toEqual([]);
  });

  it('asks what other evidence there is, or that there is none', () => {
    expect(kinds({ ...WHOLE, holdsOther: '' })).toEqual(['evidence-missing']);
    expect(kinds({ ...WHOLE, holdsOther: 'yes' })).toEqual(['evidence-unnamed']);
  });
});
