/** Every bar of the benches, one line each with its source. Absolute bars hold on two cores. */
export const TARGETS = {
  /** Issue 2: bulk import end to end at 100 k stored reports, two cores. */
  pipelineAt100k: '>= 1000',
  /** Issue 2: cost per report at 100 k stored against 1 k. */
  pipelineGrowth: '<= 1.3',
  /** Issue 4 and kernels page, C1: a full receipt of JSON against a raw COPY of the same documents into jsonb with a primary key. */
  intakeShareOfCopy: '>= 0.3',
  /** Issue 4: XML against JSON. */
  intakeXmlToJson: '>= 0.5',
  /** Issue 4: single durable submissions over HTTP, two cores. */
  singleSubmissions: '>= 400',
  /** Issue 4: the slowest hundredth of them, ms. */
  singleSubmissionP99: '<= 250',
  /** Ideas page, section 7: queue page, any filter, p95 in ms (its size there: 1 M; here 100 k). */
  queuePageP95: '<= 25',
} as const;
