#!/bin/sh
# Makes the passwords and keys of an installation, once. What is there already stays.
set -eu
cd "$(dirname "$0")/.."
umask 077
random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
base64url() { head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'; }
has() { grep -q "^$1=" .env; }

touch .env
for name in POSTGRES_PASSWORD ZHIDU_DB_PASSWORD TEMPORAL_DB_PASSWORD GRAFANA_PASSWORD; do
  has "$name" || echo "$name=$(random)" >> .env
done
# The version is the tag of the image and the id of the workers' build.
has ZHIDU_VERSION || sed -n 's/^ *"version": "\(.*\)",$/ZHIDU_VERSION=\1/p' package.json >> .env
mkdir -p secrets
[ -f secrets/session_secret ] || random > secrets/session_secret
[ -f secrets/data_keys ] || echo "k$(date -u +%Y%m%d)-$(random | cut -c1-4):$(base64url)" > secrets/data_keys
# The image's user reads the files where they are mounted; on this machine nobody else enters the folder.
chmod 0700 secrets
chmod 0444 secrets/session_secret secrets/data_keys
echo 'Made .env and secrets/. Keep copies of both where the backups are not.'
