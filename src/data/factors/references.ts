import type { FactorSource } from './row'

/** A source as CSL-JSON, the form of Zotero, Pandoc and citation processors. */
export interface CslItem {
  readonly id: string
  readonly type: 'report'
  readonly title: string
  readonly edition: string
  readonly author?: readonly { readonly literal: string }[]
  readonly publisher?: string
  readonly issued?: { readonly 'date-parts': readonly [readonly [number]] }
  readonly URL?: string
  readonly note?: string
}

const noteOf = ({ corrigenda, licence }: FactorSource): string | undefined =>
  [corrigenda && `Corrigenda: ${corrigenda}`, licence && `Licence: ${licence}`].filter(Boolean).join('. ') || undefined

/** Sources as CSL-JSON, each under its id; the publisher stands as the author, who is not told apart. */
export const toCsl = (sources: readonly FactorSource[]): readonly CslItem[] =>
  sources.map((source) => {
    const { id, title, publisher, year, edition, url } = source
    const note = noteOf(source)
    return {
      id,
      type: 'report',
      title,
      edition,
      ...(publisher ? { author: [{ literal: publisher }], publisher } : {}),
      ...(year ? { issued: { 'date-parts': [[year]] } } : {}),
      ...(url ? { URL: url } : {}),
      ...(note ? { note } : {}),
    }
  })

const commands: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
}

/** Text as TeX prints it. The second pair of braces of a field keeps capitals and the names of institutions as they are. */
const escaped = (text: string): string => text.replace(/[\\~^&%$#_{}]/g, (sign) => commands[sign] ?? `\\${sign}`)

/** A key of an entry: what BibTeX would end it at is left out. */
const keyOf = (id: string): string => id.replace(/[\s,{}()"#%~'=\\]+/g, '-')

/** Sources as BibTeX (UTF-8), each as a technical report under its id. */
export const toBibtex = (sources: readonly FactorSource[]): string =>
  sources
    .map((source) => {
      const { id, title, publisher, year, edition, url } = source
      const fields = {
        title: `{${escaped(title)}}`,
        ...(publisher ? { author: `{${escaped(publisher)}}`, institution: `{${escaped(publisher)}}` } : {}),
        ...(year ? { year: String(year) } : {}),
        edition: escaped(edition),
        ...(url ? { url: url.replace(/[{}\\]/g, encodeURIComponent) } : {}),
        ...(noteOf(source) ? { note: escaped(noteOf(source) as string) } : {}),
      }
      const lines = Object.entries(fields).map(([name, text]) => `  ${name} = {${text}},\n`)
      return `@techreport{${keyOf(id)},\n${lines.join('')}}\n`
    })
    .join('\n')
