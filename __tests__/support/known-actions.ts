// The inputs of other people's actions that our workflows and examples call, from their action.yml at the versions pinned there; what they
// require ends in an exclamation mark. GitHub's language service then finds a wrong `with:` of theirs as it finds one of ours.
// An action that is not listed is a fault: whoever calls a new one adds its row.

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const knownActions: Readonly<Record<string, readonly string[]>> = {
  'actions/attest':
    words(`create-storage-record github-token predicate predicate-path predicate-type push-to-registry sbom-path
    show-summary subject-checksums subject-digest subject-name subject-path subject-version`),
  'actions/checkout': words(`allow-unsafe-pr-checkout clean fetch-depth fetch-tags filter github-server-url lfs path
    persist-credentials ref repository set-safe-directory show-progress sparse-checkout sparse-checkout-cone-mode ssh-key
    ssh-known-hosts ssh-strict ssh-user submodules token`),
  'actions/download-artifact':
    words(`artifact-ids digest-mismatch github-token merge-multiple name path pattern repository run-id
    skip-decompress`),
  'actions/setup-node': words(`architecture cache cache-dependency-path check-latest mirror mirror-token node-version
    node-version-file package-manager-cache registry-url scope token`),
  'actions/upload-artifact':
    words(`archive compression-level if-no-files-found include-hidden-files name overwrite path!
    retention-days`),
  'github/codeql-action/analyze':
    words(`add-snippets category check_name checkout_path cleanup-level expect-error matrix output
    post-processed-sarif-path ram ref sha skip-queries threads token upload upload-database wait-for-processing`),
  'github/codeql-action/init': words(`analysis-kinds build-mode check-run-id config config-file db-location debug
    debug-artifact-name debug-database-name dependency-caching external-repository-token languages matrix packs quality-queries
    queries ram registries setup-python-dependencies source-root threads token tools trap-caching`),
};
