export { SessionScreen } from './session-screen'
export { SignInAgain } from './sign-in-again'
