import { expect, it } from 'vitest';
import { aTriagedFile, triageFacts } from '../testing.ts';
import { meetCondition } from './meet-condition.ts';

it('meets a condition by the fields that hold it, and says which', () => {
  const facts = triageFacts({ annotations: ['sextortion'] });
  expect(meetCondition({ kind: 'report-annotation', names: ['sextortion'] }, facts)).not.toBeNull();
  expect(meetCondition({ kind: 'report-annotation', names: ['spam'] }, facts)).toBeNull();
});

it('asks any file, or every file, as the rule says', () => {
  const marked = aTriagedFile({ annotations: ['viral'] });
  const facts = triageFacts({ files: [marked, aTriagedFile({ annotations: [] })] });
  expect(meetCondition({ kind: 'file-annotation', names: ['viral'], of: 'any' }, facts)).not.toBeNull();
  expect(meetCondition({ kind: 'file-annotation', names: ['viral'], of: 'every' }, facts)).toBeNull();
});

it('knows the source of a report', () => {
  expect(meetCondition({ kind: 'source', names: ['ncmec'] }, triageFacts({ source: 'provider' }))).toBeNull();
});
