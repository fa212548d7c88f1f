/** A door of the package: its subpath ('.' for the package itself), its file and the room it stands in. */
export interface Entry {
  readonly name: string
  readonly source: string
  readonly room: string
}

export const root: string
export const rooms: readonly string[]
export const entries: (base?: string) => readonly Entry[]
export const command: { readonly name: string; readonly source: string }
export const builtName: (name: string) => string
export const schemas: (base?: string) => readonly string[]
export const exportsFor: (list: readonly Entry[], shipped?: readonly string[]) => Record<string, unknown>
export const builtIn: readonly string[]
