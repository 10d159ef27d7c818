/**
 * Names the picture of a sample of IS3, from which interactive scores make their groups.
 *
 * Not in the paper: the rule of Senocak et al. 2024 (repository kaistmm/SSLalignment), whose names
 * end in the class of what sounds. They shorten a name without `_` to nothing, so that all such
 * samples fall into one group; here it is refused.
 *
 * @param name - the sample's name, with or without an extension
 * @returns the name without its last `_` and what follows
 * @throws RangeError if the name has no `_` after its first character
 * @example
 * ```ts
 * import { interactiveGroup } from "@ssl/metrics-ciou";
 *
 * console.log(interactiveGroup("accordion_female_10438_accordion")); // accordion_female_10438
 * ```
 */
export function interactiveGroup(name: string): string {
  const end = name.lastIndexOf("_");
  if (end < 1) {
    throw new RangeError(
      `interactiveGroup: expected a name that ends in "_" and a class, got "${name}". ` +
        "Name the groups of other test sets yourself.",
    );
  }
  return name.slice(0, end);
}
