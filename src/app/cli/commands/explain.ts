import { explainHtml, explainText, explainTree, restore, type Step } from '../../../uses/exact'
import { colorsFor, plain, say, sayJson } from '../io'
import { readStored, verifyStored, withStored } from '../stored'
import { type AddCommand, jsonOption } from './command'

type StepJson = Omit<Step, 'of'> & { readonly of?: readonly StepJson[]; readonly seeAbove?: true }

/** The tree as JSON: a step that stands in several places is written out once, so that it does not grow without end. */
const treeJson = (tree: readonly Step[]): StepJson[] => {
  const seen = new Set<Step>()
  const write = (step: Step): StepJson => {
    const { of, ...own } = step
    if (of.length === 0) return own
    if (seen.has(step)) return { ...own, seeAbove: true }
    seen.add(step)
    return { ...own, of: of.map(write) }
  }
  return tree.map(write)
}

export const addExplain: AddCommand = (program, io) => {
  program
    .command('explain')
    .description('show how a stored result was computed: every step with value, unit, equation, source and factor')
    .argument('<RESULT>', 'result.json of a run, or what `evaluate --json` wrote; - for standard input')
    .option(...jsonOption)
    .option('--html', 'write HTML instead of text')
    .action(async (file: string, { json, html }: { json?: boolean; html?: boolean }) => {
      const stored = await readStored(file, io)
      const { ok } = verifyStored(stored)
      if (!ok)
        say(
          io.stderr,
          colorsFor(io.stderr, io.env).yellow(
            `${stored.name} does not verify: figures were changed. \`citymrv verify\` names them.`,
          ),
        )
      const [tree, page] = withStored(
        stored,
        () => [explainTree(restore(stored.evaluation)), html ? explainHtml(restore(stored.evaluation)) : ''] as const,
      )
      const { method, digest } = stored.evaluation
      if (json) return sayJson(io.stdout, { method, digest, steps: treeJson(tree), ...(html ? { html: page } : {}) })
      say(io.stdout, html ? page : explainText(tree).split('\n').map(plain).join('\n'))
    })
}
