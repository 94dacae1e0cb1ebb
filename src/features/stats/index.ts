export { statsRoutes } from './http.ts';
export { baselineActs, baselineRoutes } from './http-baselines.ts';
export { reconcileLedger } from './jobs.ts';
export { type FiguresRequest, type LedgerFigures, ledgerFigures, type YearFigures } from './queries/ledger-figures.ts';
