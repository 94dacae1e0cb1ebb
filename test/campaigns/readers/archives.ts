import fc from 'fast-check';
import { aTip, type Member, zipOf } from '../../support/ncmec-drop.ts';

// Archives that are whole as archives and anything at all inside: bytes spoiled at random seldom get past the first check.

const tip = (number: string) => JSON.stringify(aTip(number, { files: [{ filename: 'f1.dat' }] }));

const name = fc.constantFrom(
  '190000001.json',
  'a/190000001.json',
  'A/190000001.JSON',
  'a/f1.dat',
  'f1.dat',
  'b/190000002.pdf',
  'rows.csv',
  'rows.xlsx',
  'inner.zip',
  '../190000003.json',
  '/etc/190000004.json',
  'a\\b.json',
  'a//b/./c.json',
  'é\u0301.json',
  '',
  '\0.json',
  `${'d/'.repeat(60)}x.json`,
);

const content = fc.oneof(
  fc.constantFrom(tip('190000001'), tip('190000002'), '{"reportId":"190000003"}', '{', '', '\uFEFF{}', 'a;b\n1;2\n'),
  fc.string({ maxLength: 40 }),
  fc.constant('0'.repeat(5_000)),
);

const member: fc.Arbitrary<Member> = fc
  .record(
    {
      name,
      content,
      method: fc.constantFrom(0 as const, 8 as const),
      flags: fc.constantFrom(0, 0, 0, 1, 8, 0x800),
      mode: fc.constantFrom(0o100644, 0o100644, 0o120777, 0o040755),
      claimedSize: fc.constantFrom(0, 1, 4, 0xffff_ffff),
    },
    { requiredKeys: ['name', 'content', 'method'] },
  )
  .map(({ content, ...rest }) => ({ ...rest, bytes: Buffer.from(content) }));

/** A drop as a sender may have packed it, in good faith or not; now and then one archive within another. */
export const anyDrop: fc.Arbitrary<string> = fc
  .tuple(fc.array(member, { maxLength: 6 }), fc.boolean())
  .map(([members, isNested]) => {
    const inner = zipOf(members);
    return (isNested ? zipOf([{ name: 'drop/inner.zip', bytes: inner }]) : inner).toString('latin1');
  });

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const FRAME: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${TYPE}.sharedStrings+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Notices" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
};

const place = fc.constantFrom('A1', 'B1', 'C1', 'A2', 'B2', 'C2', 'XFD1048576', 'ZZZZ9', 'A0', '', '1A', 'A-1');
const inner = fc.constantFrom(
  '<v>0</v>',
  '<v>1</v>',
  '<v>99999999</v>',
  '<v>-1</v>',
  '<v>1e999</v>',
  '<v>46000.5</v>',
  '<v/>',
  '<f>A1</f><v>x</v>',
  '<f t="shared" si="0" ref="A1:XFD9">A1</f>',
  '<is><t>Offence</t></is>',
  '<is><r><t>Port</t></r></is>',
  '<is><t xml:space="preserve"> making </t></is>',
  '&amp;&#0;',
  '<v>2026-11-20T09:00:00Z</v>',
);
const cell = fc
  .tuple(
    place,
    fc.constantFrom('', ' t="s"', ' t="inlineStr"', ' t="b"', ' t="e"', ' t="d"', ' t="zz"', ' s="9"'),
    inner,
  )
  .map(([at, type, inside]) => `<c r="${at}"${type}>${inside}</c>`);
const row = fc
  .tuple(fc.constantFrom('1', '2', '3', '1048576', '0', '-1', 'x'), fc.array(cell, { maxLength: 5 }))
  .map(([at, cells]) => `<row r="${at}">${cells.join('')}</row>`);
const extra = fc.constantFrom(
  '',
  '<mergeCells count="1"><mergeCell ref="A1:C2"/></mergeCells>',
  '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
  '<dimension ref="A1:XFD1048576"/>',
  '<cols><col min="1" max="16384" width="9"/></cols>',
  '</sheetData>',
);
const strings = fc
  .array(fc.constantFrom('Offence', 'Format', 'Discovered at', 'making', 'é', '', '&#x41;'), { maxLength: 4 })
  .map((texts) => `<sst xmlns="${MAIN}">${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`);

/** A workbook part by part: a part may be missing, cells may lie about their place and type. */
export const anyWorkbook: fc.Arbitrary<string> = fc
  .record({
    rows: fc.array(row, { maxLength: 5 }),
    extra,
    strings,
    missing: fc.constantFrom(null, null, null, null, ...Object.keys(FRAME), 'xl/sharedStrings.xml'),
  })
  .map(({ rows, extra, strings, missing }) => {
    const sheet = `<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData>${extra}</worksheet>`;
    const parts = { ...FRAME, 'xl/worksheets/sheet1.xml': sheet, 'xl/sharedStrings.xml': strings };
    const members = Object.entries(parts).filter(([part]) => part !== missing);
    return zipOf(members.map(([part, text]) => ({ name: part, bytes: Buffer.from(HEAD + text) }))).toString('latin1');
  });
