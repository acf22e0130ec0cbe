/** RFC 4287 §3.2, a Person construct; at least one member is present. */
export interface Person {
  name?: string
  email?: string
  url?: string
}
