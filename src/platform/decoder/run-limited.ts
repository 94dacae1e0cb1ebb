import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** What one run of a limited process may take and give. */
export interface RunBounds {
  readonly wallMs: number;
  readonly inputBytes: number;
  readonly answerBytes: number;
}

/**
 * Starts a command behind its wall, feeds it the source and gives what it answered. `too-large`, `too-slow`: over a bound. `crashed`: it
 * died, or answered too much. An exception of the source passes through; nothing the process started outlives it.
 */
export async function runLimited(
  [command, ...args]: readonly [string, ...string[]],
  source: Readable,
  bounds: RunBounds,
): Promise<Buffer | 'too-large' | 'too-slow' | 'crashed'> {
  const child = spawn(command, args, { env: {}, cwd: '/', stdio: ['pipe', 'pipe', 'ignore'], detached: true });
  const answered = answerOf(child, bounds);
  const fed = await feed(child, source, bounds.inputBytes);
  if (fed !== 'fed') endAll(child);
  const answer = await answered;
  return fed === 'too-large' ? fed : answer;
}

/** The child's whole group: a wall is itself a process. */
function endAll(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

function answerOf(child: ChildProcess, bounds: RunBounds): Promise<Buffer | 'too-slow' | 'crashed'> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      endAll(child);
    }, bounds.wallMs);
    child.stdout?.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > bounds.answerBytes) endAll(child);
      else parts.push(part);
    });
    child.on('error', () => resolve('crashed'));
    child.on('close', (status) => {
      clearTimeout(timer);
      // Nothing it started outlives it.
      endAll(child);
      if (late) resolve('too-slow');
      else resolve(status === 0 && bytes <= bounds.answerBytes ? Buffer.concat(parts) : 'crashed');
    });
  });
}

/** Writes the source into the child; a child that stops reading is told by its end, not here. */
async function feed(child: ChildProcess, source: Readable, most: number): Promise<'fed' | 'too-large' | 'gone'> {
  const { stdin } = child;
  if (!stdin) return 'gone';
  let gone = false;
  const closed = new Promise<void>((resolve) => {
    const end = () => {
      gone = true;
      resolve();
    };
    stdin.on('error', end);
    stdin.on('close', end);
    child.on('close', end);
  });
  let bytes = 0;
  try {
    for await (const part of source) {
      bytes += (part as Buffer).length;
      if (bytes > most) return 'too-large';
      if (gone) return 'gone';
      if (!stdin.write(part)) await Promise.race([new Promise((resolve) => stdin.once('drain', resolve)), closed]);
    }
    stdin.end();
    return 'fed';
  } catch (error) {
    endAll(child);
    throw error;
  }
}
