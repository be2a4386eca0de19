import { answerOneTask } from './derive-key-thread'

/** The entry of the thread that `createKeyThread` starts. */
answerOneTask()
