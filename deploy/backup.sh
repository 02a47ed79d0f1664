#!/bin/sh
# Dumps all databases of the compose installation at one moment of Temporal's, with attached files and hashes.
set -eu
to=${1:?name a new folder}
[ ! -e "$to" ] || [ -z "$(ls -A "$to")" ] || { echo "$to is not empty: name a new folder." >&2; exit 1; }
umask 077
mkdir -p "$to"
to=$(cd "$to" && pwd)
cd "$(dirname "$0")/.."
docker compose pause temporal
trap 'docker compose unpause temporal' EXIT
for database in temporal temporal_visibility zhidu; do
  docker compose exec -T postgres pg_dump -U postgres --format=custom "$database" > "$to/$database.dump"
done
docker compose exec -T api tar -C /var/lib/zhidu -cf - . > "$to/files.tar"
docker compose images --format json > "$to/images.json"
# Which keys it takes to read it: their ids, never the keys.
tr ',' '\n' < secrets/data_keys | cut -d: -f1 > "$to/key-ids"
(cd "$to" && sha256sum ./*.dump files.tar images.json key-ids > SHA256SUMS)
echo "$to is complete. Keep .env and secrets/ elsewhere: without them it opens nothing."
