import { describe, expect, it } from 'vitest';
import { fieldsOf, jsonFields, readFields } from './report-fields.ts';

describe('the fields of a report in a mail', () => {
  it('are its lines, folded or not; what is no field is passed over', () => {
    expect(
      fieldsOf("Source-IP: 192.0.2.1\nwords\nReported-URI: https://a.example/\n  x\nEmpty:\nDate: 'today'"),
    ).toEqual([
      ['Source-IP', '192.0.2.1'],
      ['Reported-URI', 'https://a.example/ x'],
      ['Date', 'today'],
    ]);
  });

  it('give an address its port and its time, and say where a value is none', () => {
    const fields = fieldsOf(
      'Source: 2001:db8::9\nSource-Port: 70000\nDate: 2026-11-19 14:00\nReport-ID: 7@a.example\nCategory: abuse\nReport-Type: content',
    );
    const read = readFields(fields, 'report');
    expect(read).toMatchObject({ externalId: '7@a.example', incident: { incidentType: 'abuse/content' } });
    expect(read.identifiers).toMatchObject([
      { kind: 'ip', value: '2001:db8::9', port: null, path: 'report.Source', observed: { zone: 'unstated' } },
    ]);
    expect(read.drift).toMatchObject([
      { path: 'report.time', kind: 'zone-unstated' },
      { path: 'report.port', kind: 'unreadable-value' },
    ]);
  });

  it('of JSON are its members by their path; a payload is left out', () => {
    const text = '{"Report":{"SourceIp":"192.0.2.3","Samples":[{"Payload":"AAAA","ContentType":"a/b"}]},"n":null}';
    expect(jsonFields(text)).toEqual([
      ['Report.SourceIp', '192.0.2.3'],
      ['Report.Samples.ContentType', 'a/b'],
    ]);
    expect(jsonFields('no JSON')).toBeNull();
    expect(jsonFields('{"a":')).toBeNull();
  });
});
