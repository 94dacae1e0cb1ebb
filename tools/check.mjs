import { runStages } from './run-stages.mjs';

// `npm run check`: the gate on what is installed already.
await runStages();
