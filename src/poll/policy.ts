/** The numbers that decide when a source is polled again; `config.ts` gives each with its reason. */
export interface PollPolicy {
  /** Between two polls when neither the publisher nor its entries say anything. */
  usualSeconds: number
  /** Never more often than this, whatever the publisher allows. */
  minSeconds: number
  /** Never less often than this while the source answers. */
  maxSeconds: number
  /** The ceiling of the back-off: a dead source is tried again once in this time. */
  deadSeconds: number
  /** The part of a wait that chance may add to it, and the most it may add. */
  jitterShare: number
  maxJitterSeconds: number
}
