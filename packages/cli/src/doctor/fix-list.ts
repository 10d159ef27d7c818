import type { DataSetExamination } from "@ssl/av-datasets";
import { BadInput } from "../bad-input.ts";
import { printable } from "./printable.ts";

/**
 * The samples to leave out, one id a line; lines that begin with `# ` are comments. What is a doubt
 * and not a fault is commented out, to be decided by a person.
 */
export function fixList({ name, findings }: DataSetExamination): string {
  const lines = [
    `# Samples of ${printable(name)} to leave out, found by ssl doctor: one id a line.`,
    '# Lines that begin with "# " are comments. Doubts are commented out; look, and decide.',
  ];
  const written = new Set<string>();
  for (const { code, severity, what, leaveOut } of findings) {
    const ids = leaveOut.filter((id) => !written.has(id));
    if (ids.length === 0) continue;
    lines.push(`# ${severity} ${code}: ${printable(what)}`);
    for (const id of ids) {
      if (/[\r\n]/.test(id) || id.startsWith("# ")) {
        throw new BadInput(
          `doctor: expected ids that a list can hold, got ${JSON.stringify(id)}. Rename the file.`,
        );
      }
      written.add(id);
      lines.push(severity === "fault" ? id : `# ${id}`);
    }
  }
  return `${lines.join("\n")}\n`;
}
