import { readFileSync } from 'node:fs'

const EVERY_MS = 250

/**
 * `npm run` puts a shell between npm and us that dies of a signal without passing it on. So when npm or that shell is gone,
 * we end as if the signal had come to us; otherwise stopping npm would leave the app or the bank running.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return
  const start = lineage()
  const timer = setInterval(() => {
    if (lineage() === start) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, EVERY_MS)
  timer.unref()
}

/** Our parent (the shell) and, where Linux tells, its parent (npm). */
function lineage() {
  const shell = process.ppid
  if (process.platform !== 'linux') return String(shell)
  try {
    const stat = readFileSync(`/proc/${shell}/stat`, 'utf8')
    // The name in parentheses may hold spaces; the parent's id is the second field after it.
    return `${shell} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`
  } catch {
    return String(shell)
  }
}
