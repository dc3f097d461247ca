# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Makes a wheel that runs anywhere of one that runs where it was built. Part of tools/wheel; runs in its root.

    carry.py WHEEL FOLDER --plugin FILE… --beside FILE…

Puts plugins of GStreamer into the package, and all libraries that anything in it needs (by auditwheel, which gives
their files names with a hash, has each found relative to the one that needs it, and checks the version of glibc).

Names of files are not enough: a symbol is looked for in what the whole program has loaded before it is looked for in
the libraries that a file says it needs. A program that has the system's GStreamer loaded, as PyGObject does it, would
have our plugins call that. So all that the libraries in here call of each other has names of its own: "gaf_own_" in
front.
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import notices
from elftools.elf.elffile import ELFFile

PLATFORM = "manylinux_2_36_x86_64"
PREFIX = "gaf_own_"
# Of the system's sound servers, whose programs they have to fit. Where they are not, there is no live audio.
SYSTEM = ["libpulse.so.0", "libasound.so.2"]
# What manylinux says is everywhere: glibc's, the compiler's, zlib. auditwheel checks their versions.
EVERYWHERE = ["libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2", "libgcc_s.so.1", "libstdc++.so.6", "libz.so.1"]
# Looked up by name, or the linker's: of plugins, the extension module, and what gaudiofile/core/late-library.h loads.
LOOKED_UP = re.compile(r"gst_plugin_\w+_get_desc|PyInit_\w+|gaf_taglib_begin|ebur128_\w+|_init|_fini|_edata|_end")
# What pip puts among a venv's programs. It finds the package without importing it, which would take longer.
PROGRAM = """\
#!python
import os
import sys
from importlib.util import find_spec

os.execv(os.path.join(find_spec("gaudiofile").submodule_search_locations[0], "program"), sys.argv)
"""


def run(*command: object) -> None:
    subprocess.run([str(word) for word in command], check=True)


def elf_files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.read_bytes()[:4] == b"\x7fELF"]


def needed_names(path: Path) -> set[str]:
    with path.open("rb") as file:
        dynamic = ELFFile(file).get_section_by_name(".dynamic")
        return {tag.needed for tag in dynamic.iter_tags() if tag.entry.d_tag == "DT_NEEDED"}


def needed(files: list[Path]) -> set[Path]:
    """The libraries that the files need, and those that these need, but not what is the system's."""
    said = subprocess.run(("ldd", *map(str, files)), check=True, capture_output=True, text=True).stdout
    paths = {line.split()[0]: Path(line.split()[2]) for line in said.splitlines() if " => /" in line}
    found: set[Path] = set()
    while files:
        names = needed_names(files.pop()) - {*SYSTEM, *EVERYWHERE}
        new = {paths[name] for name in names if name in paths} - found
        found |= new
        files = [*files, *new]
    return {path for path in found if not path.name.startswith("libgaudiofile")}


def carry_rest(top: Path, libraries: set[Path]) -> None:
    """auditwheel takes GLib for a part of every system, as it was of the first manylinux; here it has to be ours."""
    folder = top / "gaudiofile.libs"
    names = {}
    for path in libraries:
        stem = path.name.split(".")[0]
        if any(folder.glob(f"{stem}-????????.*")):
            continue
        names[path.name] = f"{stem}-{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}{path.name[len(stem) :]}"
        copy = folder / names[path.name]
        shutil.copy(path, copy)
        run("strip", "--strip-unneeded", copy)
        run("patchelf", "--set-soname", copy.name, "--force-rpath", "--set-rpath", "$ORIGIN", copy)
    print(f"   also carried: {', '.join(sorted(names))}")
    for path in elf_files(top):
        for name in needed_names(path) & set(names):
            run("patchelf", "--replace-needed", name, names[name], path)


def symbols(path: Path) -> list[tuple[str, bool]]:
    """Names of the dynamic symbols, and whether they are defined there."""
    with path.open("rb") as file:
        section = ELFFile(file).get_section_by_name(".dynsym")
        return [
            (symbol.name, symbol["st_shndx"] != "SHN_UNDEF")
            for symbol in section.iter_symbols()
            # Absolute ones are names of versions.
            if symbol.name and symbol["st_shndx"] != "SHN_ABS" and symbol["st_info"]["bind"] != "STB_LOCAL"
        ]


def is_own(name: str) -> bool:
    if name.startswith(("_Z", "__")):  # C++: what is not TagLib's is of the standard library
        return "6TagLib" in name
    return LOOKED_UP.fullmatch(name) is None


def rename(folder: Path) -> int:
    """Gives what is defined in a library here, and so is the same name everywhere here, a name of its own."""
    files = elf_files(folder)
    defined = {
        name
        for path in files
        if ".so" in path.name
        for name, is_defined in symbols(path)
        if is_defined and is_own(name)
    }
    with tempfile.TemporaryDirectory() as temporary:
        for path in files:
            names = sorted({name for name, _ in symbols(path)} & defined)
            if names:
                table = Path(temporary, "names")
                table.write_text("".join(f"{name} {PREFIX}{name}\n" for name in names))
                run("patchelf", "--rename-dynamic-symbols", table, path)
    return len(defined)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("wheel", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plugin", type=Path, nargs="+", required=True)
    parser.add_argument("--beside", type=Path, nargs="+", required=True)
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as temporary:
        unpacked, repaired, packed = (Path(temporary, name) for name in ("unpacked", "repaired", "packed"))
        run(sys.executable, "-m", "wheel", "unpack", arguments.wheel, "--dest", unpacked)
        (top,) = unpacked.iterdir()
        package = top / "gaudiofile"
        (package / "plugins").mkdir()
        for path in arguments.plugin:
            shutil.copy(path, package / "plugins")
        for path in (*arguments.beside, Path("COPYING")):
            shutil.copy(path, package)
        # The module uses the stable ABI only, see python/ext/stable-abi.h.
        (module,) = package.glob("_native.*.so")
        module.rename(package / "_native.abi3.so")
        # A program elsewhere could not find the libraries.
        (script,) = top.glob("*.data/scripts/gaudiofile")
        program = script.rename(package / "program")
        run("patchelf", "--set-rpath", "$ORIGIN", program)
        script.write_text(PROGRAM)
        script.chmod(0o755)
        libraries = needed(elf_files(top))
        carried = {*arguments.plugin, *arguments.beside} | libraries
        (package / "THIRD-PARTY").write_text(notices.text({path.resolve() for path in carried}))
        for path in elf_files(top):
            path.chmod(0o755)
            run("strip", "--strip-unneeded", path)
        packed.mkdir()
        run(sys.executable, "-m", "wheel", "pack", top, "--dest-dir", packed)

        (wheel,) = packed.iterdir()
        run(sys.executable, "-m", "wheel", "tags", "--remove", "--python-tag", "cp311", "--abi-tag", "abi3", wheel)
        (wheel,) = packed.iterdir()
        excluded = [word for name in SYSTEM for word in ("--exclude", name)]
        run(
            sys.executable,
            "-m",
            "auditwheel",
            "repair",
            "--plat",
            PLATFORM,
            "--only-plat",
            *excluded,
            "--wheel-dir",
            repaired,
            wheel,
        )

        (wheel,) = repaired.iterdir()
        shutil.rmtree(unpacked)
        run(sys.executable, "-m", "wheel", "unpack", wheel, "--dest", unpacked)
        (top,) = unpacked.iterdir()
        carry_rest(top, libraries)
        print(f"   {rename(top)} symbols have names of their own")
        run(sys.executable, "-m", "wheel", "pack", top, "--dest-dir", arguments.folder)


main()
