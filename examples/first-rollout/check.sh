#!/bin/sh
# Is this instance well? Exit status 0 says yes. The last line that it prints stands in the verdict.
installed=$(cat "$SITE/version")
if [ "$installed" != "$1" ]; then
  echo "runs $installed, wanted $1"
  exit 1
fi
"$SITE/app"
