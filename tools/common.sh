# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# What the scripts in this folder share; they source it.

# The distribution's own Python, meson and so on: its NumPy and PyGObject belong to them.
export PATH="/usr/sbin:/usr/bin:/sbin:/bin:$PATH"

# Behind a proxy with its own certificates pip needs to be told of them. It knows its own variable, and two others; the
# rest of the usual ones, and what update-ca-certificates collected, are handed on.
system_certificates=/etc/ssl/certs/ca-certificates.crt
PIP_CERT=${PIP_CERT:-${REQUESTS_CA_BUNDLE:-${CURL_CA_BUNDLE:-${SSL_CERT_FILE:-}}}}
[ -n "$PIP_CERT" ] || [ ! -f $system_certificates ] || PIP_CERT=$system_certificates
if [ -n "$PIP_CERT" ]; then export PIP_CERT; else unset PIP_CERT; fi
export PIP_DISABLE_PIP_VERSION_CHECK=1

# Meson takes ccache where it is installed. The same files in another clone are the same.
export CCACHE_BASEDIR=${CCACHE_BASEDIR-$PWD} CCACHE_NOHASHDIR=${CCACHE_NOHASHDIR-1}

bold=$'\033[1m' plain=$'\033[0m'
# No escape codes where the output goes into a file or a pipe.
if [ ! -t 1 ]; then
  bold='' plain=''
  export NO_COLOR=1 PIP_NO_COLOR=1 PIP_PROGRESS_BAR=off
fi

say() { printf '%s%s%s\n' "$bold" "$*" "$plain"; }
