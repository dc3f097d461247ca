# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Fuzzing with libFuzzer, AddressSanitizer and UndefinedBehaviorSanitizer: builds the targets of tests/fuzz, gathers
files to begin with, runs the targets for a while, and says how many executions there were and what was found.

What is found stays in build-fuzz/found; `build-fuzz/tests/fuzz/fuzz-NAME FILE` shows it again.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from formats import FORMATS, make

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build-fuzz"
LARGEST_SEED = 48 * 1024  # bytes: what is longer is cut off, since headers are what matters and speed counts
MEMORY = 1024  # MiB, with the sanitizers' own, 256 of which are what was freed, and with all files of the corpus
FEW = 6  # seeds of a target in a short run
SHORT = 1  # seconds of one
TIMEOUT = 10  # seconds for an input, with sanitizers

# Endings of the files that each target begins with.
ENDINGS = {
    "mp4": (".m4a", ".mp4", ".mov", ".3gp"),
    "matroska": (".mka", ".mkv", ".webm"),
    "ogg": (".ogg", ".oga", ".opus", ".spx"),
    "flac": (".flac",),
    "mpeg": (".mp1", ".mp2", ".mp3"),
    "adts": (".aac",),
    "ac3": (".ac3", ".eac3"),
    "dts": (".dts",),
    "loas": (".loas", ".latm"),
    "wavpack": (".wv",),
    "asf": (".wma", ".asf"),
    "mlp": (".mlp", ".thd"),
    "spdif": (".spdif",),
    "amr": (".amr", ".awb"),
    "tta": (".tta",),
    "ape": (".ape",),
    "dsf": (".dsf",),
    "dsdiff": (".dff",),
    "mpc7": (".mpc",),
    "mpc8": (".mpc",),
    "extract": (".ts", ".m2ts", ".mpg", ".vob", ".avi", ".flv", ".mp3", ".wv", ".ape", ".wav"),
}
WHOLE = ("reader", "two-faces")  # begin with files of every format
MADE_UP = ("writer", "resampler")  # begin with numbers

