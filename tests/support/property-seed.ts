import fc from 'fast-check'

/**
 * In continuous integration every run draws the same cases, so that a red one is about the change.
 * Everywhere else they are drawn by chance, and sooner or later find what nobody thought of.
 */
if (process.env['CI']) fc.configureGlobal({ seed: 20_261_122 })
