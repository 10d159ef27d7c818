/** Added to every variance before its root, as in PyTorch. */
export const epsilon = 1e-5;
