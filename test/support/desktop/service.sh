#!/bin/bash
# service.sh panel|notifications: becomes one part of the test desktop, after leaving its process id in
# $GATELIGHT_DESKTOP_DIR/NAME.pid. Used by session.sh, and by tests that take a part away and bring it back.
set -euo pipefail

exec </dev/null >>"$GATELIGHT_DESKTOP_DIR/$1.log" 2>&1
echo $$ >"$GATELIGHT_DESKTOP_DIR/$1.pid"
case "$1" in
  panel) exec xfce4-panel --disable-wm-check ;;
  notifications) exec dunst -config "$(dirname "$0")/config/dunstrc" ;;
  *) exit 2 ;;
esac
