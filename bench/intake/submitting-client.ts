import { Agent, request } from 'node:http';
import { simulateIncidents } from '#entrypoints/demo/simulate.ts';
import { writeIspwsReport } from '#entrypoints/demo/write-ispws.ts';
import { quantile } from '../support/figure.ts';

// A program that submits reports one by one, 32 at a time, and prints how many a second were acknowledged and the slowest hundredth:
// node bench/intake/submitting-client.ts <base url> <user:password> <seed>

const AT_ONCE = 32;
const REPORTS = 3_000;

const [baseUrl = '', login = '', seed = '1'] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
const reports = Array.from(simulateIncidents(REPORTS, Number(seed)), writeIspwsReport);
const waited: number[] = [];

const start = performance.now();
await Promise.all(Array.from({ length: AT_ONCE }, submitAll));
const seconds = (performance.now() - start) / 1_000;
process.stdout.write(JSON.stringify({ perSecond: REPORTS / seconds, p99: quantile(waited, 0.99) }));
agent.destroy();

async function submitAll(): Promise<void> {
  for (let report = reports.pop(); report !== undefined; report = reports.pop()) {
    const begun = performance.now();
    const answer = await submit(report);
    waited.push(performance.now() - begun);
    if (!answer.includes('<responseCode>0</responseCode>')) throw new Error(`Not acknowledged: ${answer}`);
  }
}

function submit(body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'text/xml; charset=utf-8', 'content-length': Buffer.byteLength(body) };
    const sent = request(`${baseUrl}/ispws/submit`, { method: 'POST', agent, auth: login, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve(text)).on('error', reject);
    });
    sent.on('error', reject).end(body);
  });
}
