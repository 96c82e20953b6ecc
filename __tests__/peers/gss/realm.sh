#!/bin/sh
# A throw-away Kerberos realm on loopback, for the tests: everything is in one folder, nothing of the system is touched.
#   realm.sh FOLDER PORT USER PASSWORD SERVICE…
# makes the database, the principals and the keytabs (service.keytab, user.keytab), then becomes the KDC (MIT's) until it is ended.
# Clients and acceptors find it by KRB5_CONFIG=FOLDER/krb5.conf.
set -eu
folder=$1 port=$2 user=$3 password=$4
shift 4

cat >"$folder/krb5.conf" <<CONF
[libdefaults]
  default_realm = CORP.EXAMPLE
  dns_lookup_kdc = false
  dns_lookup_realm = false
  dns_canonicalize_hostname = false
  rdns = false
[realms]
  CORP.EXAMPLE = {
    kdc = 127.0.0.1:$port
  }
[domain_realm]
  .corp.example = CORP.EXAMPLE
CONF
cat >"$folder/kdc.conf" <<CONF
[kdcdefaults]
  kdc_listen = 127.0.0.1:$port
  kdc_tcp_listen = 127.0.0.1:$port
[realms]
  CORP.EXAMPLE = {
    database_name = $folder/principal
    key_stash_file = $folder/stash
    supported_enctypes = aes256-cts:normal aes128-cts:normal
  }
[logging]
  kdc = FILE:$folder/kdc.log
CONF
export KRB5_CONFIG="$folder/krb5.conf" KRB5_KDC_PROFILE="$folder/kdc.conf" PATH="$PATH:/usr/sbin"

kdb5_util create -s -r CORP.EXAMPLE -P master >/dev/null 2>&1
{
  # As in a Windows domain: nobody gets a ticket without having proved the password first.
  echo "addprinc +requires_preauth -pw \"$password\" $user"
  echo "addprinc +requires_preauth -pw \"$password\" expired"
  echo 'modprinc -pwexpire "2001-01-01" expired'
  echo "addprinc +requires_preauth -pw \"$password\" locked"
  echo 'modprinc -allow_tix locked'
  for service; do
    echo "addprinc -randkey $service"
    echo "ktadd -k $folder/service.keytab $service"
  done
  # A machine that holds a key which the domain has replaced.
  echo 'addprinc -randkey host/stale.corp.example'
  echo "ktadd -k $folder/service.keytab host/stale.corp.example"
  echo 'cpw -randkey host/stale.corp.example'
  echo "ktadd -norandkey -k $folder/user.keytab $user"
} | kadmin.local >"$folder/kadmin.log" 2>&1
exec krb5kdc -n
