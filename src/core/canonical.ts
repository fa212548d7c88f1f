import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** JSON with sorted keys and no white space: the same text for the same data. `text` says how texts are written. */
export const canonicalJson = (value: unknown, text: (text: string) => string = (same) => same): string => {
  if (typeof value === 'string') return JSON.stringify(text(value))
  if (value === undefined) return 'null'
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each, text)).join(',')}]`
  const fields = value as Readonly<Record<string, unknown>>
  let json = ''
  for (const name of Object.keys(fields).sort()) {
    if (fields[name] !== undefined) json += `${json && ','}${JSON.stringify(name)}:${canonicalJson(fields[name], text)}`
  }
  return `{${json}}`
}

/** SHA-256 of a text, in hexadecimal. */
export const digestOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))
