// The rings of a policy that says nothing but who stands in them: waves, budget, tolerated failures, soak and gates are all defaults. Both
// halves of `simulate` play these, so that their figures speak of the same policy.
// `window: anytime` has to be written by hand in a policy, and so it is here.

export const defaultRings = ['test', 'pilot', 'production'].map(name => ({
  name,
  machines: { label: `ring=${name}` },
  window: 'anytime',
}));
