import { fail } from '../../../core/errors'

type Files = Readonly<Record<string, string>>

/** More than any workbook of this library unpacks to; a small file that claims more is not one. */
const largest = 256 * 1024 * 1024

const load = async () => {
  try {
    return await import('fflate/browser')
  } catch {
    return fail('package.missing', 'Workbooks need the package fflate', { hint: 'npm install fflate' })
  }
}

/** Packs texts into the bytes of a zip file; the same texts give the same bytes. */
export const pack = async (files: Files): Promise<Uint8Array> => {
  const { strToU8, zipSync } = await load()
  const bytes = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))
  return zipSync(bytes, { level: 6, mtime: '1980-01-01T00:00:00' })
}

/** Unpacks the XML texts of a zip file. */
export const unpack = async (bytes: Uint8Array): Promise<Files> => {
  const { strFromU8, unzipSync } = await load()
  let total = 0
  const wanted = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
    if (!/\.(xml|rels)$/.test(name)) return false
    total += originalSize
    if (total > largest) fail('file.format', 'The workbook is too large', { found: `more than ${largest} bytes` })
    return true
  }
  let unpacked: Readonly<Record<string, Uint8Array>> = {}
  try {
    unpacked = unzipSync(bytes, { filter: wanted })
  } catch (error) {
    if (error instanceof Error && error.name === 'MrvError') throw error
    fail('file.format', 'This is not an .xlsx workbook', { hint: 'Save it as .xlsx, without a password.' })
  }
  return Object.fromEntries(Object.entries(unpacked).map(([name, each]) => [name, strFromU8(each)]))
}
