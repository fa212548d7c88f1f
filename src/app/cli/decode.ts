import { fail } from '../../core/errors'

/** How a file is declared to be written: the name of an encoding as the web knows it. */
export const defaultEncoding = 'utf-8'

/** What Windows and Python call them. */
const otherNames: Readonly<Record<string, string>> = { cp932: 'shift_jis', cp1252: 'windows-1252', utf8: 'utf-8' }

const decoder = (label: string): TextDecoder | undefined => {
  try {
    return new TextDecoder(otherNames[label.toLowerCase()] ?? label, { fatal: true })
  } catch {
    return undefined
  }
}

const attempt = (bytes: Uint8Array, label: string): string | undefined => {
  try {
    return decoder(label)?.decode(bytes)
  } catch {
    return undefined
  }
}

const marks: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

const markOf = (bytes: Uint8Array): string | undefined =>
  marks.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0]

const has = (bytes: Uint8Array, from: number, to: number): boolean => bytes.some((byte) => byte >= from && byte <= to)

/** UTF-8 with letters that are several bytes long: other encodings hardly ever look like it by chance. */
const looksUtf8 = (bytes: Uint8Array, from: number): boolean =>
  [...(attempt(bytes, 'utf-8') ?? '')].some((letter) => (letter.codePointAt(0) as number) >= from)

const zeros = (bytes: Uint8Array, odd: number): number =>
  bytes.filter((byte, at) => byte === 0 && at % 2 === odd).length

/** UTF-16 without a mark: every other byte of Latin text is 0. */
const looksUtf16 = (bytes: Uint8Array): string | undefined => {
  const least = bytes.length / 4
  if (bytes.length < 4 || bytes.length % 2 === 1) return undefined
  return zeros(bytes, 1) > least ? 'utf-16le' : zeros(bytes, 0) > least ? 'utf-16be' : undefined
}

const halfWidth = /[\uff61-\uff9f]/

/**
 * The likely encoding of bytes that are not what they should be. Shift_JIS uses lead bytes 81–9F, which Western and EUC
 * text does not; EUC-JP read as Shift_JIS is full of half-width kana.
 */
const likely = (bytes: Uint8Array): string | undefined => {
  const marked = markOf(bytes) ?? looksUtf16(bytes)
  if (marked) return marked
  if (looksUtf8(bytes, 0x80)) return 'utf-8'
  const shiftJis = attempt(bytes, 'shift_jis')
  if (shiftJis !== undefined && has(bytes, 0x81, 0x9f)) return 'shift_jis'
  if (attempt(bytes, 'euc-jp') !== undefined && !has(bytes, 0x80, 0x9f)) return 'euc-jp'
  if (shiftJis !== undefined && halfWidth.test(shiftJis) && !has(bytes, 0xe0, 0xff)) return 'shift_jis'
  return has(bytes, 0x80, 0xff) && !has(bytes, 0x00, 0x08) ? 'windows-1252' : undefined
}

// the bytes 80–9F of windows-1252; the decoder of some Node releases leaves them as control characters
const western = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

const fromWestern = (text: string): string =>
  text.replace(/[\u0080-\u009f]/g, (letter) => {
    const meant = western[letter.charCodeAt(0) - 0x80] as string
    return meant === letter ? fail('file.encoding', 'The bytes are not windows-1252') : meant
  })

/** The line of the first byte that the encoding does not know: whole lines are tried, as many as go well. */
const badLine = (bytes: Uint8Array, label: string): number => {
  let line = 1
  let from = 0
  for (const [at, byte] of bytes.entries()) {
    if (byte !== 0x0a) continue
    if (attempt(bytes.subarray(from, at), label) === undefined) return line
    line += 1
    from = at + 1
  }
  return line
}

const declare = (name: string): string => `If it is ${name}, declare it: encoding: ${name}; or save the file as UTF-8.`

/**
 * Text of bytes in the declared encoding; a byte-order mark is taken off. Bytes that are not of that encoding are refused
 * with the likely one: `file.encoding`.
 *
 * @param encoding any name that the Encoding Standard knows: `utf-8`, `shift_jis`, `euc-jp`, `windows-1252`, `utf-16le` …
 */
export const decode = (bytes: Uint8Array, encoding: string = defaultEncoding): string => {
  const known = decoder(encoding)?.encoding
  if (known === undefined) {
    return fail('file.encoding', 'This encoding is not known', {
      found: `"${encoding}"`,
      expected: 'utf-8, shift_jis, euc-jp, windows-1252, utf-16le …',
    })
  }
  const refuse = (found: string | undefined, row?: number): never =>
    fail('file.encoding', `The bytes are not ${known}`, {
      at: row === undefined ? {} : { row },
      ...(found
        ? { found: `what looks like ${found}`, hint: declare(found) }
        : { found: 'bytes of no encoding that is known here' }),
      expected: known,
    })
  const marked = markOf(bytes)
  if (marked && marked !== known) return refuse(marked)
  const text = attempt(bytes, encoding)
  if (text === undefined)
    return refuse(likely(bytes), known.startsWith('utf-16') ? undefined : badLine(bytes, encoding))
  const singleByte = /^(windows|iso-8859|koi8|macintosh|ibm|x-mac)/.test(known)
  if (known !== 'utf-8' && !known.startsWith('utf-16') && looksUtf8(bytes, singleByte ? 0x80 : 0x800))
    return refuse('utf-8')
  if (known === 'utf-8' && looksUtf16(bytes)) return refuse(looksUtf16(bytes))
  return known === 'windows-1252' ? fromWestern(text) : text
}
