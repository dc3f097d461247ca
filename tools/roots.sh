# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Bare Debians in folders, and commands in them. tools/check-fresh and tools/packages source it, after common.sh. Needs root
# and debootstrap.
#
#   new_root bookworm "$folder" --include=git       makes one
#   in_root "$folder" "cd /build && make"           runs a command in it
#   in_root "$folder" "make" "$PWD=/build"          with a folder of this machine in it, read-only; or "$PWD=/build:rw"
#
# GAF_ROOTS names a folder in which bare Debians are kept, so that the next run copies them instead of downloading.
#
# Network settings (name servers, proxies, pip's index, certificates) come from the environment.

debian_mirror() {
  local mirror
  mirror=$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' | sed -n 's/^Debian //p' | head -n 1)
  printf '%s' "${mirror:-http://deb.debian.org/debian}"
}

# new_root SUITE FOLDER [OPTION OF DEBOOTSTRAP...]: the folder may be there, but has to be empty.
new_root() {
  local suite=$1 root=$2 kept=${GAF_ROOTS:+$GAF_ROOTS/$1}
  shift 2
  mkdir -p "$root"
  chmod 755 "$root" # for users in it that are not root
  if [ -n "$kept" ] && [ $# = 0 ] && [ -d "$kept" ]; then
    cp -a "$kept/." "$root"
  else
    # Whatever it mounts is gone when it ends.
    if ! unshare --mount --propagation private \
      debootstrap --variant=minbase "$@" "$suite" "$root" "$(debian_mirror)" >"$root.log"; then
      tail "$root.log"
      return 1
    fi
    rm -f "$root.log"
    [ -z "$kept" ] || [ $# != 0 ] || { mkdir -p "$kept" && cp -a "$root/." "$kept"; }
  fi
  # Nobody needs it after a power cut: dpkg need not wait for the disk.
  echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/gaudiofile"
}

# What the network here needs, as "NAME=value" in the array root_variables. Certificate bundles go to a folder of their own
# in the root, because Debian rewrites its own bundle.
prepare_network() {
  local root=$1 name value
  root_variables=(HOME=/root TERM="${TERM:-dumb}" LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin
    DEBIAN_FRONTEND=noninteractive)
  mkdir -p "$root/certificates"
  cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
  while IFS='=' read -r name value; do
    case "$name" in
      PIP_* | *_CERT | *_CA_BUNDLE | SSL_CERT_FILE | http_proxy | https_proxy | no_proxy | HTTP_PROXY | HTTPS_PROXY | NO_PROXY)
        [ ! -d "$value" ] || continue
        if [ -f "$value" ]; then
          cp -L "$value" "$root/certificates/$name"
          value=/certificates/$name
        fi
        root_variables+=("$name=$value")
        ;;
    esac
  done < <(env)
}

# in_root ROOT COMMAND [FOLDER=FOLDER IN THE ROOT[:rw]...]
#
# With mounts and processes of its own, so that nothing stays mounted and nothing runs on, whatever happens inside; and with
# a /dev of its own, so that nothing inside can do anything to this machine's.
in_root() {
  local root=$1 command=$2 root_variables
  shift 2
  prepare_network "$root"
  unshare --mount --pid --fork --kill-child --propagation private bash -euc '
    root=$1 command=$2 n=$3
    shift 3
    mount -t proc proc "$root/proc"
    mount -t sysfs -o ro sysfs "$root/sys"
    mount -t tmpfs -o mode=755 tmpfs "$root/dev"
    mkdir "$root/dev/pts" "$root/dev/shm"
    while read -r name major minor; do
      mknod -m 666 "$root/dev/$name" c "$major" "$minor"
    done <<<"null 1 3
zero 1 5
full 1 7
random 1 8
urandom 1 9
tty 5 0"
    mount -t devpts -o newinstance,ptmxmode=666,mode=620 devpts "$root/dev/pts"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
    ln -s pts/ptmx "$root/dev/ptmx"
    ln -s /proc/self/fd "$root/dev/fd"
    ln -s fd/0 "$root/dev/stdin"
    ln -s fd/1 "$root/dev/stdout"
    ln -s fd/2 "$root/dev/stderr"
    for ((; n > 0; n--)); do
      there=${1#*=}
      mkdir -p "$root${there%:rw}"
      mount --bind "${1%%=*}" "$root${there%:rw}"
      [ "$there" != "${there%:rw}" ] || mount -o remount,bind,ro "$root$there"
      shift
    done
    exec chroot "$root" env -i "$@" bash -c "$command"
  ' - "$root" "$command" $# "$@" "${root_variables[@]}" </dev/null
}
