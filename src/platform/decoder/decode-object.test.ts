import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MIB, SECOND_MS } from '#core/units.ts';
import { aPicture, aPixelBomb, hostileCases } from '../../../test/support/hostile-images.ts';
import { randomFrom } from '../../../test/support/random.ts';
import { openDecoder } from './decode-object.ts';
import { LIMITS } from './limits.ts';
import { openSandbox, type SandboxKind } from './sandbox.ts';

// What is proved: files meet decoders only behind a wall, and nothing a file does there is felt here. More cases: npm run campaign:decoder

// A busy machine must not decide a test: only the tests of the clock itself use a short one.
const PATIENT = { wallMs: 120 * SECOND_MS };
const CASES = 30;
const program = (name: string) => new URL(`./test-programs/${name}.ts`, import.meta.url).pathname;
const sandbox = openSandbox();
const decoder = openDecoder({ sandbox, ...PATIENT });
const decode = (bytes: Buffer) => decoder.decodeObject(async () => Readable.from([bytes]));

describe(`pictures, behind the wall of this machine (${sandbox.kind})`, () => {
  test.each(['jpeg', 'png', 'webp', 'avif'] as const)(
    'a %s comes back as RGB with what it says of itself',
    async (format) => {
      const decoded = await decode(await aPicture(randomFrom(1), format, 64));
      if (!decoded.ok) throw new Error(decoded.refusal.kind);
      const { facts, pixels } = decoded.value;
      expect(facts).toMatchObject({ format: format === 'avif' ? 'heif' : format, width: 64, height: 64 });
      expect(pixels).toMatchObject({ width: 64, height: 64 });
      expect(pixels.rgb.length).toBe(64 * 64 * 3);
    },
  );

  test('a large picture comes back small, turned upright, with where and when it says it was taken', async () => {
    const bytes = await sharp({ create: { width: 1_200, height: 600, channels: 3, background: '#ff0000' } })
      .withExif({
        IFD0: { Make: 'Example', Model: 'Pattern 1' },
        IFD2: { DateTimeOriginal: '2026:11:01 10:00:00' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '45/1 30/1 0/1',
          GPSLongitudeRef: 'W',
          GPSLongitude: '73/1 30/1 0/1',
        },
      })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const decoded = await decode(bytes);
    if (!decoded.ok) throw new Error(decoded.refusal.kind);
    expect(decoded.value.facts).toMatchObject({
      ...{ width: 1_200, height: 600, orientation: 6 },
      exif: { make: 'Example', takenAt: '2026:11:01 10:00:00', latitude: 45.5, longitude: -73.5 },
    });
    expect(decoded.value.pixels).toMatchObject({ width: 256, height: 512 });
    expect([...decoded.value.pixels.rgb.subarray(0, 3)]).toEqual([254, 0, 0]);
  });

  test('grey and transparent pictures come back in three channels', async () => {
    const background = { r: 0, g: 0, b: 0, alpha: 0 };
    const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background } })
      .png()
      .toBuffer();
    const grey = await sharp(clear).flatten({ background: '#404040' }).greyscale().png().toBuffer();
    for (const [bytes, level] of [
      [clear, 128],
      [grey, 64],
    ] as const) {
      const decoded = await decode(bytes);
      if (!decoded.ok) throw new Error(decoded.refusal.kind);
      expect([...decoded.value.pixels.rgb.subarray(0, 3)]).toEqual([level, level, level]);
    }
  });

  test('animations, documents and drawings have no loader', async () => {
    const gif = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
      .gif()
      .toBuffer();
    const tiff = await sharp(gif).tiff().toBuffer();
    for (const bytes of [gif, tiff, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')])
      expect(await decode(bytes)).toEqual({ ok: false, refusal: { kind: 'not-an-image' } });
  });

  test('a picture that states more pixels than allowed is not begun', async () => {
    const refused = await decode(aPixelBomb(20_000, 20_000));
    expect(refused).toEqual({ ok: false, refusal: { kind: expect.stringMatching(/too-many-pixels|not-an-image/) } });
  });

  test('a file over the limit is not read to its end', async () => {
    let given = 0;
    async function* endless() {
      for (;;) {
        given += MIB;
        yield Buffer.alloc(MIB);
      }
    }
    const refused = await decoder.decodeObject(async () => Readable.from(endless()));
    expect(refused).toEqual({ ok: false, refusal: { kind: 'too-large' } });
    expect(given).toBeLessThan(LIMITS.inputBytes + 40 * MIB);
  });

  test('a source that fails is told, and its process ended', async () => {
    async function* failing() {
      yield Buffer.alloc(10);
      throw new Error('altered');
    }
    await expect(decoder.decodeObject(async () => Readable.from(failing()))).rejects.toThrow('altered');
  });
});

