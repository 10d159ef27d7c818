export { type NamedStream, namedStream } from "./named-stream.ts";
