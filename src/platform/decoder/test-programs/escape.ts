/**
 * Stands in for a decoder that a hostile file has taken over: tries to get out in every way it knows and answers, as JSON on
 * stdout, what it got. `PORT` and the paths come on stdin.
 */
import { connect } from 'node:net';
import process from 'node:process';

const attempts: Record<string, string> = {};

async function attempt(name: string, act: () => Promise<string>): Promise<void> {
  attempts[name] = await act().catch((error: unknown) => `refused: ${error instanceof Error ? error.message : ''}`);
}

let text = '';
for await (const part of process.stdin) text += part;
const { port, secretFile, newFile } = JSON.parse(text) as { port: number; secretFile: string; newFile: string };

await attempt('environment', async () => JSON.stringify(process.env));
await attempt('network', () => {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve('connected'));
    socket.on('error', reject);
  });
});
await attempt('read', async () => (await import('node:fs')).readFileSync(secretFile, 'utf8'));
await attempt('write', async () => {
  (await import('node:fs')).writeFileSync(newFile, 'x');
  return 'written';
});
await attempt('processes', async () => (await import('node:child_process')).execFileSync('/usr/bin/id').toString());
process.stdout.write(JSON.stringify(attempts));