describe('a decoder that has been taken over', () => {
  const misbehaving = (wallMs: number) => openDecoder({ sandbox, program: program('misbehave'), wallMs });
  const told = (word: string, wallMs = PATIENT.wallMs) =>
    misbehaving(wallMs).decodeObject(async () => Readable.from([Buffer.from(word)]));

  test.each(['hang', 'spin'])('one that goes on for ever is ended by the clock: %s', async (word) => {
    const began = performance.now();
    expect(await told(word, 3 * SECOND_MS)).toEqual({ ok: false, refusal: { kind: 'too-slow' } });
    expect(performance.now() - began).toBeLessThan(LIMITS.wallMs);
  });

  test.each(['eat', 'flood', 'lie', 'die'])('one that does this is only a crash: %s', async (word) => {
    expect(await told(word)).toEqual({ ok: false, refusal: { kind: 'crashed' } });
  });
});

const isRoot = process.getuid?.() === 0;
const ALL = ['network', 'read', 'write', 'processes'];
/** What each wall holds back by itself, where a file has taken over native code and Node's own belt no longer counts. */
const HELD_BACK: Readonly<Record<SandboxKind, readonly string[]>> = {
  bubblewrap: ['network', 'read', 'write'],
  // The account of nobody is given by root only.
  namespaces: isRoot ? ['network', 'read', 'write'] : ['network'],
  limits: isRoot ? ['read', 'write'] : [],
  none: [],
};

describe.each(['bubblewrap', 'namespaces', 'limits'] as const)('the wall of kind %s', (kind) => {
  const wall = openSandbox(kind);
  let server: Server;
  let connections = 0;
  beforeAll(async () => {
    server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());

  test.for([true, false])('holds back what it says, with the belt of Node: %s', async (belt, { skip }) => {
    skip(wall.kind !== kind, `this machine cannot put up a wall of kind ${kind}`);
    const home = await mkdtemp(join(tmpdir(), 'vigie-wall-'));
    await chmod(home, 0o755);
    await writeFile(join(home, 'secret'), 'canary-file', { mode: 0o600 });
    process.env['VIGIE_CANARY'] = 'canary-environment';
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const before = connections;
    const hostile = program('escape');
    const bare = [...wall.wallFor(hostile), process.execPath, '--no-warnings', hostile];
    const [command = '', ...args] = belt ? wall.commandFor(hostile) : bare;
    const child = spawn(command, args, { env: {}, cwd: '/', stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin.end(JSON.stringify({ port, secretFile: join(home, 'secret'), newFile: join(home, 'new') }));
    const got = JSON.parse(await text(child.stdout)) as Record<string, string>;
    const held = belt ? new Set([...HELD_BACK[kind], 'read', 'write', 'processes']) : new Set(HELD_BACK[kind]);
    expect(got['environment']).not.toContain('canary');
    const refused = ALL.filter((name) => got[name]?.startsWith('refused'));
    expect(refused).toEqual(expect.arrayContaining([...held]));
    expect(connections - before).toBe(held.has('network') ? 0 : 1);
    if (held.has('write')) expect(await readdir(home)).toEqual(['secret']);
  });
});

test(`${CASES} hostile files: each is answered or refused, none gets out, the next picture is decoded as ever`, async () => {
  const before = new Set(await readdir(tmpdir()));
  const outcomes: string[] = [];
  const running: Promise<void>[] = [];
  for await (const { what, bytes } of hostileCases(7_400, CASES)) {
    running.push(
      decode(bytes).then((decoded) => {
        outcomes.push(decoded.ok ? 'decoded' : decoded.refusal.kind);
        if (decoded.ok && decoded.value.pixels.rgb.length > LIMITS.side ** 2 * 3) throw new Error(what);
      }),
    );
    if (running.length % 4 === 0) await Promise.all(running);
  }
  await Promise.all(running);
  expect(outcomes).toHaveLength(CASES);
  expect(outcomes).not.toContain('too-slow');
  // The corpus must reach both sides of the door, or its zero means nothing.
  expect(outcomes.filter((one) => one === 'decoded').length).toBeGreaterThan(0);
  expect(outcomes.filter((one) => one === 'broken').length).toBeGreaterThan(0);
  const left = (await readdir(tmpdir())).filter((name) => !before.has(name) && /vips|sharp|magick/.test(name));
  expect(left).toEqual([]);
  expect(await decode(await aPicture(randomFrom(2), 'png'))).toMatchObject({ ok: true });
}, 300_000);
