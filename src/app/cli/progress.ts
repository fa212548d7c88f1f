import { SingleBar } from 'cli-progress'
import type { Io } from './io'

const patience = 1000

/** Shows how far a command is, on a terminal, once it has taken a second or is about to. */
export interface Progress {
  /** Begins the next step; `long` says that it will take a second or more. */
  step(name: string, long?: boolean): Promise<void>
  stop(): void
}

/** A bar of so many steps on stderr. Nothing is shown off a terminal, nor before a second has gone by. */
export const progressOf = (io: Io, steps: number, now: () => number = Date.now): Progress => {
  const start = now()
  let bar: SingleBar | undefined
  let done = -1
  return {
    async step(name, long = false) {
      done += 1
      if (!io.stderr.isTTY) return
      if (!bar && (long || now() - start >= patience)) {
        bar = new SingleBar({
          stream: io.stderr as unknown as NodeJS.WritableStream,
          format: '{bar} {value}/{total} {name}',
          barCompleteChar: '█',
          barIncompleteChar: '░',
          barsize: 20,
          hideCursor: true,
          clearOnComplete: true,
          stopOnComplete: false,
        })
        bar.start(steps, done, { name })
      } else {
        bar?.update(done, { name })
      }
      // a computation holds the thread: the terminal gets its turn before
      if (bar) await new Promise((resolve) => setImmediate(resolve))
    },
    stop() {
      bar?.update(steps)
      bar?.stop()
      bar = undefined
    },
  }
}
