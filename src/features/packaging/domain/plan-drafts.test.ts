import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type KnownPackage, planDrafts, type RoutedReport } from './plan-drafts.ts';

const route = (reportId: number, fields: Partial<RoutedReport> = {}): RoutedReport => ({
  reportId,
  agency: 'QC-SPL',
  role: 'reported-place',
  subjectId: null,
  ...fields,
});
const known = (fields: Partial<KnownPackage> = {}): KnownPackage => ({
  packageId: 50,
  agency: 'QC-SPL',
  role: 'reported-place',
  subjectId: 9,
  isOpenDraft: true,
  members: [],
  ...fields,
});

test('reports of one subject for one service go into one package', () => {
  const [plan, ...others] = planDrafts([route(1, { subjectId: 9 }), route(2, { subjectId: 9 })], []);
  expect(others).toEqual([]);
  expect(plan?.members.map((member) => member.reportId)).toEqual([1, 2]);
});

test('reports without a subject stand alone', () => {
  expect(planDrafts([route(1), route(2)], [])).toHaveLength(2);
});

test('a report joins the open draft of its subject, service and role', () => {
  expect(planDrafts([route(3, { subjectId: 9 })], [known()])).toMatchObject([{ packageId: 50 }]);
  for (const other of [{ isOpenDraft: false }, { role: 'victim-place' }, { agency: 'ON-OPP' }, { subjectId: 8 }]) {
    expect(planDrafts([route(3, { subjectId: 9 })], [known(other)])).toMatchObject([{ packageId: null }]);
  }
});

test('a report already in a package of the same service and role stays where it is', () => {
  const members = [{ reportId: 3, lead: true }];
  expect(planDrafts([route(3)], [known({ subjectId: null, isOpenDraft: false, members })])).toEqual([]);
});

test('the package at the reported person’s place leads, the child’s place follows', () => {
  const plans = planDrafts([route(1, { role: 'victim-place', agency: 'ON-OPP' }), route(1)], []);
  expect(plans.find((plan) => plan.role === 'reported-place')?.members).toEqual([{ reportId: 1, lead: true }]);
  expect(plans.find((plan) => plan.role === 'victim-place')?.members).toEqual([{ reportId: 1, lead: false }]);
});

test('whatever the routes, each report leads once and planning again plans nothing', () => {
  const routes = fc.uniqueArray(
    fc.record({
      reportId: fc.integer({ min: 1, max: 6 }),
      agency: fc.constantFrom('QC-SPL', 'ON-OPP'),
      role: fc.constantFrom('reported-place', 'victim-place'),
      subjectId: fc.constantFrom(null, 7),
    }),
    { selector: (one) => `${one.reportId}/${one.role}` },
  );
  fc.assert(
    fc.property(routes, (routed) => {
      const plans = planDrafts(routed, []);
      const leads = plans.flatMap((plan) => plan.members.filter((member) => member.lead)).map((one) => one.reportId);
      expect([...leads].sort()).toEqual([...new Set(routed.map((one) => one.reportId))].sort());
      const made = plans.map((plan, index): KnownPackage => ({ ...plan, packageId: index + 1, isOpenDraft: true }));
      expect(planDrafts(routed, made)).toEqual([]);
    }),
  );
});
