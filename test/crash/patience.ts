/**
 * Asks the bank once more where the connection broke: this process is busy with databases for long enough that the bank
 * has closed a kept connection by the time it is used again. For questions that change nothing, while no bank is killed.
 */
export async function patiently<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question()
  } catch (error) {
    // The one error by which fetch tells of a broken connection.
    if (!(error instanceof TypeError && error.message === 'fetch failed')) throw error
    return question()
  }
}
