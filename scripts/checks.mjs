// A list of checks that are each run, told in a line, and counted; `.ci/run` adds up the lines.

/** Fails a check with a reason. */
export const refuse = (reason) => {
  throw new Error(reason)
}

/** Runs checks one after another: a line each, `ok: name` or `FAILED: name` with the reason below it. */
export const startChecks = () => {
  let failed = 0
  const check = async (name, action) => {
    try {
      await action()
      console.log(`ok: ${name}`)
      return true
    } catch (error) {
      failed += 1
      const reason = error instanceof Error ? error.message : String(error)
      console.log(`FAILED: ${name}\n${reason.replace(/^/gm, '    ')}`)
      return false
    }
  }
  const end = () => {
    process.exitCode = failed === 0 ? 0 : 1
  }
  return { check, end }
}
