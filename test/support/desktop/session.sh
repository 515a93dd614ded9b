#!/bin/bash
# session.sh COMMAND...: runs a command on a desktop of its own and exits with the command's code.
#
# The desktop is a virtual screen with a window manager, a private session bus, a panel that shows tray
# items and a notification daemon. Home and configuration folders are temporary. Whatever happens, only
# processes started here are ended, each by its id.
#
#   GATELIGHT_DESKTOP_SIZE   size of the screen, by default 1280x800
#   GATELIGHT_DISPLAY        number of the screen, by default the first free one. Sessions that do not see each
#                            other's processes take each other's locks for stale ones: they need numbers of their own
#   GATELIGHT_DESKTOP_DIR    set for the command: process ids, logs, and the screen's picture
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=$(mktemp -d "${TMPDIR:-/tmp}/gatelight-desktop.XXXXXX")
command_group=

# Zombies do not count: in a container there may be nobody to bury those that lost their parent.
group_lives() {
  awk -v group="$1" '{ sub(/.*\) /, ""); if ($3 == group && $1 != "Z") found = 1 } END { exit !found }' \
    < <(cat /proc/[0-9]*/stat 2>/dev/null)
}

end() {
  # The command first: with its screen gone it would only complain.
  if [ -n "$command_group" ] && kill -TERM -- "-$command_group" 2>/dev/null; then
    for _ in $(seq 50); do
      group_lives "$command_group" || break
      sleep 0.1
    done
    kill -KILL -- "-$command_group" 2>/dev/null || true
  fi
  local pids
  pids=$(cat "$dir"/{notifications,panel,openbox,bus,screen}.pid 2>/dev/null || true)
  # shellcheck disable=SC2086 # a list of numbers
  [ -z "$pids" ] || kill $pids 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$dir"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

export GATELIGHT_DESKTOP_DIR=$dir
export HOME=$dir/home XDG_RUNTIME_DIR=$dir/run
export XDG_CONFIG_HOME=$dir/config XDG_CACHE_HOME=$dir/cache XDG_DATA_HOME=$dir/data XDG_STATE_HOME=$dir/state
export XDG_CURRENT_DESKTOP=XFCE XDG_SESSION_TYPE=x11 LANG=C.UTF-8 NO_AT_BRIDGE=1 GSETTINGS_BACKEND=memory
unset WAYLAND_DISPLAY
mkdir -p "$HOME" "$XDG_CACHE_HOME" "$XDG_DATA_HOME" "$XDG_STATE_HOME" "$dir/screen" "$dir/services"
mkdir -m 700 "$XDG_RUNTIME_DIR"
mkdir -p "$XDG_CONFIG_HOME/xfce4/xfconf/xfce-perchannel-xml" "$XDG_CONFIG_HOME/fontconfig"
cp "$here/config/xfce4-panel.xml" "$XDG_CONFIG_HOME/xfce4/xfconf/xfce-perchannel-xml/"
cp "$here/config/fonts.conf" "$XDG_CONFIG_HOME/fontconfig/"
ln -s /usr/share/dbus-1/services/org.xfce.Xfconf.service "$dir/services/" # keeps the panel's settings
sed "s|@DIR@|$dir|" "$here/config/session-bus.conf" >"$dir/bus.conf"

# Each of the two says over a pipe that it is ready: the screen its number, the bus its address.
mkfifo "$dir/screen.ready" "$dir/bus.ready"
exec 8<>"$dir/screen.ready" 9<>"$dir/bus.ready"
# shellcheck disable=SC2086 # nothing, or one word
Xvfb ${GATELIGHT_DISPLAY:+:$GATELIGHT_DISPLAY} -displayfd 8 -screen 0 "${GATELIGHT_DESKTOP_SIZE:-1280x800}x24" -fbdir "$dir/screen" -nolisten tcp \
  -noreset 9>&- </dev/null >"$dir/screen.log" 2>&1 &
echo $! >"$dir/screen.pid"
dbus-daemon --config-file "$dir/bus.conf" --nofork --print-address=9 8>&- </dev/null >"$dir/bus.log" 2>&1 &
echo $! >"$dir/bus.pid"
if ! read -r -t 15 display <&8 || ! read -r -t 15 address <&9; then
  echo 'test desktop: no screen or no session bus' >&2
  cat "$dir"/{screen,bus}.log >&2
  exit 1
fi
exec 8>&- 9>&-
export DISPLAY=:$display DBUS_SESSION_BUS_ADDRESS=$address
# Stands in for the system bus too: Chromium complains without one, and tests can play logind on it.
export DBUS_SYSTEM_BUS_ADDRESS=$address

openbox --sm-disable </dev/null >"$dir/openbox.log" 2>&1 &
echo $! >"$dir/openbox.pid"
"$here/service.sh" panel &
"$here/service.sh" notifications &
for name in org.kde.StatusNotifierWatcher org.freedesktop.Notifications; do
  if ! gdbus wait --session --timeout 15 $name; then
    echo "test desktop: nobody owns $name" >&2
    cat "$dir"/*.log >&2
    exit 1
  fi
done

# Chromium refuses to start as root with its sandbox on.
[ "$(id -u)" -ne 0 ] || export ELECTRON_DISABLE_SANDBOX=1

code=0
if [ -t 0 ]; then
  "$@" || code=$? # in the foreground, where it may read the keyboard
else
  # In a process group of its own, so that it can be ended with all that it started; in the background,
  # because bash answers signals only while it waits that way.
  set -m
  "$@" <&0 &
  command_group=$!
  set +m
  wait "$command_group" || code=$?
fi
exit "$code"
