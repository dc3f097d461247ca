# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Rust from a GIR: ``gir`` reads it, ``ffi`` makes gaudiofile-sys and ``safe`` most of gaudiofile."""
