import { expect, it } from 'vitest';
import { type BaselineFigure, contentOf, figureOf, targetOf } from './baseline.ts';

const figure: BaselineFigure = {
  year: 2019,
  source: null,
  measure: 'received',
  value: 102_927,
  provenance: 'Departmental results, page 12',
  documentSha256: 'a'.repeat(64),
  replaces: null,
};

it('reads back exactly the figure that two persons looked at', () => {
  for (const one of [figure, { ...figure, source: 'ncmec' as const, replaces: 4 }])
    expect(figureOf(contentOf(one))).toEqual(one);
});

it('takes no content that is not a figure', () => {
  expect(figureOf({ ...contentOf(figure), measure: 'arrests' })).toBeNull();
  expect(figureOf({ ...contentOf(figure), source: 'nobody' })).toBeNull();
  expect(figureOf({ ...contentOf(figure), value: '1' })).toBeNull();
});

it('names what a figure is about by its year, its measure and its source', () => {
  expect(targetOf(figure)).toBe('2019/received/all');
});
