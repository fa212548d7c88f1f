/** Where a program beside Node is: a path. Throws what is not there, and the command that installs it. */
export const peer: (
  name: 'chromium' | 'libreoffice' | 'postgresql' | 'java' | 'pyspark' | 'time' | 'numpy' | 'jupyter',
) => string
