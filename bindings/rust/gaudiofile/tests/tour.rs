// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! What tests/bindings/tour.c does, in Rust: opens, seeks, reads, resamples, writes, tags and reads again. What it tells and
//! the file it writes are the same as C's.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use gaudiofile::glib::{self, ChecksumType};
use gaudiofile::prelude::*;
use gaudiofile::{Block, EncodeSpec, Layout, Reader, ResampleQuality, ResampledReader, Tags, Writer};

fn tell(what: &str, block: &Block) -> String {
    let sum = glib::compute_checksum_for_bytes(ChecksumType::Sha256, &block.bytes()).unwrap();
    format!("{what}: {} frames {sum}\n", block.n_frames())
}

fn write_file(source: &ResampledReader, path: &Path) -> Result<(), glib::Error> {
    let tags = Tags::new();
    tags.set_value("title", Some("A tour"));
    let spec = EncodeSpec::builder()
        .format("flac")
        .rate(32000.0)
        .channels(2)
        .bit_depth(24)
        .tags(&tags)
        .build();
    let writer = Writer::for_path(path, &spec, None)?;
    source.seek(0, None)?;
    // Through slices here, and not as blocks: the same samples.
    let (mut left, mut right) = (vec![0.0; 4096], vec![0.0; 4096]);
    loop {
        let n = source.read(&mut [&mut left, &mut right], None)?;
        if n == 0 {
            return writer.close(None);
        }
        writer.write(&[&left[..n], &right[..n]], None)?;
    }
}

fn tour(from: &Path, to: &Path) -> Result<String, glib::Error> {
    let mut told = String::new();
    let reader = Reader::for_path(from, None)?;
    let (codec, rate) = (reader.codec(), reader.rate());
    writeln!(told, "{codec} {rate} {} {}", reader.channels(), reader.n_frames()).unwrap();

    reader.seek(12345, None)?;
    told += &tell("read", &reader.read_frames(1000, Layout::Interleaved, None)?);

    let resampled = ResampledReader::new(&reader, 32000.0, ResampleQuality::WindowedSinc32)?;
    resampled.seek(5000, None)?;
    told += &tell("resampled", &resampled.read_frames(2000, Layout::Planar, None)?);
    write_file(&resampled, to)?;

    let tags = Tags::read(to, None)?;
    tags.set_value("artist", Some("gaudiofile"));
    tags.write(to, false, None)?;
    let tags = Tags::read(to, None)?;
    writeln!(
        told,
        "{} by {}",
        tags.value("title").unwrap(),
        tags.value("artist").unwrap()
    )
    .unwrap();

    let written = Reader::for_path(to, None)?;
    told += &tell(
        "written",
        &written.read_frames(written.n_frames(), Layout::Planar, None)?,
    );
    Ok(told)
}

#[test]
fn is_that_of_c() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let (from, ours, theirs) = (
        folder.join("from.flac"),
        folder.join("rust.flac"),
        folder.join("c.flac"),
    );
    let left: Vec<f32> = (0..44100).map(|i| (i as f32 * 0.05).sin() * 0.5).collect();
    let right: Vec<f32> = left.iter().rev().map(|sample| sample / 3.0).collect();
    let writer = Writer::for_path(&from, &EncodeSpec::new("flac", 44100.0, 2), None).unwrap();
    writer.write(&[&left, &right], None).unwrap();
    writer.close(None).unwrap();

    let told = tour(&from, &ours).unwrap();
    assert!(told.starts_with("flac 44100 2 44100\n"), "{told}");
    assert!(told.contains("A tour by gaudiofile"), "{told}");

    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../build/tests/bindings/tour");
    if !program.exists() {
        eprintln!("{} is not built: not compared with C", program.display());
        return;
    }
    let done = Command::new(program).arg(&from).arg(&theirs).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(told, String::from_utf8(done.stdout).unwrap());
    assert!(std::fs::read(&ours).unwrap() == std::fs::read(&theirs).unwrap());
}
