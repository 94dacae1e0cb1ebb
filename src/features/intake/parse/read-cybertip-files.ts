import type { SubmittedFileDetails, SubmittedIdentifier } from '../types.ts';
import { flagOf, type JsonNode, listOf, member, textOf } from './json-node.ts';
import { readCaptures } from './read-cybertip-persons.ts';
import { writtenTime } from './written-time.ts';

/** What a CyberTip tells of one file; its bytes come beside, or never. */
export function readFile(node: JsonNode, at: number): SubmittedFileDetails {
  const md5 = textOf(member(node, 'verificationHash'));
  const metadata = listOf(member(node, 'espMetadata', 'metadatas')).map((item) => ({
    type: null,
    name: textOf(member(item, 'name')) ?? '',
    value: textOf(member(item, 'value')) ?? '',
  }));
  const captures = readCaptures(
    member(node, 'sourceInformation'),
    `reportedInformation.uploadedFiles.uploadedFiles[${at}].sourceInformation`,
  );
  const tags = listOf(member(node, 'ncmecTags', 'groups')).flatMap((group) =>
    listOf(member(group, 'tags')).map((tag) => textOf(member(tag, 'value'))),
  );
  return {
    originalName: textOf(member(node, 'originalFilename')) ?? textOf(member(node, 'filename')),
    givenName: textOf(member(node, 'filename')),
    viewedByEsp: flagOf(member(node, 'viewedByEsp')),
    exifViewedByEsp: null,
    publiclyAvailable: flagOf(member(node, 'publiclyAvailable')),
    relevance: textOf(member(node, 'fileRelevance')),
    industryClassification: textOf(member(node, 'industryClassification')),
    annotations: tags.flatMap((tag) => (tag === null ? [] : [ANNOTATION_OF_TAG[tag.toLowerCase()] ?? tag])),
    claimedHashes: md5 === null ? [] : [{ type: 'MD5', value: md5 }],
    ...uploadTime(captures, metadata),
    location: null,
    metadata,
    identifiers: captures,
    notes: listOf(member(node, 'additionalInformations')).flatMap((item) => textOf(member(item, 'value')) ?? []),
  };
}

const ANNOTATION_OF_TAG: Readonly<Record<string, string>> = {
  'potential meme': 'potentialMeme',
  viral: 'viral',
  'generative ai': 'generativeAi',
  'possible self-production': 'possibleSelfProduction',
  'live streaming': 'liveStreaming',
};

/** The time of upload stands in different places: an address captured at the upload, the provider's metadata, else the first capture. */
function uploadTime(
  captures: readonly SubmittedIdentifier[],
  metadata: SubmittedFileDetails['metadata'],
): Pick<SubmittedFileDetails, 'uploadedAt' | 'uploadedAtFrom'> {
  const atUpload = captures.find((capture) => /upload/i.test(capture.event ?? '') && capture.observed)?.observed;
  if (atUpload) return { uploadedAt: atUpload, uploadedAtFrom: 'upload-event' };
  const told = metadata.find((item) => /upload date and time/i.test(item.name));
  if (told) return { uploadedAt: writtenTime(told.value), uploadedAtFrom: 'esp-metadata' };
  const first = captures.find((capture) => capture.observed)?.observed ?? null;
  return { uploadedAt: first, uploadedAtFrom: first ? 'source-capture' : null };
}
