/** A mean over independent samples, and how far other samples might have moved it. */
export interface MeanInterval {
  /** A fraction of 1; `NaN` where it is undefined. */
  readonly value: number;
  /** The 95 % interval, in the same unit. */
  readonly interval: readonly [low: number, high: number];
  /** Independent pictures or pairs behind it. */
  readonly n: number;
}

/** What `listeningVerdict` judges by. */
export interface ListeningEvidence {
  /** What was tried, as the sentence is to call it. @default "The model" */
  readonly name?: string;
  /**
   * The share of concat-and-localize samples with more of the map on the side of the sound
   * (`sideByMass`), both sounds of a pair being one sample; null if there were no pairs.
   */
  readonly side: MeanInterval | null;
  /** Localization with the sound minus localization from the picture alone; null if not measured. */
  readonly gap: MeanInterval | null;
  /** What the gap is a difference of. @default "localization" */
  readonly measure?: string;
  /**
   * Change of the map under a foreign sound minus its change between two draws of one condition
   * (`oneMinusCorrelation` of `mapChange`); null if not measured.
   */
  readonly change: MeanInterval | null;
}

/** Whether a model listens, and why. */
export interface ListeningVerdict {
  /** The verdict. */
  readonly verdict: "listens" | "does not listen" | "cannot tell";
  /** A sentence with the numbers, to quote. */
  readonly sentence: string;
  /** The rules that it comes from. */
  readonly rules: readonly ListeningRule[];
}

/** One rule of a verdict. */
export interface ListeningRule {
  /** What the rule asks. */
  readonly rule: string;
  /** Whether it holds; null where this many samples cannot tell. */
  readonly holds: boolean | null;
  /** The numbers that decided. */
  readonly why: string;
}

/** What is too small to matter: 5 points around chance and around no gain. */
const BAND = 0.05;
/** With fewer pictures or pairs bootstrap intervals do not hold what they promise. */
const LEAST = 30;
const CHANCE = 0.5;

/**
 * Says whether a model listens, from intervals and stated rules, never from a bare mean.
 *
 * Not in the paper, which asks the question. An effect is there if its whole interval lies above
 * none; it is not there if the interval reaches down to none, and up by 5 points at most, which would
 * not matter; otherwise this many samples cannot tell.
 *
 * - **listens**: with two pictures side by side and the sound of one, more of the map lies on that
 *   side: above 50 % of the samples, and the sound also adds to what the picture alone localizes; or
 *   above 55 %, and it does not take away 5 points.
 * - **does not listen**: that share is within 45 … 55 %, and the sound adds less than 5 points.
 * - **cannot tell**: everything else, and always below 30 pictures or 30 pairs.
 *
 * Whether the map changes at all is a rule that only words the sentence: a map that moves with the
 * sound, but not towards its source, does not listen either.
 *
 * @param evidence - the numbers with their intervals
 * @returns the verdict, a sentence to quote and every rule with its numbers; the caller's own
 * @throws RangeError if an interval is upside down or a count is not an integer of at least 0
 * @example
 * ```ts
 * import { listeningVerdict } from "@ssl/metrics-ciou";
 *
 * const { verdict, sentence } = listeningVerdict({
 *   name: "owl-net",
 *   side: { value: 0.84, interval: [0.78, 0.89], n: 60 },
 *   gap: { value: 0.12, interval: [0.08, 0.16], n: 120 },
 *   change: { value: 0.3, interval: [0.25, 0.35], n: 120 },
 * });
 * console.log(verdict); // listens
 * console.log(sentence.slice(0, 16)); // owl-net listens:
 * ```
 */
