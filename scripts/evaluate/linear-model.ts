import { tokenize } from '../../src/classify/tokens.ts'

/** How much a word or a pair of words speaks for a topic; below zero, against it. */
export interface LinearModel {
  bias: number
  weights: ReadonlyMap<string, number>
}

const ROUNDS = 10
const RATE = 0.5

/** Words and pairs of a text, those of its title once more by themselves. */
export function featuresOf({ title, content }: { title: string; content: string }): string[] {
  const words = (text: string) => tokenize(text).map(({ key }) => key)
  const pairs = (keys: string[]) => keys.slice(1).map((key, i) => `${keys[i]} ${key}`)
  const [inTitle, all] = [words(title), words(`${title}\n\n${content}`)]
  return [...new Set([...all, ...pairs(all), ...inTitle.map((key) => `title: ${key}`)])]
}

/** Above zero: yes. Long texts have more features, so each counts for less. */
export const judge = ({ bias, weights }: LinearModel, features: readonly string[]): number =>
  features.reduce((sum, feature) => sum + (weights.get(feature) ?? 0), 0) /
    Math.sqrt(features.length || 1) +
  bias

/** A text whose label is known; `prior` is what was known of it before its words were looked at. */
export interface Example {
  features: readonly string[]
  label: boolean
  prior: number
}

/**
 * A logistic regression by gradient descent with a rate of its own for each feature (AdaGrad), so that
 * rare words learn fast and frequent ones calm down. In the order given: the same each time.
 */
export function train(examples: readonly Example[]): LinearModel {
  const weights = new Map<string, number>()
  const squares = new Map<string, number>()
  const model = { bias: 0, weights }
  const learn = (feature: string, gradient: number) => {
    const square = (squares.get(feature) ?? 0) + gradient * gradient
    squares.set(feature, square)
    return (RATE * gradient) / Math.sqrt(square + 1e-8)
  }
  for (let round = 0; round < ROUNDS; round += 1)
    for (const { features, label, prior } of examples) {
      const error = (label ? 1 : 0) - 1 / (1 + Math.exp(-judge(model, features) - prior))
      const gradient = error / Math.sqrt(features.length || 1)
      for (const feature of features)
        weights.set(feature, (weights.get(feature) ?? 0) + learn(feature, gradient))
      model.bias += learn('', error)
    }
  return model
}

/** What a model goes by most, for a person to judge it. */
export const heaviest = ({ weights }: LinearModel, count: number): string[] =>
  [...weights]
    .toSorted((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    .slice(0, count)
    .map(([feature, weight]) => `${feature} ${weight.toFixed(1)}`)
