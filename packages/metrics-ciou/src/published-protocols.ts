import type { Protocol } from "./protocol.ts";

const side224 = { height: 224, width: 224 };
const side256 = { height: 256, width: 256 };

const paper = {
  reference: "Oya et al., ACCV 2020",
  truth: "annotators",
  size: side224,
  upsampling: "bilinear",
  threshold: { above: 0.5 },
  summary: "paper",
} as const;

const peer = { truth: "boxes", size: side224, summary: "success" } as const;

const hardWay = {
  ...peer,
  upsampling: "bilinear as in OpenCV",
  normalisation: "flipped min-max, constants kept",
} as const;

const closerLook = {
  ...peer,
  reference: "Mo and Morgado, NeurIPS 2022",
  upsampling: "bicubic, corners aligned",
  confidence: { topShare: 0.25, from: -1, to: 1 },
} as const;

const alignment = { ...hardWay, reference: "Senocak et al., ICCV 2023" } as const;

/**
 * The protocols under which published numbers were made, read from the papers' own evaluators.
 *
 * Same name, other rules: of one set of maps they print "cIoU" values that lie 40 points apart. What
 * they do to a constant map follows from their words; the package's README has a table of it.
 */
export const publishedProtocols: readonly Protocol[] = [
  {
    ...paper,
    id: "oya-minmax-224",
    title: "Do We Need Sound: mean consensus IoU, map by min-max",
    normalisation: "min-max",
  },
  {
    ...paper,
    id: "oya-max-224",
    title: "Do We Need Sound: mean consensus IoU, map by its maximum",
    normalisation: "divided by maximum",
  },
  {
    ...paper,
    id: "oya-minmax-256",
    title: "Do We Need Sound: mean consensus IoU, map by min-max, at 256",
    size: side256,
    normalisation: "min-max",
  },
  {
    ...hardWay,
    id: "hche11",
    title: "Localizing Visual Sounds the Hard Way; SSL-TIE",
    reference: "Chen et al., CVPR 2021; Liu et al., ACM MM 2022",
    threshold: { above: "upper median", orAtLeast: 1 },
  },
  {
    ...hardWay,
    id: "htf",
    title: "Hear the Flow",
    reference: "Fedorishin et al., WACV 2023",
    upsampling: "bicubic",
    threshold: { above: "upper median", orAtLeast: 1 },
  },
  {
    ...peer,
    id: "ezvsl",
    title: "EZ-VSL; FNAC's first evaluation",
    reference: "Mo and Morgado, ECCV 2022; Sun et al., CVPR 2023",
    upsampling: "bilinear, corners aligned",
    normalisation: "min-max",
    threshold: { atLeast: "upper median" },
  },
  {
    ...peer,
    id: "fnac2",
    title: "FNAC's second evaluation",
    reference: "Sun et al., CVPR 2023",
    upsampling: "bicubic",
    normalisation: "min-max",
    threshold: { atLeast: "upper median" },
  },
  {
    ...peer,
    id: "sspl",
    title: "Self-Supervised Predictive Learning",
    reference: "Song et al., CVPR 2022",
    upsampling: "bilinear as in OpenCV",
    normalisation: "min-max, constants kept",
    threshold: { atLeast: 0.5 },
  },
  {
    ...peer,
    id: "vcs",
    title: "Visual Context Semantics",
    reference: "Zhou et al., WACV 2023",
    upsampling: "bilinear as in OpenCV",
    normalisation: "none",
    threshold: { atLeast: "median" },
  },
  {
    ...peer,
    id: "dsol",
    title: "Discriminative Sounding Objects, one source",
    reference: "Hu et al., NeurIPS 2020",
    truth: "union",
    upsampling: "bilinear as in OpenCV",
    normalisation: "divided by maximum",
    threshold: { above: 0.1 },
  },
  {
    ...closerLook,
    id: "slavc-rel",
    title: "SLAVC, relative",
    normalisation: "min-max",
    threshold: { atLeast: "upper median" },
  },
  {
    ...closerLook,
    id: "slavc-abs",
    title: "SLAVC, absolute",
    normalisation: { from: -1, to: 1 },
    threshold: { atLeast: 0.5 },
  },
  {
    ...alignment,
    id: "sslalign-torch",
    title: "Cross-Modal Alignment, corners aligned",
    upsampling: "bilinear, corners aligned",
    threshold: { above: "upper median" },
  },
  {
    ...alignment,
    id: "sslalign-cv2",
    title: "Cross-Modal Alignment, pixel centres",
    threshold: { above: "upper median" },
  },
  {
    ...alignment,
    id: "sslalign-torch-adap",
    title: "Cross-Modal Alignment, adaptive, corners aligned",
    upsampling: "bilinear, corners aligned",
    threshold: { above: "as many as the truth" },
  },
  {
    ...alignment,
    id: "sslalign-cv2-adap",
    title: "Cross-Modal Alignment, adaptive, pixel centres",
    threshold: { above: "as many as the truth" },
  },
  {
    ...peer,
    id: "acl-thr05",
    title: "ACL-SSL at its middle threshold",
    reference: "Park et al., WACV 2024",
    upsampling: "bilinear as in OpenCV",
    normalisation: "min-max, constants kept",
    threshold: { atLeast: 0.5 },
  },
  {
    ...peer,
    id: "shvd256",
    title: "Multiple Sound Sources from Coarse to Fine",
    reference: "Qian et al., ECCV 2020",
    size: side256,
    upsampling: "bilinear",
    normalisation: "divided by maximum before resizing",
    threshold: { atLeast: 0.1 },
  },
];
