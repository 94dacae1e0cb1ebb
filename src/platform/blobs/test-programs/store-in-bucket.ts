/**
 * Run by a test in a process of its own: stores `MEBIBYTES` of a generated pattern in the bucket at `ENDPOINT` and prints, as
 * JSON, by how much memory grew at most.
 */
import { KIB, MIB } from '#core/units.ts';
import { openS3Store } from '../s3-store.ts';

const [endpoint = '', mebibytes = '1'] = process.argv.slice(2);

const blobs = await openS3Store({ endpoint, bucket: 'evidence', prefix: '', region: 'ca-central-1' });
// One piece for all: what grows is the store's, not this program's.
const piece = Buffer.alloc(64 * KIB, 'neutral pattern ');
// A first upload in parts loads code and fills the pools of the sockets; what is measured after it is the bytes.
await upload('aa', 32);
const before = process.memoryUsage.rss();
let highest = before;
const look = () => {
  highest = Math.max(highest, process.memoryUsage.rss());
};
await upload('ab', Number(mebibytes), look);
look();
console.log(JSON.stringify({ grownBytes: highest - before }));

async function upload(name: string, mebibytes: number, after = () => {}): Promise<void> {
  const draft = await blobs.draft(name.repeat(32));
  for (let sent = 0; sent < mebibytes * MIB; sent += piece.length) {
    await draft.append(piece);
    after();
  }
  await draft.keep();
}
