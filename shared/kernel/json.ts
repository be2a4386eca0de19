/** A value that JSON can carry unchanged: no `undefined`, dates, bigints or class instances. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject

/** A JSON object. */
export type JsonObject = { readonly [key: string]: JsonValue }