export function listeningVerdict(evidence: ListeningEvidence): ListeningVerdict {
  const { name = "The model", side, gap, change, measure = "localization" } = evidence;
  for (const [what, numbers] of Object.entries({ side, gap, change })) {
    if (numbers !== null) checkNumbers(what, numbers);
  }
  const pairs = side?.n ?? 0;
  const pictures = gap?.n ?? 0;
  const enough = pairs >= LEAST && pictures >= LEAST;
  const sided = side && holds(side, { none: CHANCE, bothWays: true });
  const gains = gap && holds(gap, { none: 0 });
  const changes = change && holds(change, { none: 0 });
  const harms = gap !== null && gap.interval[1] < -BAND;

  const sideWords =
    side &&
    `its map lies on the side of the sound in ${percent(side)} (${pairs} pairs, chance 50 %)`;
  const gapWords =
    gap &&
    `the sound adds ${points(gap)} of ${measure} to the picture alone (${pictures} pictures)`;
  const rules: ListeningRule[] = [
    {
      rule: `There are at least ${LEAST} pictures and ${LEAST} pairs of them.`,
      holds: enough,
      why: `${pictures} pictures, ${pairs} pairs`,
    },
    {
      rule: "With two pictures side by side, the map lies on the side of the sound: above 50 %.",
      holds: sided,
      why: side ? percent(side) : "no pairs",
    },
    {
      rule: "The sound helps to localize: it adds to what the picture alone does.",
      holds: gains,
      why: gap ? points(gap) : "not measured",
    },
    {
      rule: "A foreign sound changes the map: 1 − correlation is above the noise floor.",
      holds: changes,
      why: change ? plain(change) : "not measured",
    },
  ];
  const verdict = (
    verdictWord: ListeningVerdict["verdict"],
    sentence: string,
  ): ListeningVerdict => ({ verdict: verdictWord, sentence, rules });

  const plainly = side !== null && side.interval[0] > CHANCE + BAND;
  if (enough && sided === true && (gains === true || plainly) && !harms) {
    return verdict("listens", `${name} listens: ${sideWords}, and ${gapWords}.`);
  }
  if (enough && sided === false && gains === false) {
    const moves = movesOf();
    const words = [sideWords, gapWords].join(", ") + (moves ? `, and ${moves}` : "");
    return verdict("does not listen", `${name} does not listen: ${words}.`);
  }
  const reason = reasonOf();
  return verdict(
    "cannot tell",
    `Cannot tell at N = ${pictures} whether ${lowered(name)} listens: ${reason}.`,
  );

  function movesOf(): string | undefined {
    if (change === null || changes === null) return undefined;
    if (changes) {
      const much = `1 − correlation ${change.value.toFixed(3)} above the noise floor`;
      return `its maps change with the sound (${much}), but not towards its source`;
    }
    return change.interval.every((end) => end === 0)
      ? "no map changes with the sound"
      : "no map changes with the sound beyond the noise floor";
  }

  function reasonOf(): string {
    if (!enough) {
      return `${pictures} pictures and ${pairs} pairs of them are there, and ${LEAST} of each are needed`;
    }
    if (side!.interval[1] < CHANCE - BAND) {
      return `${sideWords}, away from it; check that high values of its maps mean the source`;
    }
    if (sided === true && !harms) return `${sideWords}, too little without a gain, and ${gapWords}`;
    if (sided === true || gains === true) {
      return `${sideWords}, but ${gapWords}: ${sided === null ? UNDECIDED : "the tests disagree"}`;
    }
    return `${[sideWords, gapWords].join(", and ")}: ${UNDECIDED}`;
  }
}

const UNDECIDED = "too wide to rule out either";

/** Above none true; at none and within the band false; else null. */
function holds(
  { interval: [low, high] }: MeanInterval,
  { none, bothWays = false }: { readonly none: number; readonly bothWays?: boolean },
): boolean | null {
  if (low > none) return true;
  if (high <= none + BAND && (!bothWays || low >= none - BAND)) return false;
  return null;
}

function percent({ value, interval }: MeanInterval): string {
  const [low, high] = interval.map((end) => (100 * end).toFixed(1));
  return `${(100 * value).toFixed(1)} % [${low}, ${high}]`;
}

function points({ value, interval }: MeanInterval): string {
  const [low, high] = interval.map(signed);
  return `${signed(value)} points [${low}, ${high}]`;
}

function signed(value: number): string {
  const text = (100 * value).toFixed(1);
  return value >= 0 ? `+${text.replace("-", "")}` : text.replace("-", "−");
}

function plain({ value, interval }: MeanInterval): string {
  const shown = (number: number): string =>
    number
      .toFixed(3)
      .replace(/^-(0\.0+)$/, "$1")
      .replace("-", "−");
  return `${shown(value)} [${interval.map(shown).join(", ")}]`;
}

function lowered(name: string): string {
  return name === "The model" ? "the model" : name;
}

function checkNumbers(what: string, { interval: [low, high], n }: MeanInterval): void {
  if (low > high) {
    throw new RangeError(
      `listeningVerdict: expected the interval of ${what} from low to high, got [${low}, ${high}].`,
    );
  }
  if (!Number.isInteger(n) || n < 0) {
    throw new RangeError(
      `listeningVerdict: expected n of ${what} to be an integer of at least 0, got ${n}.`,
    );
  }
}
