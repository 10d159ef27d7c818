export {
  type BackendInUse,
  type BackendName,
  type UseBackendOptions,
  useBackend,
} from "./use-backend.ts";
