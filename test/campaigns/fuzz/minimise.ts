/** Takes out what is not needed for a failure: header lines first, then ever smaller pieces of the body, its length corrected. */
export async function minimise(bytes: Buffer, fails: (bytes: Buffer) => Promise<boolean>): Promise<Buffer> {
  if (!(await fails(bytes))) return bytes;
  return withoutBody(await withoutLines(bytes, fails), fails);
}

async function withoutLines(bytes: Buffer, fails: (bytes: Buffer) => Promise<boolean>): Promise<Buffer> {
  let { lines, body } = taken(bytes);
  for (let at = lines.length - 1; at > 0; at -= 1) {
    const fewer = lines.filter((_line, index) => index !== at);
    if (await fails(joined(fewer, body))) lines = fewer;
  }
  return joined(lines, body);
}

async function withoutBody(bytes: Buffer, fails: (bytes: Buffer) => Promise<boolean>): Promise<Buffer> {
  const { lines } = taken(bytes);
  let { body } = taken(bytes);
  for (let size = body.length >> 1; size > 0; size >>= 1) {
    for (let at = 0; at + size <= body.length; ) {
      const shorter = Buffer.concat([body.subarray(0, at), body.subarray(at + size)]);
      if (await fails(joined(lines, shorter))) body = shorter;
      else at += size;
    }
  }
  return joined(lines, body);
}

function taken(bytes: Buffer): { lines: readonly string[]; body: Buffer } {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return { lines: [bytes.toString('latin1')], body: Buffer.alloc(0) };
  return { lines: bytes.subarray(0, end).toString('latin1').split('\r\n'), body: bytes.subarray(end + 4) };
}

function joined(lines: readonly string[], body: Buffer): Buffer {
  const corrected = lines.map((line) => (/^content-length:/i.test(line) ? `content-length: ${body.length}` : line));
  return Buffer.concat([Buffer.from(`${corrected.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}
