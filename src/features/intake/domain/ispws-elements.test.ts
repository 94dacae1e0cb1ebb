import { expect, it } from 'vitest';
import { elementRule } from './ispws-elements.ts';

it('knows the children of a report, and takes an element it does not list as plain text', () => {
  expect(elementRule('report')).not.toEqual(elementRule('noSuchElement'));
  expect(elementRule('fileDetails')).not.toEqual(elementRule('noSuchElement'));
});
