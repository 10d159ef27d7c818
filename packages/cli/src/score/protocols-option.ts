import { type Protocol, publishedProtocols } from "@ssl/metrics-ciou";
import { InvalidArgumentError } from "commander";

/** Reads `--protocol`: ids parted by commas, or `all`. */
export function protocolsOption(text: string): readonly Protocol[] {
  if (text.trim() === "all") return publishedProtocols;
  const ids = text.split(",").map((id) => id.trim());
  const double = ids.find((id, i) => ids.indexOf(id) !== i);
  if (double !== undefined) {
    throw new InvalidArgumentError(`Expected each protocol once, got ${double} twice.`);
  }
  return protocolsById(ids);
}

/** Published protocols by their ids, in the order of the ids. */
export function protocolsById(ids: readonly string[]): Protocol[] {
  return ids.map((id) => {
    const found = publishedProtocols.find((protocol) => protocol.id === id);
    if (found) return found;
    throw new InvalidArgumentError(
      `Expected all, or some of ${publishedProtocols.map((protocol) => protocol.id).join(", ")}, got ${JSON.stringify(id)}.`,
    );
  });
}
