/** A row as it stands in its CSV, with its table and the file and line that it stands in. */
export type Row = Readonly<Record<string, string>> & {
  readonly id: string
  readonly table: string
  readonly at: string
}

export const sources: readonly string[]
export const factorSources: readonly string[]
export const readCsv: (path: string) => Record<string, string>[]
export const rowsOf: (source: string) => Row[]
export const sourceOf: (source: string) => Readonly<Record<string, unknown>>
export const documentsOf: (source: string) => (Readonly<Record<string, unknown>> & { readonly name: string })[]
