/** A document as it was written, kept so that it can be served again. */
export interface StoredCopy {
  /** The versions it was made from; see `NewsroomStore.versions`. */
  madeFrom: string
  /** Its validators: RFC 9110 §8.8. */
  etag: string
  /** RFC 3339. */
  lastModified: string
  /** What else is told with it, whoever asks and whenever: its type, its links. */
  headers: Record<string, string>
  body: Uint8Array<ArrayBuffer>
}

export interface CopyStore {
  /** The copy under this address: the one made from these versions if it is at hand, else any. */
  find(address: string, madeFrom: string | undefined): Promise<StoredCopy | undefined>
  /** Keeps it in place of what was there; a cache may lose it any time, and no later than then. */
  keep(address: string, copy: StoredCopy, seconds: number): Promise<void>
}
