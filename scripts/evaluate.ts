import { evaluateDuplicates } from './evaluate/duplicates.ts'
import { evaluateTopics } from './evaluate/topics.ts'
import { command } from './refusals.ts'

/**
 * `npm run evaluate [-- labelled.csv]`: how good the topics of `data/` are on texts that others have
 * labelled, and how well one story is told once.
 */
await command(async () => {
  await evaluateTopics(process.argv[2])
  evaluateDuplicates()
})
