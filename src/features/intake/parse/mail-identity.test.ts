import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailCopyOf, STATED_HEADERS } from './mail-identity.ts';
import { MIME_LIMITS, splitMime } from './mime-tree.ts';

const HEADER = ['From: desk@safety.example', 'Message-ID: <1@safety.example>', 'Subject: neutral'];
const mail = (header: readonly string[], body: string, end = '\r\n') =>
  Buffer.from([...header, '', ...body.split('\n')].join(end));
const known = (bytes: Buffer) => mailCopyOf(splitMime(bytes))?.identity.toString('hex') ?? null;
const FIRST = known(mail(HEADER, 'one\ntwo\n'));

describe('a mail is known', () => {
  it.each<readonly [string, Buffer]>([
    ['a server’s line before it', mail(['Received: from a.example by b.example', ...HEADER], 'one\ntwo\n')],
    ['what a server makes of it after it', mail([...HEADER, 'Authentication-Results: mx; spf=fail'], 'one\ntwo\n')],
    ['a header folded otherwise', mail([...HEADER.slice(0, 2), 'Subject:\r\n neutral'], 'one\ntwo\n')],
    ['single line feeds', mail(HEADER, 'one\ntwo\n', '\n')],
    ['one line end fewer', mail(HEADER, 'one\ntwo')],
  ])('with %s as the one it is', (_how, bytes) => {
    expect(known(bytes)).toBe(FIRST);
  });

  const others: readonly (readonly [string, Buffer])[] = [
    ['other words', mail(HEADER, 'one\nthree\n')],
    ['a word more', mail(HEADER, 'one\ntwo\nthree')],
    ['an empty line between', mail(HEADER, 'one\n\ntwo\n')],
    ['another Message-ID', mail(['From: desk@safety.example', 'Message-ID: <2@x>', 'Subject: neutral'], 'one\ntwo\n')],
    ...[...STATED_HEADERS, 'subject', 'content-type', 'content-transfer-encoding', 'content-disposition'].map(
      (name) => [`a further ${name}`, mail([...HEADER, `${name}: other`], 'one\ntwo\n')] as const,
    ),
  ];
  it.each(others)('with %s as another one', (_how, bytes) => {
    expect(known(bytes)).not.toBe(FIRST);
  });

  it('by its bytes alone where it has no Message-ID, or a header longer than is read', () => {
    expect(known(mail(['From: desk@safety.example'], 'one'))).toBeNull();
    expect(known(mail(['Message-ID:', 'From: desk@safety.example'], 'one'))).toBeNull();
    expect(known(mail([...HEADER, `X-Long: ${'x'.repeat(MIME_LIMITS.headerBytes)}`], 'one'))).toBeNull();
  });

  it('the same wherever the pieces fall in which it is digested', () => {
    for (const at of [-2, -1, 0, 1]) {
      const body = `${'x'.repeat(1_048_576 + at)}\nmore\n`;
      expect(known(mail(HEADER, body))).toBe(known(mail(HEADER, body, '\n')));
    }
  });

  it('by nothing that two mails of other words have in common', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const said = (text: string) => text.replace(/[\r\n]+$/, '').replaceAll('\r\n', '\n');
        fc.pre(said(a) !== said(b));
        expect(known(mail(HEADER, a, '\n'))).not.toBe(known(mail(HEADER, b, '\n')));
      }),
    );
  });
});
