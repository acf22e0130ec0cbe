/**
 * Prometheus' text format, version 0.0.4:
 * https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */

export const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8'

export interface Sample {
  labels?: Readonly<Record<string, string>>
  value: number
}

/** All samples of one name. */
export interface MetricFamily {
  name: string
  type: 'counter' | 'gauge'
  help: string
  samples: readonly Sample[]
}

const escapedHelp = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
const escapedLabel = (text: string) => escapedHelp(text).replaceAll('"', '\\"')

function sample(name: string, { labels = {}, value }: Sample): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapedLabel(text)}"`)
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}\n`
}

/** A family without samples is left out: nothing is known of it. */
export function prometheusText(families: readonly MetricFamily[]): string {
  return families
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, type, help, samples }) =>
      [
        `# HELP ${name} ${escapedHelp(help)}\n`,
        `# TYPE ${name} ${type}\n`,
        ...samples.map((one) => sample(name, one)),
      ].join(''),
    )
    .join('')
}
