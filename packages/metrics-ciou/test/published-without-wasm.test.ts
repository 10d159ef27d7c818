import { publishedSuite } from "./published-suite.ts";

publishedSuite();
