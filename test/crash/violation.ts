/** Something that must hold did not. Everything else that is thrown is a fault of the run itself; both fail it. */
export class Violation extends Error {}
