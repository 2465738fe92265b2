# What scripts/start and scripts/test share; sourced, not run. Expects `set -euo pipefail`.
# shellcheck shell=bash

# What the build and the window need, by Debian's names. The window loads its libraries at run time, so a missing one
# shows only there: X11 and Wayland both, because the person chooses the session, not the package.
# shellcheck disable=SC2034  # used by the scripts that source this file
WINDOW_PACKAGES=(
  gcc libc6-dev
  libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0
  libwayland-client0 libxkbcommon0
  xdg-utils
)
# By file, not by package: a machine with a bundle of its own keeps it (the package would write it anew).
[ -s /etc/ssl/certs/ca-certificates.crt ] || WINDOW_PACKAGES+=(ca-certificates)

say() { printf '%s\n' "$*" >&2; }
die() { printf '\n%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Installs those of the named Debian packages that are missing. Asks for nothing and changes nothing when none is.
# On another system it names them and goes on: what is really missing will be said by the build.
install_packages() {
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    say "This is not Debian. Needed are the counterparts of these packages (see README.md for other systems):"
    say "  $*"
    return 0
  fi

  local package missing=()
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0

  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    die "these packages are missing, and there is no sudo. As root run: apt-get install ${missing[*]}"
  fi
  say "Installing: ${missing[*]}"
  as_root apt-get -qq update || say "The package lists could not be refreshed; going on with those at hand."

  # Servers among the packages are for the tests, which start their own: the system's must not start, now or at boot.
  (
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
      trap 'as_root rm -f "$policy"' EXIT
      printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
      as_root chmod 755 "$policy"
    fi
    case " ${missing[*]} " in
      *' postfix '*) echo 'postfix postfix/main_mailer_type select No configuration' | as_root debconf-set-selections ;;
    esac
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" \
      </dev/null >&2
  ) || die "apt-get could not install: ${missing[*]}"

  if [ -d /run/systemd/system ]; then
    for package in "${missing[@]}"; do
      case $package in
        dovecot-core) as_root systemctl --quiet disable dovecot.service || true ;;
        postfix) as_root systemctl --quiet disable postfix.service || true ;;
      esac
    done
  fi
}

# Rust is not installed here: how it came onto the machine is the person's choice.
need_rust() {
  local wanted found
  if ! command -v cargo >/dev/null && [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ]; then
    PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
  fi
  wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  command -v cargo >/dev/null || die "Rust $wanted or newer is needed: https://rustup.rs"
  found=$(rustc --version | cut -d' ' -f2)
  if [ "$(printf '%s\n%s\n' "$wanted" "${found%%-*}" | sort -V | head -n 1)" != "$wanted" ]; then
    die "Rust $wanted or newer is needed, this is $found. With rustup: rustup update stable"
  fi
}
