export { statsRoutes } from './http.ts';
export { reconcileLedger } from './jobs.ts';
export { type FiguresRequest, type LedgerFigures, ledgerFigures } from './queries/ledger-figures.ts';
