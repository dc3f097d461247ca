// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! What is Rust's own: slices, closures, futures, properties, errors.

use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;

use gaudiofile::glib::{self, EnumClass, MainContext};
use gaudiofile::prelude::*;
use gaudiofile::*;

const RATE: f64 = 48000.0;
const FRAMES: usize = 10000;

fn ramp() -> Vec<f32> {
    (0..FRAMES).map(|i| i as f32 / 16384.0).collect()
}

/// FLAC of a ramp, and of what it is below zero.
fn flac() -> glib::Bytes {
    let left = ramp();
    let right: Vec<f32> = left.iter().map(|sample| -sample).collect();
    let writer = Writer::for_memory(&EncodeSpec::new("flac", RATE, 2)).unwrap();
    writer.write(&[&left, &right], None).unwrap();
    writer.close(None).unwrap();
    writer.steal_bytes().unwrap()
}

fn open() -> Reader {
    Reader::for_bytes(&flac(), None).unwrap()
}

fn temporary(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[test]
fn slices() {
    let reader = open();
    let (mut left, mut right) = (vec![0.0; FRAMES], vec![0.0; FRAMES]);
    assert_eq!(reader.read(&mut [&mut left, &mut right], None).unwrap(), FRAMES);
    assert!(left.iter().zip(ramp()).all(|(a, b)| (a - b).abs() < 1e-4));
    assert!(left.iter().zip(&right).all(|(a, b)| *a == -b));
    assert_eq!(reader.read(&mut [&mut left, &mut right], None).unwrap(), 0);

    let mut both = vec![0.0; 200];
    reader.seek(500, None).unwrap();
    assert_eq!(reader.read_interleaved(&mut both, None).unwrap(), 100);
    assert_eq!((both[0], both[1]), (left[500], right[500]));

    let mut raw = [[0i16; 10]; 2];
    let [first, second] = &mut raw;
    reader.seek(100, None).unwrap();
    assert_eq!(reader.read_raw(&mut [first, second], None).unwrap(), 10);
    assert_eq!(raw[0][3], (left[103] * 32768.0).round() as i16);
    assert!(reader
        .read_raw(&mut [&mut [0f64; 10][..], &mut [0f64; 10]], None)
        .is_err());

    let mut a = [0.0; 5];
    let mut b = [0.0; 5];
    assert_eq!(reader.read_at(9998, &mut [&mut a, &mut b], None).unwrap(), 2);
    assert_eq!(a[1], left[9999]);
    assert_eq!(reader.tell(), 110);
}

#[test]
fn wrong_slices_are_errors() {
    let reader = open();
    let error = reader.read(&mut [&mut [0.0; 10]], None).unwrap_err();
    assert!(error.matches(Error::InvalidArgument), "{error}");
    assert_eq!(error.message(), "1 planes for 2 channels");
    let error = reader.read(&mut [&mut [0.0; 10], &mut [0.0; 9]], None).unwrap_err();
    assert_eq!(error.message(), "the planes have different lengths");
    let error = reader.read_interleaved(&mut [0.0; 9], None).unwrap_err();
    assert_eq!(error.message(), "9 samples are not whole frames of 2 channels");
    let resampler = Resampler::new(44100.0, 48000.0, 1, ResampleQuality::Linear).unwrap();
    assert!(resampler.resample(&[&[0.0; 100]], &mut [&mut [0.0; 100]]).is_err());
}

#[test]
fn blocks() {
    let block = Block::from_interleaved(&[1i16, 2, 3, 4, 5, 6], 2, RATE).unwrap();
    assert_eq!(
        (block.format(), block.layout(), block.n_frames()),
        (SampleFormat::Int16, Layout::Interleaved, 3)
    );
    assert_eq!(block.samples::<i16>(), Some(&[1, 2, 3, 4, 5, 6][..]));
    assert_eq!((block.samples::<f32>(), block.plane::<i16>(0)), (None, None));
    let block = Block::from_planes(&[&[0.5f32, 0.25], &[-0.5, 1.0]], RATE).unwrap();
    assert_eq!(block.plane::<f32>(1), Some(&[-0.5, 1.0][..]));
    assert_eq!(block.plane::<f32>(2), None);
    assert!(Block::from_planes::<f32>(&[&[0.5], &[]], RATE).is_err());
    assert!(Block::from_interleaved::<f32>(&[], 0, RATE).is_err());

    // Bytes that do not begin where a number may are not lent as numbers.
    let bytes = glib::Bytes::from(&[0u8; 9][..]);
    let odd = glib::Bytes::from_bytes(&bytes, 1..9);
    let block = Block::new(SampleFormat::Float32, Layout::Planar, 1, RATE, 2, &odd).unwrap();
    assert_eq!(odd[..].as_ptr() as usize % 4, 1);
    assert!(block.samples::<f32>().is_none());
    assert!(Block::new(SampleFormat::Float32, Layout::Planar, 1, RATE, 3, &odd).is_none());

    let lengths: Vec<i64> = open()
        .blocks(4096, Layout::Planar)
        .map(|block| block.unwrap().n_frames())
        .collect();
    assert_eq!(lengths, [4096, 4096, 1808]);
    let closed = open();
    closed.close();
    let ends: Vec<_> = closed.blocks(10, Layout::Planar).collect();
    assert!(ends.len() == 1 && ends[0].is_err());
}

#[test]
fn errors() {
    let error = Reader::for_path("/no/such/file", None).unwrap_err();
    assert_eq!(error.kind::<Error>(), Some(Error::NotFound));
    assert_eq!(Error::errno(&error), 2);
    let error = Reader::for_bytes(&glib::Bytes::from_static(b"no audio at all"), None).unwrap_err();
    assert!(error.matches(Error::NotAudio), "{error}");
    assert!(EncodeSpec::new("nothing", RATE, 2)
        .resolve()
        .unwrap_err()
        .matches(Error::Unsupported));
    let cancelled = gio::Cancellable::new();
    cancelled.cancel();
    let error = Peaks::for_reader(&open(), 256, Some(&cancelled), None).unwrap_err();
    assert!(error.matches(gio::IOErrorEnum::Cancelled), "{error}");
}

#[test]
fn numbers_are_those_of_the_library() {
    let class = EnumClass::new::<Error>();
    assert!(class.values().len() > 10);
    let value = Error::NotAudio.to_value();
    assert_eq!(value.get::<Error>(), Ok(Error::NotAudio));
    assert_eq!(
        class.to_value_by_nick("not-audio").unwrap().get::<Error>(),
        Ok(Error::NotAudio)
    );
    let qualities = EnumClass::new::<ResampleQuality>();
    let sinc = qualities.to_value_by_nick("windowed-sinc-32").unwrap();
    assert_eq!(sinc.get::<ResampleQuality>(), Ok(ResampleQuality::WindowedSinc32));
    assert_eq!(
        PeaksFlags::NO_CACHE.to_value().get::<PeaksFlags>(),
        Ok(PeaksFlags::NO_CACHE)
    );
    assert_eq!(
        (SampleFormat::Int24.name(), SampleFormat::Int24.width()),
        ("int24".into(), 4)
    );
}

#[test]
fn properties_and_builders() {
    let spec = EncodeSpec::builder()
        .format("flac")
        .rate(RATE)
        .channels(2)
        .bit_depth(24)
        .build();
    let heard = Rc::new(RefCell::new(Vec::new()));
    let also_heard = heard.clone();
    spec.connect_bit_depth_notify(move |spec| also_heard.borrow_mut().push(spec.bit_depth()));
    spec.set_bit_depth(24);
    spec.set_bit_depth(16);
    assert_eq!(*heard.borrow(), [16]);
    assert_eq!((spec.format().as_deref(), spec.quality()), (Some("flac"), None));

    let conversion = Conversion::builder()
        .gain(-6.0)
        .encode_spec(&spec)
        .normalize(Normalize::Peak)
        .build();
    conversion.set_fade_in(0.5);
    assert_eq!(
        (conversion.gain(), conversion.fade_in(), conversion.normalize()),
        (-6.0, 0.5, Normalize::Peak)
    );
    assert_eq!(conversion.encode_spec(), Some(spec));

    let reader = Reader::builder().bytes(&flac()).build(None).unwrap();
    assert_eq!((reader.n_frames(), reader.codec().as_str()), (FRAMES as i64, "flac"));
    assert!(Reader::builder().build(None).is_err());

    let mut limits = Limits::new();
    limits.set_channels(1);
    let error = Reader::builder()
        .bytes(&flac())
        .limits(&limits)
        .build(None)
        .unwrap_err();
    assert!(error.matches(Error::Limit), "{error}");
}

#[test]
fn lists() {
    let tags = Tags::new();
    tags.set_values("artist", &["one", "another"]);
    assert_eq!(tags.values("artist").len(), 2);
    assert_eq!(tags.names(), ["ARTIST"]);
    tags.set_values("artist", &[]);
    assert!(tags.values("artist").is_empty() && tags.value("artist").is_none());
    assert!(readable_extensions().iter().any(|one| one == ".flac"));
    let support = Support::list(SupportKind::Reading);
    let flac = support.iter().find(|one| one.name() == "FLAC").unwrap();
    assert!(flac.works() && flac.extensions().iter().any(|one| one == ".flac"));
    assert!(MAJOR_VERSION == 0 && !version().is_empty());
}

#[test]
fn futures() {
    let path = temporary("futures.wav");
    let context = MainContext::new();
    let frames = context
        .with_thread_default(|| {
            context.block_on(async {
                let reader = Reader::for_bytes_future(&flac()).await?;
                let writer = Writer::for_path_future(&path, &EncodeSpec::new("wav", RATE, 2)).await?;
                loop {
                    let block = reader.read_frames_future(3000, Layout::Planar).await?;
                    if block.n_frames() == 0 {
                        break;
                    }
                    writer.write_block_future(&block).await?;
                }
                writer.close_future().await?;
                Ok::<i64, glib::Error>(writer.tell())
            })
        })
        .unwrap()
        .unwrap();
    assert_eq!(frames, FRAMES as i64);
    assert_eq!(Reader::for_path(&path, None).unwrap().n_frames(), frames);
    let error = context.block_on(Reader::for_path_future("/no/such/file")).unwrap_err();
    assert!(error.matches(Error::NotFound));
}

#[test]
fn progress() {
    let (from, to) = (temporary("progress.flac"), temporary("progress.wav"));
    std::fs::write(&from, flac()).unwrap();
    let mut told = Vec::new();
    let mut tell = |done, all| told.push((done, all));
    let conversion = Conversion::new();
    assert_eq!(
        conversion.run(&from, &to, None, Some(&mut tell)).unwrap(),
        FRAMES as i64
    );
    assert_eq!(told.last(), Some(&(FRAMES as i64, FRAMES as i64)));
    assert_eq!(conversion.run(&from, &to, None, None).unwrap(), FRAMES as i64);

    let count = Rc::new(Cell::new(0));
    let counted = count.clone();
    let tell = Box::new(move |_, _| counted.set(counted.get() + 1));
    let context = MainContext::new();
    let n = context
        .with_thread_default(|| context.block_on(conversion.run_future(&from, &to, Some(tell))))
        .unwrap();
    assert_eq!(n.unwrap(), FRAMES as i64);
    assert!(count.get() > 0);
    assert_eq!(Rc::strong_count(&count), 1, "the closure is dropped");
}

#[test]
fn a_process_in_between() {
    let (from, to) = (temporary("process.flac"), temporary("process.wav"));
    std::fs::write(&from, flac()).unwrap();
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = calls.clone();
    let conversion = Conversion::new();
    conversion.set_process(move |block, _frame| {
        counted.fetch_add(1, Ordering::Relaxed);
        let halves: Vec<Vec<f32>> = (0..block.channels() as usize)
            .map(|channel| {
                block
                    .plane::<f32>(channel)
                    .unwrap()
                    .iter()
                    .map(|sample| sample / 2.0)
                    .collect()
            })
            .collect();
        Block::from_planes(&halves.iter().map(Vec::as_slice).collect::<Vec<_>>(), block.rate())
    });
    assert_eq!(conversion.run(&from, &to, None, None).unwrap(), FRAMES as i64);
    assert!(calls.load(Ordering::Relaxed) > 0);
    let block = Reader::for_path(&to, None)
        .unwrap()
        .read_frames_at(8192, 1, Layout::Planar, None)
        .unwrap();
    assert!((block.plane::<f32>(0).unwrap()[0] - 0.25).abs() < 1e-4);
    drop(conversion);
    assert_eq!(Arc::strong_count(&calls), 1, "the closure is dropped");

    let failing = Conversion::new();
    failing.set_process(|_, _| Err(glib::Error::new(Error::Corrupt, "no more")));
    assert_eq!(failing.run(&from, &to, None, None).unwrap_err().message(), "no more");
}

#[test]
fn other_threads() {
    let reader = open();
    let there = reader.clone();
    let sum = std::thread::spawn(move || {
        let mut samples = vec![0.0; 2 * FRAMES];
        there.read_interleaved(&mut samples, None).unwrap()
    });
    assert_eq!(sum.join().unwrap(), FRAMES);
    assert_eq!(reader.tell(), FRAMES as i64);
}

#[test]
fn analysis() {
    let peaks = Peaks::new(RATE, 1, 256).unwrap();
    peaks.append(&[&ramp()[..]]).unwrap();
    let values = peaks.query(0, -1, 4);
    assert_eq!((values.len(), peaks.n_frames()), (12, FRAMES as i64));
    let mut same = vec![0.0; 12];
    peaks.query_into(0, -1, 4, &mut same);
    assert_eq!(values, same);
    let silences = Silences::for_reader(&open(), -60.0, 10, None, None).unwrap();
    let (begin, end) = silences.trim();
    assert!(0 < begin && begin < 20 && end == FRAMES as i64, "{begin} {end}");
    let clips = [Clip::for_bytes(&flac()), Clip::for_path("/no/such/file")];
    load_many(&clips, 0, LoadFlags::DEFAULT, None, None).unwrap();
    assert_eq!(clips[0].n_frames(), FRAMES as i64);
    assert!(clips[0].block().is_some() && clips[1].error().unwrap().matches(Error::NotFound));
}

#[test]
fn resampling() {
    let resampler = Resampler::new(RATE, RATE / 2.0, 1, ResampleQuality::WindowedSinc8).unwrap();
    let whole = ramp();
    let mut target = vec![0.0; resampler.n_frames(FRAMES as i64) as usize];
    assert_eq!(resampler.resample(&[&whole], &mut [&mut target]).unwrap(), FRAMES / 2);

    let mut pieces = vec![0.0; target.len()];
    let mut n = 0;
    for piece in whole.chunks(999) {
        n += resampler.process(&[piece], &mut [&mut pieces[n..]]).unwrap();
    }
    n += resampler.flush(&mut [&mut pieces[n..]]).unwrap();
    assert_eq!(n, FRAMES / 2);
    assert_eq!(pieces, target);

    let effect = Effect::for_description("volume volume=0.5", 48000, 1).unwrap();
    let mut samples = [0.5, -0.5];
    effect.process(&mut [&mut samples]).unwrap();
    assert_eq!(samples, [0.25, -0.25]);
}
