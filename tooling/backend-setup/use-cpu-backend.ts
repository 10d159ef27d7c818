import { useBackend } from "@ssl/tfjs-backends";

await useBackend("cpu");
