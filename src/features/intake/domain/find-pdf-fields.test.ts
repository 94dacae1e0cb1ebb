import { describe, expect, it } from 'vitest';
import { findPdfFields, numberOfTip, type PrintedLine } from './find-pdf-fields.ts';

const printed = (...texts: string[]): PrintedLine[] => texts.map((text, at) => ({ page: 1, line: at + 1, text }));
const said = (...texts: string[]) => findPdfFields(printed(...texts)).map(({ kind, value }) => `${kind} ${value}`);

describe('what a tip’s PDF says in labelled lines', () => {
  it('a line is read when its label equals a known one, with its place', () => {
    expect(findPdfFields(printed('Uploaded File Information', 'Filename: f1.jpg'))).toEqual([
      { page: 1, line: 2, label: 'Filename', kind: 'file-name', value: 'f1.jpg' },
    ]);
  });

  it('a label inside a sentence, or one nobody knows, is no field', () => {
    expect(said('The IP Address: was seen', 'My email address: is a', 'Favourite colour: grey')).toEqual([]);
  });

  it('a label that stands alone takes the next line, unless that is a label itself', () => {
    expect(said('MD5:', '9e107d9d372bb6826bd81d3542a419d6', 'Email Address:', 'Phone: +1 514 555 0100')).toEqual([
      'md5 9e107d9d372bb6826bd81d3542a419d6',
      'phone +1 514 555 0100',
    ]);
  });

  it('an address is the first word of its line, the rest describes it', () => {
    expect(said('IP Address: 192.0.2.7 (Login) 02-01-2026 00:00:00 UTC')).toEqual(['ip 192.0.2.7']);
  });

  it('whether a file was viewed is said of the file printed before it, also where nothing is stated', () => {
    expect(said('Filename: f1.jpg', 'Viewed by ESP: (Information Not Provided by Company)')).toEqual([
      'file-name f1.jpg',
      'file-viewed f1.jpg: (Information Not Provided by Company)',
    ]);
  });

  it('what is not provided is no value', () => {
    expect(said('Phone: N/A', 'Email Address: Information Not Provided by Company')).toEqual([]);
  });

  it('what is printed about a child is left where it is', () => {
    expect(said('Child Victim', 'Screen Name: example_child', 'Suspect', 'Screen Name: example_adult')).toEqual([
      'screen-name example_adult',
    ]);
  });

  it('the number of the tip stands in a field or in the title; two different ones are none', () => {
    expect(numberOfTip(printed('CyberTipline Report 190000001'))).toBe('190000001');
    expect(numberOfTip(printed('Report Number: 190000001', 'CyberTipline Report 190000001'))).toBe('190000001');
    expect(numberOfTip(printed('CyberTipline Report 190000001', 'CyberTipline Report 190000002'))).toBeNull();
    expect(numberOfTip(printed('Executive Summary'))).toBeNull();
  });
});
