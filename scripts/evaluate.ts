import { evaluateTopics } from './evaluate/topics.ts'
import { command } from './refusals.ts'

/** `npm run evaluate [-- labelled.csv]`: how good the topics of `data/` are on texts that others have labelled. */
await command(() => evaluateTopics(process.argv[2]))
