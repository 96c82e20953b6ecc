#!/usr/bin/env bash
# Sets up, on a Debian and as root, what judges authentication and sealing: the packages, and then once everything that the tests make
# anew for themselves (users, domain controller, keytabs: realm.sh), so that what is missing is told here and not by a test.
# About half a minute where the packages have to come, a moment where they are there. Nothing but packages is left behind.
set -euo pipefail
cd "$(dirname "$0")"

missing=()
for name in gss-ntlmssp python3-gssapi krb5-kdc krb5-admin-server krb5-user libfaketime tzdata; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || missing+=("$name")
done
if ((${#missing[@]} > 0)); then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

# NTLM is a mechanism that GSSAPI has to be told of: the package does that.
/usr/bin/python3 - <<'PY'
import gssapi
names = [mech.dotted_form for mech in gssapi.raw.indicate_mechs()]
for name in ("1.3.6.1.4.1.311.2.2.10", "1.2.840.113554.1.2.2", "1.3.6.1.5.5.2"):
    assert name in names, f"GSSAPI does not know {name}"
PY

folder=$(mktemp -d)
port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
sh realm.sh "$folder" "$port" svc_patch "$(head -c 18 /dev/urandom | base64)" host/srv01.corp.example &
realm=$!
trap 'kill "$realm" 2>/dev/null || true; rm -rf "$folder"' EXIT
export KRB5_CONFIG=$folder/krb5.conf KRB5CCNAME=FILE:$folder/cache
for ((try = 0; ; try++)); do
  if kinit -k -t "$folder/user.keytab" svc_patch 2>"$folder/kinit.log" && kvno -q host/srv01.corp.example; then break; fi
  if ((try == 100)) || ! kill -0 "$realm" 2>/dev/null; then
    cat "$folder"/*.log >&2
    exit 1
  fi
  sleep 0.1
done
echo 'packages, users, domain controller and keytabs are in order'
