import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../package/files'

/** A fenced block of a page: its language, the words after it, and its text. */
export interface Block {
  readonly page: string
  readonly line: number
  readonly language: string
  readonly words: readonly string[]
  readonly text: string
  /** The block right below, with nothing between. */
  readonly next?: Block
}

export interface Page {
  readonly path: string
  readonly blocks: readonly Block[]
  /** Lines outside of blocks, with their number. */
  readonly prose: readonly { readonly line: number; readonly text: string }[]
}

const folder = (path: string): string[] =>
  readdirSync(join(root, path))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${path}/${name}`)

const examples = readdirSync(join(root, 'examples')).map((name) => `examples/${name}/README.md`)

/** The pages that people write; docs/reference is generated. */
const paths = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...folder('docs'), ...folder('docs/guide'), ...examples]

/** Reads the blocks and the prose of a page. A block that is never closed is an error. */
export const readPage = (path: string, text: string): Page => {
  const blocks: Block[] = []
  const prose: { line: number; text: string }[] = []
  const lines = text.split('\n')
  let open: { line: number; language: string; words: string[]; text: string[] } | undefined
  let between = true
  for (const [index, line] of lines.entries()) {
    const fence = /^```(.*)$/.exec(line)
    if (!fence && open) open.text.push(line)
    else if (!fence) {
      prose.push({ line: index + 1, text: line })
      if (line.trim() !== '') between = true
    } else if (open) {
      const block: Block = {
        page: path,
        line: open.line,
        language: open.language,
        words: open.words,
        text: open.text.join('\n'),
      }
      const before = blocks.at(-1)
      if (before && !between) blocks[blocks.length - 1] = { ...before, next: block }
      blocks.push(block)
      open = undefined
      between = false
    } else {
      const [language = '', ...words] = (fence[1] as string).split(' ')
      open = { line: index + 1, language, words, text: [] }
    }
  }
  if (open) throw new Error(`${path}:${open.line}: the block is not closed`)
  return { path, blocks, prose }
}

export const pages: readonly Page[] = paths.map((path) => readPage(path, readFileSync(join(root, path), 'utf8')))

export const allBlocks: readonly Block[] = pages.flatMap(({ blocks }) => blocks)

/** `file=src/a.ts` → `src/a.ts`. */
export const wordOf = (block: Block, name: string): string | undefined =>
  block.words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1)

export const placeOf = ({ page, line }: Block): string => `${page}:${line}`

/**
 * What an example says that it prints: the text block right below, else the comments behind its console.log lines.
 */
export const printedOf = (block: Block): readonly string[] => {
  if (block.next?.language === 'text') return block.next.text.split('\n')
  return block.text.split('\n').flatMap((line) => /^\s*console\.log\(.*\) \/\/ (.*)$/.exec(line)?.[1] ?? [])
}

/** The anchor of a heading, as the hosts of repositories make it. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[`*]/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
