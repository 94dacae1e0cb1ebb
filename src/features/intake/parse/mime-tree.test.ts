import { describe, expect, it } from 'vitest';
import { looksLikeMail, MIME_LIMITS, parameterOf, splitMime } from './mime-tree.ts';

const message = (...lines: readonly string[]) => Buffer.from(lines.join('\r\n'));

describe('the parts of a message', () => {
  it('are what lies between its boundaries, byte for byte; what stands before and after is none', () => {
    const tree = splitMime(
      message(
        'From: a@b.example',
        'Content-Type: multipart/mixed; boundary="b 1"',
        '',
        'before',
        '--b 1',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'first',
        '',
        '--b 1',
        '',
        'second --b 1 inside',
        '--b 1--',
        'after',
      ),
    );
    expect(tree.type).toBe('multipart/mixed');
    expect(tree.parts.map(({ body }) => body.toString())).toEqual(['first\r\n', 'second --b 1 inside']);
    expect(tree.parts[0]?.bytes.toString()).toBe('Content-Type: text/plain; charset=utf-8\r\n\r\nfirst\r\n');
  });

  it('are found with single line feeds, and the last one without an end', () => {
    const tree = splitMime(Buffer.from('Content-Type: multipart/mixed;\n boundary=x\n\n--x\n\none\n--x\n\ntwo'));
    expect(tree.parts.map(({ body }) => body.toString())).toEqual(['one', 'two']);
  });

  it('are looked for no deeper and no further than in any honest message, and that is said', () => {
    const open = (depth: number) => `Content-Type: multipart/mixed; boundary=b${depth}\n\n--b${depth}\n`;
    const deep = splitMime(Buffer.from(Array.from({ length: 40 }, (_, at) => open(at)).join('')));
    let [level, entity] = [0, deep];
    while (entity.parts[0]) [level, entity] = [level + 1, entity.parts[0]];
    expect([level, entity.isCut]).toEqual([MIME_LIMITS.depth, true]);
    const wide = splitMime(Buffer.from(`Content-Type: multipart/mixed; boundary=x\n\n${'--x\n\ny\n'.repeat(2_000)}`));
    expect([wide.parts.length, wide.isCut]).toEqual([MIME_LIMITS.parts, true]);
  });
});

describe('a header', () => {
  it('is unfolded, and given in its order where it stands more than once', () => {
    const { headers } = splitMime(message('Received: one', '\ttwo', 'received: three', '', 'x'));
    expect(headers.get('received')).toEqual(['one two', 'three']);
  });

  it('has parameters, quoted or not', () => {
    expect(parameterOf('a/b; name="x \\"y\\""; boundary=z', 'name')).toBe('x "y"');
    expect(parameterOf('a/b; name="x"; boundary=z', 'boundary')).toBe('z');
    expect(parameterOf('a/b', 'boundary')).toBeNull();
  });

  it('of a mail is told from the beginning of anything else', () => {
    expect(looksLikeMail(message('From: a@b.example', '', 'x'))).toBe(true);
    for (const other of ['{"from": "a"}', '<a>From: b</a>', 'From time to time', 'a: b\n\nFrom: c'])
      expect(looksLikeMail(Buffer.from(other)), other).toBe(other.startsWith('a: b'));
  });
});
