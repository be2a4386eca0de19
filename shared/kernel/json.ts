/**
 * A value that JSON can carry unchanged: no `undefined`, dates, bigints or class instances. Arrays are mutable in type because
 * the schemas of the contract give and take such ones.
 */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject

/** A JSON object. */
export type JsonObject = { readonly [key: string]: JsonValue }
