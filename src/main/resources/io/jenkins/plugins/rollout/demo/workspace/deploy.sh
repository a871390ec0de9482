#!/usr/bin/env bash
# Brings one release to one instance: unpack, switch, reload. A rollback is the same with an earlier release.
# It may be stopped at any line and run again: a release's folder is there completely or not at all, and
# `current` points to the old one or to the new one, never to nothing.
set -euo pipefail

: "${ROLLOUT_ACTION:?}" "${ROLLOUT_INSTANCE:?}" "${ROLLOUT_SERVICE:?}" "${ROLLOUT_VERSION:?}"
: "${ROLLOUT_ARTIFACT:?}" "${ROLLOUT_URL:?}"
# The instance's own variables, from topology.yaml.
: "${INSTANCE_HOME:?}" "${TAX_ENGINE:?}" "${CURRENCY:?}"

fail() {
  echo "$ROLLOUT_INSTANCE: $1" >&2
  exit 1
}

# The folder is named after the content as well: one version that was built twice is two releases.
[[ $ROLLOUT_VERSION =~ ^[A-Za-z0-9][A-Za-z0-9._+-]*$ ]] || fail "no folder can be named after version '$ROLLOUT_VERSION'"
checksum=$(sha256sum <"$ROLLOUT_ARTIFACT")
release=releases/$ROLLOUT_VERSION-${checksum:0:8}

echo "$ROLLOUT_ACTION: $ROLLOUT_SERVICE $ROLLOUT_VERSION to $ROLLOUT_INSTANCE"
mkdir -p "$INSTANCE_HOME/releases"
scratch=$(mktemp -d "$INSTANCE_HOME/releases/.scratch-XXXXXX")
trap 'rm -rf "$scratch"' EXIT

if [[ -d $INSTANCE_HOME/$release ]]; then
  echo "$release is there already"
else
  echo "unpacking ${ROLLOUT_ARTIFACT##*/} to $release"
  mkdir "$scratch/release"
  tar -xzf "$ROLLOUT_ARTIFACT" -C "$scratch/release"
  mv -T "$scratch/release" "$INSTANCE_HOME/$release"
fi

echo "settings: tax engine $TAX_ENGINE, currency $CURRENCY"
printf 'tax.engine=%s\ncurrency=%s\n' "$TAX_ENGINE" "$CURRENCY" >"$scratch/settings.properties"
mv -T "$scratch/settings.properties" "$INSTANCE_HOME/settings.properties"

echo "switching current to $release"
ln -sfn "$release" "$scratch/current"
mv -T "$scratch/current" "$INSTANCE_HOME/current" # one rename(2): there is no moment without `current`


# post URL FILE: POSTs nothing to the URL, puts the answer in the file, prints the status code.
post() {
  if command -v curl >/dev/null; then
    curl --silent --show-error --noproxy '*' --max-time 20 --data '' --output "$2" --write-out '%{http_code}' "$1"
    return
  fi
  [[ $1 =~ ^http://([^/:]+)(:([0-9]+))?(/.*)$ ]] || fail "without curl only http:// can be asked, not $1"
  local host=${BASH_REMATCH[1]} port=${BASH_REMATCH[3]:-80} path=${BASH_REMATCH[4]} status header server
  exec {server}<>"/dev/tcp/$host/$port"
  printf 'POST %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n' "$path" "$host:$port" >&"$server"
  read -r -t 20 _ status _ <&"$server" || fail "no answer from $1"
  while IFS= read -r -t 20 header <&"$server" && [[ $header != $'\r' ]]; do :; done
  timeout 20 cat <&"$server" >"$2"
  echo "$status"
}

status=$(post "$ROLLOUT_URL/reload" "$scratch/answer")
answer=$(<"$scratch/answer")
[[ $status == 200 ]] || fail "the instance answered $status to the reload: $answer"
echo "$answer"
