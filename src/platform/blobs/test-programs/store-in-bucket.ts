/**
 * Run by a test in a process of its own: stores `MEBIBYTES` of a generated pattern in the bucket at `ENDPOINT` and prints, as
 * JSON, by how much memory grew at most.
 */
import { KIB, MIB } from '#core/units.ts';
import { openS3Store } from '../s3-store.ts';

const [endpoint = '', mebibytes = '1'] = process.argv.slice(2);

const blobs = await openS3Store({ endpoint, bucket: 'evidence', prefix: '', region: 'ca-central-1' });
// The first upload loads code; what is measured is the bytes.
await (await blobs.draft('aa'.repeat(32))).keep();
const before = process.memoryUsage.rss();
let highest = before;
const look = () => {
  highest = Math.max(highest, process.memoryUsage.rss());
};
// One piece for all: what grows is the store's, not this program's.
const piece = Buffer.alloc(64 * KIB, 'neutral pattern ');
const draft = await blobs.draft('ab'.repeat(32));
for (let sent = 0; sent < Number(mebibytes) * MIB; sent += piece.length) {
  await draft.append(piece);
  look();
}
await draft.keep();
look();
console.log(JSON.stringify({ grownBytes: highest - before }));
