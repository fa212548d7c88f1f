import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** How a text is written, and objects whose JSON is known. */
interface Writing {
  readonly text?: (text: string) => string
  readonly known?: ReadonlyMap<object, string>
}

/** JSON with sorted keys and no white space: the same text for the same data. */
export const canonicalJson = (value: unknown, writing: Writing = {}): string => {
  if (typeof value === 'string') return JSON.stringify(writing.text ? writing.text(value) : value)
  if (value === undefined) return 'null'
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const known = writing.known?.get(value)
  if (known !== undefined) return known
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each, writing)).join(',')}]`
  const fields = value as Readonly<Record<string, unknown>>
  let json = ''
  for (const name of Object.keys(fields).sort(byText)) {
    if (fields[name] !== undefined)
      json += `${json && ','}${JSON.stringify(name)}:${canonicalJson(fields[name], writing)}`
  }
  return `{${json}}`
}

/** SHA-256 of a text, in hexadecimal. */
export const digestOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))
