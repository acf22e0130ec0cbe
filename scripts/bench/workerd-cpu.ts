import { readdirSync, readFileSync } from 'node:fs'

/** USER_HZ: fixed at 100 in what Linux tells of a process (proc_pid_stat(5)). */
const TICKS_PER_SECOND = 100

/** Fields 14 and 15 of /proc/[pid]/stat, counted after the name in brackets, which may hold anything. */
function ticksOf(pid: string): { parent: number; ticks: number; name: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]), name }
  } catch {
    return undefined
  }
}

/** Processor time so far of the workerd that this process started. Linux only. */
export function workerdCpuSeconds(): number {
  return (
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(ticksOf)
      .filter((process_) => process_?.parent === process.pid && process_.name.startsWith('workerd'))
      .reduce((sum, process_) => sum + (process_?.ticks ?? 0), 0) / TICKS_PER_SECOND
  )
}
