import * as v from 'valibot'

/**
 * A column that holds JSON we wrote ourselves. That it is an object or a list is checked; what is
 * in it was proven when it was written, and a migration changes it when its shape changes.
 */
export function jsonColumn<T extends object>() {
  return v.pipe(
    v.string(),
    v.parseJson(),
    v.custom<T>((value) => typeof value === 'object' && value !== null),
  )
}
