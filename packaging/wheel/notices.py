# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Whose the files are that a wheel carries, and under which licence: the text of THIRD-PARTY.

A package that is not in the table stops the build, so that nothing comes in unseen; and nothing under the GPL does.
"""

import subprocess
from collections import defaultdict
from pathlib import Path

# What packaging/wheel/dependencies builds, by the beginning of a library's name: folder in /src.
BUILT = {
    **dict.fromkeys(("libavcodec", "libavutil", "libavformat", "libavfilter", "libswresample"), "ffmpeg"),
    **dict.fromkeys(("libglib-", "libgobject-", "libgio-", "libgmodule-", "libgthread-"), "glib2.0"),
    **dict.fromkeys(("libgstreamer-", "libgstbase-", "libgstcoreelements"), "gstreamer1.0"),
}
LICENCES = {
    "ffmpeg": "LGPL-2.1-or-later (built without its parts under the GPL)",
    "glib2.0": "LGPL-2.1-or-later",
    "gstreamer1.0": "LGPL-2.1-or-later",
    "gstreamer1.0-alsa": "LGPL-2.1-or-later",
    "gstreamer1.0-libav": "LGPL-2.1-or-later",
    "gstreamer1.0-plugins-bad": "LGPL-2.1-or-later",
    "gstreamer1.0-plugins-base": "LGPL-2.1-or-later",
    "gstreamer1.0-plugins-good": "LGPL-2.1-or-later",
    "gstreamer1.0-plugins-ugly": "LGPL-2.1-or-later",
    "gstreamer1.0-pulseaudio": "LGPL-2.1-or-later",
    "libebur128-1": "MIT",
    "libffi8": "MIT",
    "libflac12": "BSD-3-Clause",
    "libgsm1": "TU-Berlin-2.0",
    "libgstreamer-plugins-base1.0-0": "LGPL-2.1-or-later",
    "libmp3lame0": "LGPL-2.1-or-later",
    "libmpg123-0": "LGPL-2.1-or-later",
    "libogg0": "BSD-3-Clause",
    "libopencore-amrnb0": "Apache-2.0",
    "libopencore-amrwb0": "Apache-2.0",
    "libopus0": "BSD-3-Clause",
    "liborc-0.4-0": "BSD-3-Clause",
    "libpcre2-8-0": "BSD-3-Clause",
    "libspeex1": "BSD-3-Clause",
    "libtag1v5-vanilla": "LGPL-2.1-only or MPL-1.1",
    "libvorbis0a": "BSD-3-Clause",
    "libvorbisenc2": "BSD-3-Clause",
    "libwavpack1": "BSD-3-Clause",
    "zlib1g": "Zlib",
}
HEAD = """\
This wheel of gaudiofile carries, beside gaudiofile itself (LGPL-2.1-or-later, see COPYING), the work of others. It is
listed here with its licence, and below with the copyright notices that Debian keeps of it.

The libraries are dynamically linked and can be replaced; their symbols begin with "gaf_own_" so that they never meet
those of the system. gaudiofile's sources build this wheel by one command, tools/wheel.
Sources: of Debian's source packages in the versions named (https://snapshot.debian.org, `apt-get source NAME`).

"""


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def package_of(path: Path) -> tuple[str, str, Path]:
    """Name, version, and the file with the copyright."""
    for begin, name in BUILT.items():
        if path.is_relative_to("/opt/gaudiofile") and path.name.startswith(begin):
            (folder,) = (folder for folder in Path("/src").glob(f"{name}-*") if folder.is_dir())
            version = run("dpkg-parsechangelog", "-l", f"{folder}/debian/changelog", "-S", "Version").strip()
            return name, version, folder / "debian/copyright"
    if path.is_relative_to("/opt/plugins"):
        (info,) = (info for info in Path("/opt/plugins-info").glob("*.list") if str(path)[12:] in info.read_text())
        return info.stem, info.with_suffix(".version").read_text().strip(), doc(Path("/opt/plugins"), info.stem)
    # dpkg knows files by the name under which they were packed, which may be without /usr.
    found = next(name for name in (str(path), str(path).removeprefix("/usr")) if owner(name))
    name = owner(found)
    return name, run("dpkg-query", "-W", "-f", "${Version}", name), doc(Path("/"), name)


def owner(name: str) -> str:
    said = subprocess.run(("dpkg", "-S", name), capture_output=True, text=True).stdout
    return said.split(":")[0]


def doc(root: Path, package: str) -> Path:
    return root / "usr/share/doc" / package / "copyright"


def text(files: set[Path]) -> str:
    packages: dict[tuple[str, str, Path], list[str]] = defaultdict(list)
    for path in sorted(files):
        packages[package_of(path)].append(path.name)
    missing = sorted({name for name, _, _ in packages} - set(LICENCES))
    if missing:
        raise SystemExit(f"No licence is known of {', '.join(missing)}: see packaging/wheel/notices.py")
    rows = [
        f"{name} {version}\n    {LICENCES[name]}\n    {', '.join(names)}\n"
        for (name, version, _), names in sorted(packages.items())
    ]
    notices: dict[str, list[str]] = defaultdict(list)
    for name, _, copyright_file in sorted(packages):
        notices[copyright_file.read_text(errors="replace")].append(name)
    # To which those notices refer.
    for path in sorted(Path("/usr/share/common-licenses").glob("[ALM]*")):
        if not path.is_symlink() and path.name in ("Apache-2.0", "LGPL-2", "LGPL-2.1", "MPL-1.1"):
            notices[path.read_text()].append(f"/usr/share/common-licenses/{path.name}")
    return HEAD + "".join(rows) + "".join(f"\n{'=' * 80}\n{', '.join(n)}\n\n{t}" for t, n in notices.items())
