import { distance } from 'fastest-levenshtein'

const wordsOf = (text: string): string[] => text.split(/[^a-z0-9]+/)

/** `wood` is a part of `wood-wood-waste`, and `boreal-wet` of `boreal-temperate-wet`. */
const isPart = (word: string, of: string): boolean =>
  word.length >= 3 && wordsOf(word).every((each) => wordsOf(of).includes(each))

/** `fodo` and `food`: letters that have changed places are one slip. */
const sameLetters = (one: string, other: string): boolean =>
  one.length === other.length && [...one].sort().join('') === [...other].sort().join('')

/** The known words nearest to a mistyped one, best first; none if nothing is near. */
export const nearest = (word: string, known: Iterable<string>, most = 3): string[] => {
  const near = [...new Set(known)]
    .map((candidate) => {
      const [given, other] = [word.toLowerCase(), candidate.toLowerCase()]
      const far = distance(given, other)
      return { candidate, far: isPart(given, other) || sameLetters(given, other) ? Math.min(1, far) : far }
    })
    .filter(({ candidate, far }) => far <= Math.max(2, Math.ceil(candidate.length / 3)) && far < word.length)
  near.sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1))
  return near.slice(0, most).map(({ candidate }) => candidate)
}

/** `Did you mean "a" or "b"?`, or nothing. */
export const didYouMean = (word: string, known: Iterable<string>): string | undefined => {
  const words = nearest(word, known)
  return words.length > 0 ? `Did you mean ${words.map((each) => `"${each}"`).join(' or ')}?` : undefined
}
