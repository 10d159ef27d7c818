// Unpacks Chromium into TMPDIR and prints the path of its program. The package takes that folder and decides
// what it unpacks when it is loaded, hence a program of its own.

import chromium from "@sparticuz/chromium";

console.log(await chromium.executablePath());
