#!/bin/sh
# greeting 1.0.0: says hello in the language of its instance.
case $SITE_LANGUAGE in
  fr) echo "Bonjour" ;;
  de) echo "Hallo" ;;
  *) echo "Hello" ;;
esac
