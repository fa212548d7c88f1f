import { escapeMarkdown, escapeXml } from './escape'
import type { Formula } from './formula'
import { latex } from './latex'
import { mathml } from './mathml'

/** Text of a page: words, a formula, what is typed, a link. */
export type Inline =
  | string
  | { readonly formula: Formula }
  | { readonly code: string }
  | { readonly strong: string }
  | { readonly link: string; readonly to: string }
  | readonly Inline[]

/** A part of a page. Markdown and HTML answer every kind, so that both pages say the same. */
export type Block =
  | { readonly is: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly is: 'paragraph'; readonly text: Inline }
  | { readonly is: 'list'; readonly items: readonly Inline[] }
  | { readonly is: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Inline[])[] }
  | { readonly is: 'equation'; readonly formula: Formula }

type BlockOf<K extends Block['is']> = Extract<Block, { is: K }>
type Writers = { readonly [K in Block['is']]: (block: BlockOf<K>) => string }

const isWeb = (address: string): boolean => /^https?:\/\/[^\s<>()"']+$/i.test(address)

const isList = (text: Inline): text is readonly Inline[] => Array.isArray(text)

// GitHub, GitLab and other readers set $`…`$ and ```math as formulas, and no letter between is markup
const inlineMarkdown = (text: Inline): string => {
  if (typeof text === 'string') return escapeMarkdown(text)
  if (isList(text)) return text.map(inlineMarkdown).join('')
  if ('formula' in text) return `$\`${latex(text.formula).replace(/`/g, '')}\`$`
  if ('code' in text) return codeMarkdown(text.code)
  if ('strong' in text) return `**${escapeMarkdown(text.strong)}**`
  return isWeb(text.to) ? `[${escapeMarkdown(text.link)}](${text.to})` : escapeMarkdown(text.link)
}

/** With more marks around it than stand within. */
const codeMarkdown = (text: string): string => {
  const plain = text.replace(/\s+/g, ' ')
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([marks]) => marks.length))
  const marks = '`'.repeat(longest + 1)
  const space = plain.startsWith('`') || plain.endsWith('`') ? ' ' : ''
  return `${marks}${space}${plain}${space}${marks}`
}

const markdownWriters: Writers = {
  heading: ({ level, text }) => `${'#'.repeat(level)} ${escapeMarkdown(text)}`,
  paragraph: ({ text }) => inlineMarkdown(text),
  list: ({ items }) => items.map((item) => `- ${inlineMarkdown(item)}`).join('\n'),
  table: ({ head, rows }) => {
    // inside of a table a bar ends the cell, even in code
    const cell = (text: Inline): string => inlineMarkdown(text).replace(/(?<!\\)\|/g, '\\|')
    const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
    return [
      line(head.map(escapeMarkdown)),
      line(head.map(() => '---')),
      ...rows.map((row) => line(row.map(cell))),
    ].join('\n')
  },
  equation: ({ formula }) => `\`\`\`math\n${latex(formula)}\n\`\`\``,
}

const inlineHtml = (text: Inline): string => {
  if (typeof text === 'string') return escapeXml(text)
  if (isList(text)) return text.map(inlineHtml).join('')
  if ('formula' in text) return mathml(text.formula, 'inline')
  if ('code' in text) return `<code>${escapeXml(text.code)}</code>`
  if ('strong' in text) return `<strong>${escapeXml(text.strong)}</strong>`
  return isWeb(text.to)
    ? `<a href="${escapeXml(text.to)}" rel="noopener noreferrer">${escapeXml(text.link)}</a>`
    : escapeXml(text.link)
}

const htmlWriters: Writers = {
  heading: ({ level, text }) => `<h${level}>${escapeXml(text)}</h${level}>`,
  paragraph: ({ text }) => `<p>${inlineHtml(text)}</p>`,
  list: ({ items }) => `<ul>\n${items.map((item) => `<li>${inlineHtml(item)}</li>`).join('\n')}\n</ul>`,
  table: ({ head, rows }) => {
    const line = (cells: readonly string[], name: string): string =>
      `<tr>${cells.map((cell) => `<${name}>${cell}</${name}>`).join('')}</tr>`
    const body = rows.map((row) => line(row.map(inlineHtml), 'td'))
    return `<div class="wide"><table>\n<thead>${line(head.map(escapeXml), 'th')}</thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table></div>`
  },
  equation: ({ formula }) => `<div class="wide">${mathml(formula)}</div>`,
}

const written = (blocks: readonly Block[], writers: Writers): string[] =>
  blocks.map((block) => (writers[block.is] as (block: Block) => string)(block))

/** The page as Markdown; formulas as LaTeX. */
export const markdown = (blocks: readonly Block[]): string => `${written(blocks, markdownWriters).join('\n\n')}\n`

const style = `body{font:16px/1.5 system-ui,sans-serif;color:#1c2430;background:#fff;max-width:70rem;margin:2rem auto;padding:0 1rem}
h1,h2,h3{line-height:1.2}h2{margin-top:2.5rem;border-bottom:1px solid #d6dbe1}
.wide{overflow:auto hidden;margin:.6rem 0;padding:.3rem 0}table{border-collapse:collapse;font-size:.92rem}
th,td{border:1px solid #d6dbe1;padding:.3rem .55rem;text-align:left;vertical-align:top}th{background:#f2f5f8}
math{font-family:"STIX Two Math","STIX Math","Cambria Math","Latin Modern Math",math}math[display=block]{font-size:1.15em;margin:.2rem 0 .8rem}mtd{text-align:left}code{font-size:.9em}`

/** The page as part of another. */
export const htmlBody = (blocks: readonly Block[]): string => written(blocks, htmlWriters).join('\n')

/** The page as HTML of its own, formulas as MathML: no script, no font, nothing loaded. */
export const html = (title: string, blocks: readonly Block[]): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>${escapeXml(title)}</title>
<style>
${style}
</style>
</head>
<body>
${htmlBody(blocks)}
</body>
</html>
`
