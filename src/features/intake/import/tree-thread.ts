import { parentPort, workerData } from 'node:worker_threads';
import { readTree, type TreeDocument } from './read-tree.ts';

// The other side of read-tree-in-thread.ts: reads the one document it was started with. Its bytes are not sent back.
const document = workerData as TreeDocument & { readonly bytes: Uint8Array };
const bytes = Buffer.from(document.bytes.buffer, document.bytes.byteOffset, document.bytes.byteLength);
const records = readTree({ ...document, bytes });
parentPort?.postMessage(records.map((record) => (record.bytes === bytes ? { ...record, bytes: null } : record)));
