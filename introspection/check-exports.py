# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What the library exports, what the GIR describes and what the headers mark public are the same functions.

check-exports.py LIBRARY GIR HEADER...
"""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

library, gir, *headers = sys.argv[1:]

symbols = subprocess.run(["nm", "-D", "--defined-only", library], check=True, capture_output=True, text=True).stdout
exported = {line.split()[-1] for line in symbols.splitlines()}

described = set()
for element in ET.parse(gir).iter():
    for name, value in element.attrib.items():
        if name.endswith(("}identifier", "}get-type")) and value.startswith("gaf_"):
            described.add(value)

text = "\n".join(Path(header).read_text() for header in headers)
marked = set(re.findall(r"^GAF_AVAILABLE_IN_\w+\n[^;]*?\b(gaf_\w+)\s*\(", text, re.MULTILINE))
# G_DECLARE_FINAL_TYPE and G_DECLARE_INTERFACE (Name, gaf_name, …) declare gaf_name_get_type().
marked |= {f"{name}_get_type" for name in re.findall(r"G_DECLARE_\w+ \(\w+, (gaf_\w+),", text)}

problems = []
for what, names in [
    ("exported, but not in the GIR", exported - described),
    ("in the GIR, but not exported", described - exported),
    ("exported, but not marked in a header", exported - marked),
    ("marked in a header, but not exported", marked - exported),
]:
    problems += [f"{name}: {what}" for name in sorted(names)]

print("\n".join(problems) or f"{len(exported)} functions")
sys.exit(bool(problems))