# Names that a container is full of, which chance seldom finds: libFuzzer puts them in by itself.
MP4 = "ftyp moov mvhd trak mdia mdhd hdlr minf stbl stsd stts stsc stsz stz2 stco co64 edts elst ctts sbgp sgpd roll"
MP4 += " mvex trex moof mfhd traf tfhd tfdt trun sidx mdat free udta meta soun mp4a esds alac fLaC dfLa Opus dOps"
MP4 += " ac-3 dac3 ec-3 dec3 wave frma chan cmov dcom cmvd zlib sowt twos in24 in32 fl32 fl64 lpcm pcmC ipcm raw"
WORDS: dict[str, list[bytes | str]] = {
    "mp4": [MP4],
    "matroska": [
        *(b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67", b"\x15\x49\xa9\x66", b"\x16\x54\xae\x6b", b"\x1f\x43\xb6\x75"),
        *(
            b"\x1c\x53\xbb\x6b",
            b"\x11\x4d\x9b\x74",
            b"\x6d\x80",
            b"\x50\x34",
            b"\x42\x54",
            b"\x42\x55",
            b"\xa3",
            b"\xa0",
        ),
        *(
            b"\xa1",
            b"\xae",
            b"\xe1",
            b"\x63\xa2",
            b"\x86",
            b"\x56\xaa",
            b"\x56\xbb",
            b"\x75\xa2",
            b"\xff",
            b"\x01" + b"\xff" * 7,
        ),
        "A_OPUS A_VORBIS A_FLAC A_AAC A_AC3 A_EAC3 A_DTS A_MPEG/L3 A_PCM/INT/LIT A_WAVPACK4 A_TTA1 A_MS/ACM webm",
    ],
    "ogg": [b"OggS\0\2", b"OggS\0\4", b"OggS\0\5", b"\1vorbis", b"\3vorbis", b"\5vorbis", b"\x7fFLAC\1\0", b"Speex   "]
    + ["OpusHead OpusTags fLaC fishead"],
    "flac": ["fLaC", b"\xff\xf8", b"\xff\xf9", b"\x84\0\0\x28"],
    "mpeg": ["Xing Info VBRI LAME ID3 TAG", b"\xff\xfb\x90", b"\xff\xfd", b"\xff\xff", b"\xff\xf3", b"\xff\xe3"],
    "adts": [b"\xff\xf1", b"\xff\xf9", "ADIF"],
    "ac3": [b"\x0b\x77", b"\x77\x0b"],
    "dts": [b"\x7f\xfe\x80\1", b"\xfe\x7f\1\x80", b"\x1f\xff\xe8\0", b"\x64\x58\x20\x25"],
    "loas": [b"\x56\xe0", b"\x2b\7"],
    "wavpack": ["wvpk", b"\x10\4", b"\x0d", b"\x25", b"\x27"],
    "asf": [
        b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa\0\x62\xce\x6c",
        b"\xa1\xdc\xab\x8c\x47\xa9\xcf\x11\x8e\xe4\0\xc0\x0c\x20\x53\x65",
        b"\x36\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa\0\x62\xce\x6c",
        b"\x82\0\0",
    ],
    "mlp": [b"\xf8\x72\x6f\xba", b"\xf8\x72\x6f\xbb"],
    "spdif": [b"\x72\xf8\x1f\x4e", b"\xf8\x72\x4e\x1f"],
    "amr": [b"#!AMR\n", b"#!AMR-WB\n"],
    "tta": ["TTA1 TTA2"],
    "ape": [b"MAC \x96\x0f", b"MAC \x6e\x0f"],
    "dsf": [b"DSD \x1c", b"fmt \x34", "data ID3"],
    "dsdiff": ["FRM8", b"DSD PROP", b"SND FS  ", "CHNL", b"CMPRDST ", "DSTI FRTE DSTF DSTC FVER"],
    "mpc7": ["MP+", b"MP+\7"],
    "mpc8": ["MPCKSH RG EI SO ST AP SE CT"],
    "extract": ["RIFF", b"AVI LIST", "hdrl strl strh strf movi auds 01wb idx1 indx rec ID3 APETAGEX LYRICS200 TAG"]
    + [b"\0\0\1\xba", b"\0\0\1\xbd", b"\0\0\1\xc0", b"FLV\1\4", b"\x47\x40\0\x10", b"\x0a\0\0", "onMetaData"],
}
WORDS["reader"] = WORDS["two-faces"] = [word for words in WORDS.values() for word in words] + [
    "RIFF WAVE RF64 ds64 data fact LIST FORM AIFF AIFC COMM SSND FVER caff desc pakt kuki chan .snd 8SVX VHDR BODY"
]
WORDS["reader"] += [
    "NIST_1A channel_count sample_rate Creative .SoX riff",
    b"fmt \x10\0\0\0\1\0",
    b"fmt \x28\0\0\0\xfe\xff",
]
# Leaks are looked for in a second run, of all inputs that were kept: the quick way to unwind stacks, which fuzzing
# needs, cannot tell what leaks from what GLib keeps.
LEAKS = {"ASAN_OPTIONS": "detect_leaks=1:fast_unwind_on_malloc=0:malloc_context_size=10:allocator_may_return_null=1"}
OPTIONS = {
    "ASAN_OPTIONS": "detect_leaks=0:allocator_may_return_null=1",
    "LSAN_OPTIONS": f"print_suppressions=0:suppressions={ROOT / 'tests/c/lsan.supp'}",
    "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1",
    "G_DEBUG": "fatal-criticals",
}


def build() -> None:
    if not (BUILD / "build.ninja").exists():
        options = ["-Dfuzz=true", "-Dtests=false", "-Db_sanitize=address,undefined", "-Db_lundef=false"]
        options += ["-Doptimization=1", "-Dc_args=-gline-tables-only"]  # or it takes twice as long to compile
        options += [f"-D{part}=disabled" for part in ("introspection", "docs", "python")]
        # Meson looks for ccache only where it chooses the compiler.
        compiler = "ccache clang" if shutil.which("ccache") else "clang"
        subprocess.run(
            ["meson", "setup", str(BUILD), *options], check=True, cwd=ROOT, env=os.environ | {"CC": compiler}, stdout=2
        )
    subprocess.run(["ninja", "-C", str(BUILD), "--quiet"], check=True, stdout=2)


def write_dictionary(target: str) -> list[str]:
    """The option that names it, or nothing."""
    words: list[bytes] = []
    for word in WORDS.get(target, []):
        words += [part.encode() for part in word.split()] if isinstance(word, str) else [word]
    if not words:
        return []
    path = BUILD / f"{target}.dict"
    escaped = ["".join(f"\\x{byte:02x}" for byte in word) for word in words]
    path.write_text("".join(f'"{word}"\n' for word in escaped))
    return [f"-dict={path}"]


def make_up(target: str) -> list[bytes]:
    """What a target of numbers begins with: see the comments at the heads of fuzz-writer.c and fuzz-resampler.c."""
    rng = random.Random(1)
    if target == "resampler":
        rates = [(8000, 44100), (44100, 48000), (48000, 16000), (44100.5, 11025), (96000, 2000)]
        heads = [b"".join(int(rate * 16).to_bytes(3, "little") for rate in pair) for pair in rates]
        return [head + bytes([1 + q % 4, q]) + rng.randbytes(16 + 4000) for head in heads for q in range(11)]
    odd = bytes.fromhex("0000c07f 0000807f 000080ff 01000000 ffff7f7f 00000080")  # NaN, infinity, the smallest, largest
    samples = b"".join(
        rng.choice((odd[4 * i : 4 * i + 4], b"\0\0\0\x3e", b"\0\0\0\xbe")) for i in [0, 1, 2, 3, 4, 5] * 300
    )
    return [bytes([n, 2 * 5 + 1, 0, 0, 0, 2 + n % 8, 1, n, 100]) + samples for n in range(48)]


def make_face(data: bytes, seed: int) -> bytes:
    """Changes of eight bytes, and after which read they come: see fuzz-two-faces.c."""
    rng = random.Random(seed)
    patches = b"".join(
        rng.randrange(max(1, min(len(data), 4096))).to_bytes(3, "little") + rng.randbytes(1) for _ in range(8)
    )
    return data + patches + bytes([8, rng.randrange(12)])


def gather(target: str, folder: Path, short: bool) -> int:
    """Files to begin with: a generated one of each format that fits, and the corpus if it is there. @short: a few."""
    if target in MADE_UP:
        seeds = make_up(target)
    else:
        endings = ENDINGS.get(target)
        corpus = Path(os.environ.get("GAF_CORPUS", ROOT.parent / "shared/corpus"))
        names = [name for name in FORMATS if endings is None or name.endswith(endings)]
        with tempfile.TemporaryDirectory() as made:
            paths = [make(name, Path(made)) for name in (names[:: len(names) // FEW + 1] if short else names)]
            if not short:
                files = [path for path in corpus.rglob("*") if path.is_file()]
                paths += [path for path in files if not endings or path.suffix in endings]
            seeds = [path.read_bytes()[:LARGEST_SEED] for path in paths]
        if target == "two-faces":
            seeds = [make_face(seed, i) for i, seed in enumerate(seeds)]
    for i, seed in enumerate(seeds):
        (folder / f"seed-{i}").write_bytes(seed)
    return len(seeds)


def run(target: str, seconds: int, short: bool) -> bool:
    """Whether nothing was found."""
    return fuzz(target, seconds, short) and (short or find_leaks(target))


def find_leaks(target: str) -> bool:
    command = [
        str(BUILD / f"tests/fuzz/fuzz-{target}"),
        str(BUILD / "corpus" / target),
        "-runs=0",
        f"-artifact_prefix={BUILD}/found/{target}-",
    ]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | OPTIONS | LEAKS, check=False)
    if done.returncode != 0:
        print(f"{target}: LEAKS\n{done.stderr[-6000:]}", file=sys.stderr)
    return done.returncode == 0


def fuzz(target: str, seconds: int, short: bool) -> bool:
    corpus = BUILD / ("short" if short else "corpus") / target
    corpus.mkdir(parents=True, exist_ok=True)
    (BUILD / "found").mkdir(exist_ok=True)
    if not any(corpus.iterdir()):
        gather(target, corpus, short)
    command = [str(BUILD / f"tests/fuzz/fuzz-{target}"), str(corpus), f"-max_total_time={seconds}"]
    command += [f"-rss_limit_mb={MEMORY}", f"-timeout={TIMEOUT}", f"-max_len={LARGEST_SEED}", "-print_final_stats=1"]
    command += [f"-artifact_prefix={BUILD}/found/{target}-", *write_dictionary(target)]
    if short:  # the same each time: what is new is for the long runs
        command.append("-seed=1")
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | OPTIONS, check=False, errors="replace"
    )
    text = done.stderr
    stat = {name: int(value) for name, value in re.findall(r"stat::(\w+):\s+(\d+)", text)}
    print(
        f"{target}: {stat.get('number_of_executed_units', 0)} executions in {seconds} s, "
        f"{len(list(corpus.iterdir()))} files, peak {stat.get('peak_rss_mb', 0)} MiB: "
        f"{'nothing found' if done.returncode == 0 else 'FOUND'}",
        flush=True,
    )
    if done.returncode != 0:
        print(text[-6000:], file=sys.stderr)
    return done.returncode == 0


def main() -> int:
    targets = [*ENDINGS, *WHOLE, *MADE_UP]
    parser = argparse.ArgumentParser(prog="tools/soak --fuzz", description=__doc__.partition("\n\n")[0])
    parser.add_argument("--fuzz", nargs="*", metavar="TARGET", choices=[*targets, []], help=f"of {', '.join(targets)}")
    parser.add_argument("--seconds", type=int, default=60, help="for each target (%(default)s)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="targets at a time (%(default)s)")
    parser.add_argument("--short", action="store_true", help="a few seconds each, a few seeds, no search for leaks")
    parser.add_argument("--build", action="store_true", help="only compile what is fuzzed")
    arguments = parser.parse_args()
    if not shutil.which("clang"):
        print("skipped: there is no clang (Debian: clang libclang-rt-14-dev)")
        return 0
    build()
    if arguments.build:
        return 0
    with ThreadPoolExecutor(arguments.jobs) as pool:
        seconds = SHORT if arguments.short else arguments.seconds
        results = list(pool.map(lambda name: run(name, seconds, arguments.short), arguments.fuzz or targets))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
