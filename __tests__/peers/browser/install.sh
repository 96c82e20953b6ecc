#!/usr/bin/env bash
# Sets up, on a Debian and as root, the browser in which the tests open report.html: Debian's own Chromium, driven by playwright-core
# from node_modules. A moment where it is there; nothing but the package is left behind.
set -euo pipefail

if ! [[ -x /usr/bin/chromium ]]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends chromium
fi
/usr/bin/chromium --version 2>/dev/null
