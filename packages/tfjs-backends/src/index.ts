export { type BackendInUse, type BackendName, useBackend } from "./use-backend.ts";
