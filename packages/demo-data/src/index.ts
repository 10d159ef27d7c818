export { demoDataFolder } from "./demo-data-folder.ts";
