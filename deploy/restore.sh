#!/bin/sh
# Loads what deploy/backup.sh wrote into an installation that has nothing yet, and compares the databases.
set -eu
from=$(cd "${1:?name the folder of a backup}" && pwd)
cd "$(dirname "$0")/.."
(cd "$from" && sha256sum --check --quiet SHA256SUMS)
missing=$(while read -r id; do grep -q "\(^\|,\)$id:" secrets/data_keys || echo "$id"; done < "$from/key-ids")
[ -z "$missing" ] || { echo "secrets/data_keys lacks keys that this backup was made with: $missing" >&2; exit 1; }
others=$(docker compose ps --services --status running | grep -v '^postgres$' || true)
[ -z "$others" ] || { echo "These run: $others. Stop them first: docker compose stop" >&2; exit 1; }
docker compose up -d --wait postgres
sql() { docker compose exec -T postgres psql -U postgres -Atc "$2" "$1"; }
[ "$(sql zhidu "select count(*) from pg_tables where schemaname = 'public'")" = 0 ] ||
  { echo 'The database zhidu has tables: restore into an empty installation.' >&2; exit 1; }
for database in temporal temporal_visibility zhidu; do
  docker compose exec -T postgres pg_restore -U postgres --exit-on-error --dbname "$database" < "$from/$database.dump"
done
docker compose run --rm --no-deps -T api tar -C /var/lib/zhidu -xf - < "$from/files.tar"
docker compose up -d --wait temporal
docker compose run --rm --no-deps api zhidu reconcile
