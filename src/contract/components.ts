import { EntryPatch } from '../domain/entry-patch.ts'
import { Gazetteer } from '../domain/gazetteer.ts'
import { Licence } from '../domain/licence.ts'
import { Newsroom } from '../domain/newsroom.ts'
import { OwnEntry } from '../domain/own-entry.ts'
import { Question } from '../domain/question.ts'
import { SourceFile, SourcePatch } from '../domain/source-file.ts'
import { Condition } from '../domain/topic-condition.ts'
import { TermGroup } from '../domain/topic-terms.ts'
import { ShownEntry } from './entries.ts'
import { Evidence, TopicMatch } from './evidence.ts'
import { JsonFeed, Preview } from './json-feed.ts'
import { Fault, Problem } from './problem.ts'
import { PollReport, ShownSource } from './sources.ts'
import { DryRun, ShownTopic, TopicBody } from './topics.ts'

/** Schemas with a name of their own in the description; all others are written where they are used. */
export const COMPONENTS = {
  /** What is sent. */
  bodies: {
    SourceSettings: SourceFile,
    SourcePatch,
    TopicDefinition: TopicBody,
    Condition,
    TermGroup,
    Gazetteer,
    EntryPatch,
    OwnEntry,
    Question,
    Newsroom,
    Licence,
  },
  /** What is answered. */
  answers: {
    Source: ShownSource,
    PollReport,
    Topic: ShownTopic,
    DryRun,
    Entry: ShownEntry,
    Evidence,
    TopicMatch,
    JsonFeed,
    Preview,
    Fault,
    Problem,
  },
}
