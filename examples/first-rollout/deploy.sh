#!/bin/sh
# Brings one release to one instance. A rollback runs the same lines with the earlier release.
set -eu
mkdir -p "$SITE"
cp "$ROLLOUT_ARTIFACT" "$SITE/app.new"
chmod +x "$SITE/app.new"
mv "$SITE/app.new" "$SITE/app"
echo "$ROLLOUT_VERSION" > "$SITE/version"
echo "$ROLLOUT_INSTANCE now runs $ROLLOUT_SERVICE $ROLLOUT_VERSION"
