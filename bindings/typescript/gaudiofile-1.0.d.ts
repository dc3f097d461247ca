// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Made by bindings/typescript/generate, by ts-for-gir, of what the library says of itself.

/// <reference types="@girs/gjs" />
/// <reference types="@girs/gjs/dom" />
/// <reference types="@girs/gjs/ambient" />
/// <reference types="@girs/gio-2.0/ambient" />
/// <reference types="@girs/glib-2.0/ambient" />
/// <reference types="@girs/gobject-2.0/ambient" />

declare module 'gi://GAudioFile?version=1.0' {

// Module dependencies
import type Gio from '@girs/gio-2.0';
import type GObject from '@girs/gobject-2.0';
import type GLib from '@girs/glib-2.0';

export namespace GAudioFile {

    /**
     * GAudioFile-1.0
     */

    /**
     * @gir-type Enum
     */
    export namespace CoverKind {
        export const $gtype: GObject.GType<CoverKind>;
    }

    /**
     * What a picture shows. The numbers are those of ID3v2 and FLAC (picture types), which have some more: numbers up to 20
     * are kept as they are.
     * @gir-type Enum
     * @since 0.1
     */
    enum CoverKind {
        /**
         * something else
         */
        OTHER = 0,
        /**
         * the front of the cover
         */
        FRONT = 3,
        /**
         * the back of the cover
         */
        BACK = 4,
        /**
         * a page of the booklet
         */
        LEAFLET = 5,
        /**
         * the disc itself
         */
        MEDIUM = 6,
        /**
         * an artist
         */
        ARTIST = 8,
    }

    /**
     * @gir-type Enum
     */
    export namespace Direction {
        export const $gtype: GObject.GType<Direction>;
    }

    /**
     * Which way audio goes between the program and a {@link Device}.
     * @gir-type Enum
     * @since 0.1
     */
    enum Direction {
        /**
         * from a device to the program: microphones, and what others play
         */
        INPUT = 0,
        /**
         * from the program to a device: loudspeakers
         */
        OUTPUT = 1,
    }

    /**
     * What can go wrong. Each code has one meaning, and each message names the thing and the way out.
     * @gir-type Struct
     */
    class Error extends GLib.Error {
        static $gtype: GObject.GType<GLib.Error>;

        // Static fields
        /**
         * There is no file of that name, or no folder for it.
         */
        static NOT_FOUND: number;

        /**
         * It is a directory, a pipe, a device or a socket.
         */
        static NOT_A_FILE: number;

        /**
         * The bytes are of no audio format that this library reads.
         */
        static NOT_AUDIO: number;

        /**
         * There are no bytes at all.
         */
        static EMPTY: number;

        /**
         * The format was recognised, but the file is damaged beyond use.
         */
        static CORRUPT: number;

        /**
         * The file claims more than a documented limit allows.
         */
        static LIMIT: number;

        /**
         * A known format, in a variant that cannot be decoded.
         */
        static UNSUPPORTED: number;

        /**
         * A GStreamer element is not installed; the message names it and its package.
         */
        static MISSING_PLUGIN: number;

        /**
         * The stream cannot seek.
         */
        static NOT_SEEKABLE: number;

        /**
         * A position lies outside the file.
         */
        static OUT_OF_RANGE: number;

        /**
         * An argument has no meaning here.
         */
        static INVALID_ARGUMENT: number;

        /**
         * The object was closed before.
         */
        static CLOSED: number;

        /**
         * The object was used again from inside one of its own calls, or the file to be written is being read
         *   by this process.
         */
        static BUSY: number;

        /**
         * Reading or writing bytes failed; the message holds the system's reason, and `gaf_error_get_errno()` its
         *   number.
         */
        static IO: number;

        /**
         * There is no such audio device, or it has gone, or the sound server does not answer.
         */
        static NO_DEVICE: number;

        /**
         * The file was to be decoded in a process of its own, and that cannot be had here; nothing of
         *   the file was decoded.
         */
        static NO_ISOLATION: number;

        // Constructors
        constructor(options: { message: string; code: number });

        // Static methods
        /**
         * The system's number of an error, such as `ENOSPC` (no space), `EDQUOT` (over quota), `EFBIG` (larger than the file
         * system or a limit allows) or `EIO`. See {@link Error} for which code such an error has. Of an error that a stream
         * reported in the domain `G_IO_ERROR` it is the number that GIO made the code from; there `EPERM` is told as `EACCES`.
         * @param error an error of any domain
         * @since 0.1
         */
        static get_errno(error: GLib.Error): number;

        /**
         * Gives the domain of {@link Error}, which all errors of this library have but those of GIO that are passed on.
         * @since 0.1
         */
        static quark(): GLib.Quark;
    }

    /**
     * @gir-type Enum
     */
    export namespace Isolation {
        export const $gtype: GObject.GType<Isolation>;
    }

    /**
     * Where a file is decoded: in the program or in a process of its own, see {@link Reader.isolation}.
     * @gir-type Enum
     * @since 0.1
     */
    enum Isolation {
        /**
         * As the environment variable `GAUDIOFILE_ISOLATION` says: `process` or `none`; none if it is
         *   not set.
         */
        DEFAULT = 0,
        /**
         * In the program.
         */
        NONE = 1,
        /**
         * In a process of its own, which can do nothing but decode: it opens no files, has no network,
         *   starts nothing, and its memory and time are limited.
         */
        PROCESS = 2,
    }

    /**
     * @gir-type Enum
     */
    export namespace Layout {
        export const $gtype: GObject.GType<Layout>;
    }

    /**
     * How the samples of several channels lie in memory.
     * @gir-type Enum
     * @since 0.1
     */
    enum Layout {
        /**
         * All samples of the first channel, then all of the second, and so on: shape (channels, frames).
         */
        PLANAR = 0,
        /**
         * Frame after frame; a frame is one sample of each channel: shape (frames, channels).
         */
        INTERLEAVED = 1,
    }

    /**
     * @gir-type Enum
     */
    export namespace Normalize {
        export const $gtype: GObject.GType<Normalize>;
    }

    /**
     * By what measure a {@link Conversion} brings audio to its {@link Conversion.target}.
     * @gir-type Enum
     * @since 0.1
     */
    enum Normalize {
        /**
         * The level stays as it is.
         */
        NONE = 0,
        /**
         * To so many LUFS, after EBU R 128.
         */
        LOUDNESS = 1,
        /**
         * The largest sample becomes so many dBFS.
         */
        PEAK = 2,
    }

    /**
     * @gir-type Enum
     */
    export namespace PlayerState {
        export const $gtype: GObject.GType<PlayerState>;
    }

    /**
     * What a player does, as {@link Player.state} tells and notifies it.
     * @gir-type Enum
     * @since 0.1
     */
    enum PlayerState {
        /**
         * Nothing is played: not yet, or not any more.
         */
        STOPPED = 0,
        /**
         * It plays, or will as soon as the device is open.
         */
        PLAYING = 1,
        /**
         * It was paused.
         */
        PAUSED = 2,
        /**
         * The player was closed.
         */
        CLOSED = 3,
    }

    /**
     * @gir-type Enum
     */
    export namespace RecorderState {
        export const $gtype: GObject.GType<RecorderState>;
    }

    /**
     * What a recorder does, as {@link Recorder.state} tells and notifies it.
     * @gir-type Enum
     * @since 0.1
     */
    enum RecorderState {
        /**
         * It has not begun.
         */
        NEW = 0,
        /**
         * It records.
         */
        RECORDING = 1,
        /**
         * It was paused; the device stays open, and what it gives is dropped.
         */
        PAUSED = 2,
        /**
         * It has ended, and all files are whole.
         */
        STOPPED = 3,
    }

    /**
     * @gir-type Enum
     */
    export namespace ResampleQuality {
        export const $gtype: GObject.GType<ResampleQuality>;
    }

    /**
     * The filter of a {@link Resampler}: the more taps, the more work for each sample. Only the sinc filters keep what is
     * above half of the lower rate from folding back as aliases; the others are for special effects and comparisons.
     * @gir-type Enum
     * @since 0.1
     */
    enum ResampleQuality {
        /**
         * The nearest sample.
         */
        ZERO_ORDER_HOLD = 0,
        /**
         * A straight line between the two samples around.
         */
        LINEAR = 1,
        /**
         * A Catmull-Rom spline, a cubic through the two samples in the middle of four.
         */
        CATMULL_ROM = 2,
        /**
         * A polynomial of the fourth degree through the five samples around.
         */
        LAGRANGE = 3,
        /**
         * The same as `GAF_RESAMPLE_QUALITY_WINDOWED_SINC_256`.
         */
        WINDOWED_SINC = 4,
        /**
         * 384 taps: flat to 0.48 of the lower rate, aliases below -135 dB.
         */
        WINDOWED_SINC_256 = 5,
        /**
         * 256 taps: flat to 0.47 of the lower rate, aliases below -128 dB.
         */
        WINDOWED_SINC_128 = 6,
        /**
         * 192 taps: flat to 0.46 of the lower rate, aliases below -120 dB.
         */
        WINDOWED_SINC_64 = 7,
        /**
         * 160 taps, the default: flat to 0.455 of the lower rate, aliases below -115
         *   dB.
         */
        WINDOWED_SINC_32 = 8,
        /**
         * 96 taps: flat to 0.44 of the lower rate, aliases below -88 dB.
         */
        WINDOWED_SINC_16 = 9,
        /**
         * 32 taps: flat to 0.37 of the lower rate, aliases below -65 dB.
         */
        WINDOWED_SINC_8 = 10,
    }

    /**
     * @gir-type Enum
     */
    export namespace SampleFormat {
        export const $gtype: GObject.GType<SampleFormat>;
    }

    /**
     * The format of one sample when it is delivered in the file's own, by {@link Reader.read_raw} and
     * {@link Reader.read_raw_frames}.
     *
     * Codecs with loss, and the logarithmic and adaptive PCM codings, are delivered as float.
     * @gir-type Enum
     * @since 0.1
     */
    enum SampleFormat {
        /**
         * The format is not known, or not fixed yet.
         */
        UNKNOWN = 0,
        /**
         * An 8-bit signed integer.
         */
        INT8 = 1,
        /**
         * A 16-bit signed integer of native byte order.
         */
        INT16 = 2,
        /**
         * 24 significant bits, delivered left-justified in a 32-bit signed integer of native byte
         *   order (the low eight bits are zero).
         */
        INT24 = 3,
        /**
         * A 32-bit signed integer of native byte order.
         */
        INT32 = 4,
        /**
         * A 32-bit IEEE float of native byte order.
         */
        FLOAT32 = 5,
        /**
         * A 64-bit IEEE float of native byte order.
         */
        FLOAT64 = 6,
    }

    /**
     * @gir-type Enum
     */
    export namespace StreamState {
        export const $gtype: GObject.GType<StreamState>;
    }

    /**
     * How a live stream is doing, as {@link Stream.state} tells and notifies it.
     * @gir-type Enum
     * @since 0.1
     */
    enum StreamState {
        /**
         * The stream was not opened yet.
         */
        NEW = 0,
        /**
         * Audio is flowing.
         */
        RUNNING = 1,
        /**
         * A device or the sound server is gone; the stream looks for it, or for another one.
         */
        INTERRUPTED = 2,
        /**
         * The stream has ended with an error, which every read and write returns from then on.
         */
        FAILED = 3,
        /**
         * The stream was closed.
         */
        CLOSED = 4,
    }

    /**
     * @gir-type Enum
     */
    export namespace SupportKind {
        export const $gtype: GObject.GType<SupportKind>;
    }

    /**
     * What a list of {@link Support} is about: codecs that are read, formats that are written, and so on.
     * @gir-type Enum
     * @since 0.1
     */
    enum SupportKind {
        /**
         * codecs that can be decoded
         */
        READING = 0,
        /**
         * formats that can be written, each with its codecs
         */
        WRITING = 1,
        /**
         * everything else that needs something which may not be installed: tags, loudness, pictures,
         *   devices
         */
        OTHER = 2,
    }

    /**
     * The first number of the version of the headers. {@link get_version} tells the library's version, which may be newer.
     * @since 0.1
     * @default 0
     */
    const MAJOR_VERSION: number;

    /**
     * The third number of the version of the headers.
     * @since 0.1
     * @default 0
     */
    const MICRO_VERSION: number;

    /**
     * The second number of the version of the headers.
     * @since 0.1
     * @default 1
     */
    const MINOR_VERSION: number;

    /**
     * The usual base resolution of {@link Peaks}: so many frames have a minimum, a maximum and a root mean square.
     * @since 0.1
     * @default 1024
     */
    const PEAKS_RESOLUTION: number;

    /**
     * The version of the headers as a string, such as `"0.1.0"`.
     * @since 0.1
     * @default 0.1.0
     */
    const VERSION_STRING: string;

    /**
     * Converts a file into another format, with its tags and covers. All that can be chosen is in {@link Conversion}.
     * @param source name of the audio file to convert
     * @param destination name of the file to write, whose extension is its format; an old one is replaced when   the new one is whole
     * @param cancellable cancels the call
     * @returns how many frames were written, before the codec resamples them as Opus does; -1 with `error` set, and what was   called `destination` is as it was
     * @since 0.1
     * @throws GLib.Error
     */
    function convert(source: string, destination: string, cancellable: Gio.Cancellable | null): number;

    /**
     * Converts as {@link convert} does, without making the caller wait.
     * @param source name of the audio file to convert
     * @param destination name of the file to write
     * @param cancellable cancels the call
     * @since 0.1
     */
    function convert_async(source: string, destination: string, cancellable: Gio.Cancellable | null): globalThis.Promise<number>;
    /**
     * Converts as {@link convert} does, without making the caller wait.
     * @param source name of the audio file to convert
     * @param destination name of the file to write
     * @param cancellable cancels the call
     * @param callback called on the caller's main context when it is done
     * @since 0.1
     */
    function convert_async(source: string, destination: string, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<string> | null): void;
    /**
     * Converts as {@link convert} does, without making the caller wait.
     * @param source name of the audio file to convert
     * @param destination name of the file to write
     * @param cancellable cancels the call
     * @param callback called on the caller's main context when it is done
     * @since 0.1
     */
    function convert_async(source: string, destination: string, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<string> | null): globalThis.Promise<number> | void;

    /**
     * Ends {@link convert_async} in its callback, and tells how many frames were written.
     * @param result what the callback was given
     * @returns how many frames were written, before the codec resamples them as Opus does; -1 with `error` set
     * @since 0.1
     * @throws GLib.Error
     */
    function convert_finish(result: Gio.AsyncResult): number;

    /**
     * Converts files on several threads, each file on one, which end before this returns. A function that was set with
     * {@link Conversion.set_process} is called on them.
     * @param jobs what to convert; each once, and each into a file of its own
     * @param max_threads how many threads at most; 0 for {@link get_max_threads}. With 1, this thread converts
     * @param flags how to go on after an error
     * @param cancellable cancels what is being converted, and begins no more
     * @param progress is told how many files are done, on this thread
     * @returns `true` if all were converted or have an error of their own, `false` with `error` set
     * @since 0.1
     * @throws GLib.Error
     */
    function convert_many(jobs: ConvertJob[], max_threads: number, flags: LoadFlags, cancellable: Gio.Cancellable | null, progress: LoadProgress | null): boolean;

    /**
     * Converts files on several threads as {@link convert_many} does, without making the caller wait.
     * @param jobs what to convert; they belong to the call until it ends
     * @param max_threads how many threads at most; 0 for {@link get_max_threads}
     * @param flags how to go on after an error
     * @param cancellable cancels what is being converted, and begins no more
     * @param progress is told how many files are   done, on the caller's main context
     * @since 0.1
     */
    function convert_many_async(jobs: ConvertJob[], max_threads: number, flags: LoadFlags, cancellable: Gio.Cancellable | null, progress: LoadProgress | null): globalThis.Promise<boolean>;
    /**
     * Converts files on several threads as {@link convert_many} does, without making the caller wait.
     * @param jobs what to convert; they belong to the call until it ends
     * @param max_threads how many threads at most; 0 for {@link get_max_threads}
     * @param flags how to go on after an error
     * @param cancellable cancels what is being converted, and begins no more
     * @param progress is told how many files are   done, on the caller's main context
     * @param callback called on the caller's main context when all is done
     * @since 0.1
     */
    function convert_many_async(jobs: ConvertJob[], max_threads: number, flags: LoadFlags, cancellable: Gio.Cancellable | null, progress: LoadProgress | null, callback: Gio.AsyncReadyCallback<ConvertJob[]> | null): void;
    /**
     * Converts files on several threads as {@link convert_many} does, without making the caller wait.
     * @param jobs what to convert; they belong to the call until it ends
     * @param max_threads how many threads at most; 0 for {@link get_max_threads}
     * @param flags how to go on after an error
     * @param cancellable cancels what is being converted, and begins no more
     * @param progress is told how many files are   done, on the caller's main context
     * @param callback called on the caller's main context when all is done
     * @since 0.1
     */
    function convert_many_async(jobs: ConvertJob[], max_threads: number, flags: LoadFlags, cancellable: Gio.Cancellable | null, progress: LoadProgress | null, callback: Gio.AsyncReadyCallback<ConvertJob[]> | null): globalThis.Promise<boolean> | void;

    /**
     * Ends {@link convert_many_async} in its callback; each job then tells its own result.
     * @param result what the callback was given
     * @returns `true` if all were converted or have an error of their own, `false` with `error` set
     * @since 0.1
     * @throws GLib.Error
     */
    function convert_many_finish(result: Gio.AsyncResult): boolean;

    /**
     * The system's number of an error, such as `ENOSPC` (no space), `EDQUOT` (over quota), `EFBIG` (larger than the file
     * system or a limit allows) or `EIO`. See {@link Error} for which code such an error has. Of an error that a stream
     * reported in the domain `G_IO_ERROR` it is the number that GIO made the code from; there `EPERM` is told as `EACCES`.
     * @param error an error of any domain
     * @returns the number as in `errno`; 0 if the error is not the system's, or it is not known which
     * @since 0.1
     */
    function error_get_errno(error: GLib.Error): number;

    /**
     * Gives the domain of {@link Error}, which all errors of this library have but those of GIO that are passed on.
     * @returns the quark
     * @since 0.1
     */
    function error_quark(): GLib.Quark;

    /**
     * Tells how many threads a call may have work at most; see {@link set_max_threads}.
     * @returns how many threads, the calling one included: at least 1
     * @since 0.1
     */
    function get_max_threads(): number;

    /**
     * Lists the MIME types of the formats that can be read on this machine now, for GtkFileFilter and .desktop files.
     * Formats without a type of their own are left out, and types that are special cases of others, such as Ogg of a
     * certain codec, need not be in it.
     * @returns MIME types, sorted
     * @since 0.1
     */
    function get_readable_content_types(): string[];

    /**
     * Lists the extensions of the formats that can be read on this machine now: those whose GStreamer elements are
     * installed.
     *
     * A file is recognised by what is in it, never by its name; this is for file choosers and messages.
     * @returns extensions with their dot, in lower case, sorted
     * @since 0.1
     */
    function get_readable_extensions(): string[];

    /**
     * Tells the version of the library that runs, which may be newer than the headers that a program was compiled with.
     * @returns three numbers with points between them, such as `0.1.0`
     * @since 0.1
     */
    function get_version(): string;

    /**
     * Lists the MIME types of the formats that can be written on this machine now.
     * @returns MIME types, sorted
     * @since 0.1
     */
    function get_writable_content_types(): string[];

    /**
     * Lists the extensions of the formats that can be written on this machine now: those of which an encoder is installed,
     * or which need none.
     * @returns extensions with their dot, in lower case, sorted
     * @since 0.1
     */
    function get_writable_extensions(): string[];

    /**
     * Loads clips on several threads, which end before this returns. The samples do not depend on their number.
     * @param clips what to load; each once
     * @param max_threads how many threads at most; 0 for {@link get_max_threads}. With 1, this thread loads
     * @param flags how to go on after an error
     * @param cancellable cancels what is being loaded, and begins no more
     * @param progress is told how far it is, on this thread
     * @returns `true` if all were loaded or have an error of their own, `false` with `error` set
     * @since 0.1
     * @throws GLib.Error
     */
    function load_many(clips: Clip[], max_threads: number, flags: LoadFlags, cancellable: Gio.Cancellable | null, progress: LoadProgress | null): boolean;

    /**
     * Loads clips on several threads, as {@link load_many}, while the program goes on.
     * @param clips what to load; each once. They belong to the call until it ends
     * @param max_threads how many threads at most; 0 for {@link get_max_threads}
     * @param flags how to go on after an error
     * @param cancellable cancels what is being loaded, and begins no more
     * @param progress is told how far it is, in   the caller's main context
     * @since 0.1
     */
    function load_many_async(clips: Clip[], max_threads: number, flags: LoadFlags, cancellable: Gio.Cancellable | null, progress: LoadProgress | null): globalThis.Promise<boolean>;
    /**
     * Loads clips on several threads, as {@link load_many}, while the program goes on.
     * @param clips what to load; each once. They belong to the call until it ends
     * @param max_threads how many threads at most; 0 for {@link get_max_threads}
     * @param flags how to go on after an error
     * @param cancellable cancels what is being loaded, and begins no more
     * @param progress is told how far it is, in   the caller's main context
     * @param callback is called when all is done
     * @since 0.1
     */
    function load_many_async(clips: Clip[], max_threads: number, flags: LoadFlags, cancellable: Gio.Cancellable | null, progress: LoadProgress | null, callback: Gio.AsyncReadyCallback<Clip[]> | null): void;
    /**
     * Loads clips on several threads, as {@link load_many}, while the program goes on.
     * @param clips what to load; each once. They belong to the call until it ends
     * @param max_threads how many threads at most; 0 for {@link get_max_threads}
     * @param flags how to go on after an error
     * @param cancellable cancels what is being loaded, and begins no more
     * @param progress is told how far it is, in   the caller's main context
     * @param callback is called when all is done
     * @since 0.1
     */
    function load_many_async(clips: Clip[], max_threads: number, flags: LoadFlags, cancellable: Gio.Cancellable | null, progress: LoadProgress | null, callback: Gio.AsyncReadyCallback<Clip[]> | null): globalThis.Promise<boolean> | void;

    /**
     * Ends {@link load_many_async} in its callback; each clip then has its samples, or an error.
     * @param result what the callback was given
     * @returns `true` if all were loaded or have an error of their own, `false` with `error` set
     * @since 0.1
     * @throws GLib.Error
     */
    function load_many_finish(result: Gio.AsyncResult): boolean;

    /**
     * Draws a waveform: for each channel, from the lowest to the highest samples in a light colour, and their root mean
     * square in a dark one, over an axis of time. An older file stays until the new one is whole.
     * @param peaks the waveform
     * @param path the picture: a file that ends with `.png` or `.svg`
     * @param title what to write over it
     * @param width how wide, in pixels; 0 for 1200
     * @param height how high, in pixels; 0 for what fits the number of channels
     * @param cancellable cancels the call
     * @returns `true` if the picture is there, `false` with `error` set
     * @since 0.1
     * @throws GLib.Error
     */
    function plot_save(peaks: Peaks, path: string, title: string | null, width: number, height: number, cancellable: Gio.Cancellable | null): boolean;

    /**
     * Draws a waveform as {@link plot_save} does, without making the caller wait.
     * @param peaks the waveform
     * @param path the picture: a file that ends with `.png` or `.svg`
     * @param title what to write over it
     * @param width how wide, in pixels; 0 for 1200
     * @param height how high, in pixels; 0 for what fits the number of channels
     * @param cancellable cancels the call
     * @since 0.1
     */
    function plot_save_async(peaks: Peaks, path: string, title: string | null, width: number, height: number, cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;
    /**
     * Draws a waveform as {@link plot_save} does, without making the caller wait.
     * @param peaks the waveform
     * @param path the picture: a file that ends with `.png` or `.svg`
     * @param title what to write over it
     * @param width how wide, in pixels; 0 for 1200
     * @param height how high, in pixels; 0 for what fits the number of channels
     * @param cancellable cancels the call
     * @param callback called on the caller's main context when it is there
     * @since 0.1
     */
    function plot_save_async(peaks: Peaks, path: string, title: string | null, width: number, height: number, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Peaks> | null): void;
    /**
     * Draws a waveform as {@link plot_save} does, without making the caller wait.
     * @param peaks the waveform
     * @param path the picture: a file that ends with `.png` or `.svg`
     * @param title what to write over it
     * @param width how wide, in pixels; 0 for 1200
     * @param height how high, in pixels; 0 for what fits the number of channels
     * @param cancellable cancels the call
     * @param callback called on the caller's main context when it is there
     * @since 0.1
     */
    function plot_save_async(peaks: Peaks, path: string, title: string | null, width: number, height: number, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Peaks> | null): globalThis.Promise<boolean> | void;

    /**
     * Ends {@link plot_save_async} in its callback, and tells whether the picture was written.
     * @param peaks the waveform
     * @param result what the callback was given
     * @returns `true` if the picture is there, `false` with `error` set
     * @since 0.1
     * @throws GLib.Error
     */
    function plot_save_finish(peaks: Peaks, result: Gio.AsyncResult): boolean;

    /**
     * Tells what an audio file is, by its headers: thousands of files a second.
     *
     * A {@link Reader} of the file tells the same rate, channels and length. Samples are decoded only where nothing else
     * tells those: the first packet, of codecs whose headers may be silent about channels or rate, such as AAC with one
     * channel, which may turn out as two.
     * @param file a file, local or not, that GIO can read and seek in
     * @param limits what the file may claim and cost; `null` for the defaults
     * @param cancellable cancels the call
     * @returns what the file is, or `null` with `error` set
     * @since 0.1
     * @throws GLib.Error
     */
    function probe(file: Gio.File, limits: Limits | null, cancellable: Gio.Cancellable | null): Info;

    /**
     * Tells what an audio file is as {@link probe} does, without making the caller wait.
     * @param file a file, local or not, that GIO can read and seek in
     * @param limits what the file may claim and cost; `null` for the defaults
     * @param cancellable cancels the call
     * @since 0.1
     */
    function probe_async(file: Gio.File, limits: Limits | null, cancellable: Gio.Cancellable | null): globalThis.Promise<Info>;
    /**
     * Tells what an audio file is as {@link probe} does, without making the caller wait.
     * @param file a file, local or not, that GIO can read and seek in
     * @param limits what the file may claim and cost; `null` for the defaults
     * @param cancellable cancels the call
     * @param callback called on the caller's main context when it is known
     * @since 0.1
     */
    function probe_async(file: Gio.File, limits: Limits | null, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Gio.File> | null): void;
    /**
     * Tells what an audio file is as {@link probe} does, without making the caller wait.
     * @param file a file, local or not, that GIO can read and seek in
     * @param limits what the file may claim and cost; `null` for the defaults
     * @param cancellable cancels the call
     * @param callback called on the caller's main context when it is known
     * @since 0.1
     */
    function probe_async(file: Gio.File, limits: Limits | null, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Gio.File> | null): globalThis.Promise<Info> | void;

    /**
     * Ends {@link probe_async} in its callback, and hands over what the file is.
     * @param result what the callback was given
     * @returns what the file is, or `null` with `error` set
     * @since 0.1
     * @throws GLib.Error
     */
    function probe_finish(result: Gio.AsyncResult): Info;

    /**
     * Tells what the audio file at `path` is, as {@link probe} does.
     * @param path name of a file, absolute or relative to the current directory
     * @param limits what the file may claim and cost; `null` for the defaults
     * @param cancellable cancels the call
     * @returns what the file is, or `null` with `error` set
     * @since 0.1
     * @throws GLib.Error
     */
    function probe_path(path: string, limits: Limits | null, cancellable: Gio.Cancellable | null): Info;

    /**
     * Tells what the audio file at `path` is as {@link probe_path} does, without making the caller wait.
     * @param path name of a file, absolute or relative to the current directory
     * @param limits what the file may claim and cost; `null` for the defaults
     * @param cancellable cancels the call
     * @since 0.1
     */
    function probe_path_async(path: string, limits: Limits | null, cancellable: Gio.Cancellable | null): globalThis.Promise<Info>;
    /**
     * Tells what the audio file at `path` is as {@link probe_path} does, without making the caller wait.
     * @param path name of a file, absolute or relative to the current directory
     * @param limits what the file may claim and cost; `null` for the defaults
     * @param cancellable cancels the call
     * @param callback called on the caller's main context when it is known
     * @since 0.1
     */
    function probe_path_async(path: string, limits: Limits | null, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<string> | null): void;
    /**
     * Tells what the audio file at `path` is as {@link probe_path} does, without making the caller wait.
     * @param path name of a file, absolute or relative to the current directory
     * @param limits what the file may claim and cost; `null` for the defaults
     * @param cancellable cancels the call
     * @param callback called on the caller's main context when it is known
     * @since 0.1
     */
    function probe_path_async(path: string, limits: Limits | null, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<string> | null): globalThis.Promise<Info> | void;

    /**
     * Ends {@link probe_path_async} in its callback, and hands over what the file is.
     * @param result what the callback was given
     * @returns what the file is, or `null` with `error` set
     * @since 0.1
     * @throws GLib.Error
     */
    function probe_path_finish(result: Gio.AsyncResult): Info;

    /**
     * Tells what the file of a reader is, as {@link probe} does: for files in memory and streams, and for one that was
     * opened in a certain way.
     *
     * Of a reader whose file is decoded in a process of its own only what that tells is known: neither tags, chapters, cues
     * and loops, nor the bit rate where it differs from moment to moment.
     * @param reader a reader that is open, whose position stays as it is
     * @param cancellable cancels the call
     * @returns what the file is, or `null` with `error` set
     * @since 0.1
     * @throws GLib.Error
     */
    function probe_reader(reader: Reader, cancellable: Gio.Cancellable | null): Info;

    /**
     * Tells what the file of a reader is as {@link probe_reader} does, without making the caller wait.
     * @param reader a reader that is open, whose position stays as it is
     * @param cancellable cancels the call
     * @since 0.1
     */
    function probe_reader_async(reader: Reader, cancellable: Gio.Cancellable | null): globalThis.Promise<Info>;
    /**
     * Tells what the file of a reader is as {@link probe_reader} does, without making the caller wait.
     * @param reader a reader that is open, whose position stays as it is
     * @param cancellable cancels the call
     * @param callback called on the caller's main context when it is known
     * @since 0.1
     */
    function probe_reader_async(reader: Reader, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Reader> | null): void;
    /**
     * Tells what the file of a reader is as {@link probe_reader} does, without making the caller wait.
     * @param reader a reader that is open, whose position stays as it is
     * @param cancellable cancels the call
     * @param callback called on the caller's main context when it is known
     * @since 0.1
     */
    function probe_reader_async(reader: Reader, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Reader> | null): globalThis.Promise<Info> | void;

    /**
     * Ends {@link probe_reader_async} in its callback, and hands over what the file is.
     * @param result what the callback was given
     * @returns what the file is, or `null` with `error` set
     * @since 0.1
     * @throws GLib.Error
     */
    function probe_reader_finish(result: Gio.AsyncResult): Info;

    /**
     * The short name of a sample format, as NumPy writes it: "int16", "float32" and so on.
     * @param format a sample format
     * @returns a static string
     * @since 0.1
     */
    function sample_format_get_name(format: SampleFormat): string;

    /**
     * Tells the size of one sample in memory. 24-bit samples are delivered in four bytes.
     * @param format a sample format
     * @returns bytes; 0 for {@link GAudioFile.SampleFormat.UNKNOWN}
     * @since 0.1
     */
    function sample_format_get_width(format: SampleFormat): number;

    /**
     * Limits the threads that {@link load_many}, long reads, long writes of FLAC and long pieces for a {@link Resampler}
     * make for their time. With 1 none is made. Without a call of this, the environment variable `GAUDIOFILE_MAX_THREADS`
     * counts; without that, the processors that the process may use, by its affinity and its control group.
     * @param n_threads how many threads a call may have work, the calling one included; 0 for the usual
     * @since 0.1
     */
    function set_max_threads(n_threads: number): void;

    /**
     * Lists all that this library could do, with what of it works on this machine now. Of reading there is an entry for
     * each codec; of writing one for each format and codec in it; the others have names of their own: `tags`, `loudness`,
     * `pictures`, `live audio`, `PulseAudio and PipeWire`.
     * @param kind what of
     * @returns the list, which has a reference to each
     * @since 0.1
     */
    function support_list(kind: SupportKind): Support[];

    /**
     * @gir-type Callback
     */
    interface AnalysisProgress {
        (n_done: number, n_frames: number): void;
    }

    /**
     * @gir-type Callback
     */
    interface ConversionProcess {
        (block: Block, frame: number): Block;
    }

    /**
     * @gir-type Callback
     */
    interface LoadProgress {
        (n_done: number, n_clips: number): void;
    }

    /**
     * @gir-type Callback
     */
    interface StreamProcess {
        (planes: number[], n_frames: number): void;
    }

    /**
     * @gir-type Flags
     */
    export namespace LoadFlags {
        export const $gtype: GObject.GType<LoadFlags>;
    }

    /**
     * How {@link load_many} goes on, and {@link convert_many} with files.
     * @gir-type Flags
     * @since 0.1
     */
    enum LoadFlags {
        /**
         * All clips are loaded; those that cannot be have an error.
         */
        DEFAULT = 0,
        /**
         * No clip is begun after one that cannot be loaded. All before that one are loaded.
         */
        STOP_AT_ERROR = 1,
    }

    /**
     * @gir-type Flags
     */
    export namespace PeaksFlags {
        export const $gtype: GObject.GType<PeaksFlags>;
    }

    /**
     * How {@link Peaks.new_for_path} goes about it: whether it uses the cache of the user.
     * @gir-type Flags
     * @since 0.1
     */
    enum PeaksFlags {
        /**
         * What was computed is kept in the user's cache, and taken from there.
         */
        DEFAULT = 0,
        /**
         * The file is decoded, and nothing is kept.
         */
        NO_CACHE = 1,
    }

    namespace Clip {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {}

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {}
    }

    /**
     * A file, or a part of one, that is loaded as a whole: what is to be loaded, and then the samples or the error.
     *
     * Many of them are loaded on all processors by {@link load_many}. A clip is used by one thread at a time, and loaded
     * once.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafClip) clip = gaf_clip_new_for_path ("song.flac");
     *
     * gaf_clip_set_range (clip, 16000, 3 * 16000);  // three seconds, from the first one on
     * gaf_clip_set_conversion (clip, 16000, 1);     // at 16 kHz, mixed to one channel
     * if (gaf_clip_load (clip, NULL, &error))
     *   g_print ("%" G_GINT64_FORMAT " frames\n", gaf_clip_get_n_frames (clip));
     * else
     *   g_printerr ("%s\n", error->message);
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class Clip extends GObject.Object {
        static $gtype: GObject.GType<Clip>;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Clip.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Clip.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static new_for_bytes(bytes: GLib.Bytes | Uint8Array): Clip;

        static new_for_file(file: Gio.File): Clip;

        static new_for_path(path: string): Clip;

        static new_for_stream(stream: Gio.InputStream): Clip;

        // Signals
        /** @signal */
        connect<K extends keyof Clip.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Clip.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof Clip.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Clip.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof Clip.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Clip.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Methods
        /**
         * Tells the samples: 32-bit float, planar, of shape (channels, frames). The block belongs to the clip.
         * @returns the samples; `null` if the clip was not loaded, or to memory of the caller's
         * @since 0.1
         */
        get_block(): Block | null;

        /**
         * Tells how many channels the samples have: as many as asked for, or as the file has.
         * @returns the number of channels; before loading, the wanted one
         * @since 0.1
         */
        get_channels(): number;

        /**
         * Tells why the clip could not be loaded.
         * @returns the error; `null` if there was none
         * @since 0.1
         */
        get_error(): GLib.Error | null;

        /**
         * Tells how many frames were loaded, which are fewer than asked for where the file ends before.
         * @returns frames; 0 if the clip was not loaded
         * @since 0.1
         */
        get_n_frames(): number;

        /**
         * Tells the sample rate of what was loaded.
         * @returns frames per second, Hz; before loading, the wanted one
         * @since 0.1
         */
        get_rate(): number;

        /**
         * Loads one clip, on this thread, and returns when all samples are there.
         * @param cancellable cancels the loading
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        load(cancellable: Gio.Cancellable | null): boolean;

        /**
         * Loads as {@link Clip.load} does, without making the caller wait.
         * @param cancellable cancels the call
         * @since 0.1
         */
        load_async(cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Loads as {@link Clip.load} does, without making the caller wait.
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        load_async(cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Loads as {@link Clip.load} does, without making the caller wait.
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        load_async(cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Clip.load_async} in its callback, and tells whether the samples are there.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        load_finish(result: Gio.AsyncResult): boolean;

        /**
         * Says how the file is converted as it is loaded; see {@link ConvertedReader.new}.
         * @param rate frames per second; 0 for the file's
         * @param channels how many channels; 0 for the file's
         * @since 0.1
         */
        set_conversion(rate: number, channels: number): void;

        /**
         * Says what the file may claim, and cost, before loading it fails with {@link GAudioFile.Error.LIMIT}; see
         * {@link Reader.limits}.
         * @param limits what the file may claim, and cost; `null` for the defaults
         * @since 0.1
         */
        set_limits(limits: Limits | null): void;

        /**
         * Says which part of the file is loaded; without it, all.
         * @param offset the first frame, from 0, at the rate that is wanted
         * @param n_frames how many frames at most; -1 for all
         * @since 0.1
         */
        set_range(offset: bigint | number, n_frames: bigint | number): void;
    }

    namespace Conversion {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::applied-gain": (pspec: GObject.ParamSpec) => void;
            "notify::effects": (pspec: GObject.ParamSpec) => void;
            "notify::encode-spec": (pspec: GObject.ParamSpec) => void;
            "notify::fade-in": (pspec: GObject.ParamSpec) => void;
            "notify::fade-out": (pspec: GObject.ParamSpec) => void;
            "notify::gain": (pspec: GObject.ParamSpec) => void;
            "notify::keep-tags": (pspec: GObject.ParamSpec) => void;
            "notify::lossless": (pspec: GObject.ParamSpec) => void;
            "notify::max-threads": (pspec: GObject.ParamSpec) => void;
            "notify::n-frames": (pspec: GObject.ParamSpec) => void;
            "notify::normalize": (pspec: GObject.ParamSpec) => void;
            "notify::offset": (pspec: GObject.ParamSpec) => void;
            "notify::resample-quality": (pspec: GObject.ParamSpec) => void;
            "notify::target": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            applied_gain: number;
            appliedGain: number;
            effects: string;
            encode_spec: EncodeSpec;
            encodeSpec: EncodeSpec;
            fade_in: number;
            fadeIn: number;
            fade_out: number;
            fadeOut: number;
            gain: number;
            keep_tags: boolean;
            keepTags: boolean;
            lossless: boolean;
            max_threads: number;
            maxThreads: number;
            n_frames: bigint | number;
            nFrames: bigint | number;
            normalize: Normalize;
            offset: bigint | number;
            resample_quality: ResampleQuality;
            resampleQuality: ResampleQuality;
            target: number;
        }
    }

    /**
     * How audio files are made of others: which part, at which rate, with which channels, how loud, in which format.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafConversion) conversion = gaf_conversion_new ();
     *
     * g_object_set (conversion, "normalize", GAF_NORMALIZE_LOUDNESS, "target", -16.0, NULL);
     * if (gaf_conversion_run (conversion, "song.flac", "song.opus", NULL, NULL, NULL, &error) < 0)
     *   g_printerr ("%s\n", error->message);
     * ```
     *
     * What is not set is as in the source, or what is nearest to that in the new format: an MP3 of a file with 96 kHz has
     * 48 kHz, and one of a file with six channels has two. Samples that are only stored in another way stay as they are,
     * bit for bit, where the new format has room for them.
     *
     *   source ─► range ─► channels and rate ─► effects ─► a function ─► gain, fades ─► encoder ─► file
     *
     * The new file appears under its name when it is whole, in one step, with the tags and covers of the old one. A
     * conversion that fails or is cancelled leaves no file, and an old file of that name as it was. Source and destination
     * may be the same file.
     *
     * Decoding and encoding happen on two threads, one of which is made for the time; the samples do not depend on that.
     *
     * One conversion may be run any number of times, and on several threads at the same time, as long as nobody changes its
     * properties meanwhile.
     * @gir-type Class
     * @since 0.1
     */
    class Conversion extends GObject.Object {
        static $gtype: GObject.GType<Conversion>;

        // Properties
        /**
         * By how much the last run that went well has raised the level, dB.
         * @since 0.1
         * @read-only
         */
        get applied_gain(): number;

        /**
         * By how much the last run that went well has raised the level, dB.
         * @since 0.1
         * @read-only
         */
        get appliedGain(): number;

        /**
         * GStreamer elements that the audio goes through, as for {@link ProcessedReader.new}, with the rate and the channels
         * of the new file; `null` for none.
         * @since 0.1
         */
        get effects(): string;
        set effects(val: string);

        /**
         * What the new file is like; `null` for the format of its extension, and all else as in the source. In it, a format of
         * `null`, and a rate, a number of channels or a bit depth of 0 leave that open, and tags are changes of those that are
         * kept. Files are always written as {@link EncodeSpec.atomic} says.
         *
         * {@link EncodeSpec.new} sets a bit depth of 16.
         * @since 0.1
         */
        get encode_spec(): EncodeSpec;
        set encode_spec(val: EncodeSpec);

        /**
         * What the new file is like; `null` for the format of its extension, and all else as in the source. In it, a format of
         * `null`, and a rate, a number of channels or a bit depth of 0 leave that open, and tags are changes of those that are
         * kept. Files are always written as {@link EncodeSpec.atomic} says.
         *
         * {@link EncodeSpec.new} sets a bit depth of 16.
         * @since 0.1
         */
        get encodeSpec(): EncodeSpec;
        set encodeSpec(val: EncodeSpec);

        /**
         * How long the level rises from silence at the beginning, in a straight line: seconds.
         * @since 0.1
         */
        get fade_in(): number;
        set fade_in(val: number);

        /**
         * How long the level rises from silence at the beginning, in a straight line: seconds.
         * @since 0.1
         */
        get fadeIn(): number;
        set fadeIn(val: number);

        /**
         * How long it falls to silence at the end: seconds.
         * @since 0.1
         */
        get fade_out(): number;
        set fade_out(val: number);

        /**
         * How long it falls to silence at the end: seconds.
         * @since 0.1
         */
        get fadeOut(): number;
        set fadeOut(val: number);

        /**
         * By how much the level is raised, dB. What is above full scale then is clipped by formats of integers.
         * @since 0.1
         */
        get gain(): number;
        set gain(val: number);

        /**
         * Whether the new file has the tags and covers of the old one, but for those that its tags have no place for. Tags
         * that tell a ReplayGain are left out if the level changes.
         * @since 0.1
         */
        get keep_tags(): boolean;
        set keep_tags(val: boolean);

        /**
         * Whether the new file has the tags and covers of the old one, but for those that its tags have no place for. Tags
         * that tell a ReplayGain are left out if the level changes.
         * @since 0.1
         */
        get keepTags(): boolean;
        set keepTags(val: boolean);

        /**
         * Whether nothing may be lost: a conversion that would lose something fails. Of MP3, and of Vorbis and Opus in Ogg,
         * packets are copied and not decoded; a part of them begins at the frame that is asked for, of Vorbis at the
         * beginning of its packet, and ends at the frame.
         * @since 0.1
         */
        get lossless(): boolean;
        set lossless(val: boolean);

        /**
         * How many threads may work, the calling one included; 0 for {@link get_max_threads}. With 1 none is made.
         * @since 0.1
         */
        get max_threads(): number;
        set max_threads(val: number);

        /**
         * How many threads may work, the calling one included; 0 for {@link get_max_threads}. With 1 none is made.
         * @since 0.1
         */
        get maxThreads(): number;
        set maxThreads(val: number);

        /**
         * How many frames of the source are converted; -1 for all to the end.
         * @since 0.1
         */
        get n_frames(): number;
        set n_frames(val: bigint | number);

        /**
         * How many frames of the source are converted; -1 for all to the end.
         * @since 0.1
         */
        get nFrames(): number;
        set nFrames(val: bigint | number);

        /**
         * To what the level is brought, which takes a pass over the audio before; {@link Conversion.gain} does not count
         * then. No sample is clipped: where it would be, also between samples, the level is raised by less.
         * @since 0.1
         */
        get normalize(): Normalize;
        set normalize(val: Normalize);

        /**
         * The first frame of the source that is converted.
         * @since 0.1
         */
        get offset(): number;
        set offset(val: bigint | number);

        /**
         * The filter to resample with, where the rates differ.
         * @since 0.1
         */
        get resample_quality(): ResampleQuality;
        set resample_quality(val: ResampleQuality);

        /**
         * The filter to resample with, where the rates differ.
         * @since 0.1
         */
        get resampleQuality(): ResampleQuality;
        set resampleQuality(val: ResampleQuality);

        /**
         * The level that {@link Conversion.normalize} brings the audio to: LUFS for a loudness, dBFS for a peak.
         * @since 0.1
         */
        get target(): number;
        set target(val: number);

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Conversion.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Conversion.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](): Conversion;

        // Signals
        /** @signal */
        connect<K extends keyof Conversion.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Conversion.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof Conversion.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Conversion.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof Conversion.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Conversion.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Methods
        /**
         * Tells by how much the last run that went well has raised the level: {@link Conversion.gain}, or what was needed to
         * normalize, as far as nothing would have been clipped.
         * @returns dB
         * @since 0.1
         */
        get_applied_gain(): number;

        /**
         * Converts a file to another one of the given name, which is replaced when the new one is whole.
         * @param source name of the audio file to convert
         * @param destination name of the file to write; an old one is replaced when the new one is whole
         * @param cancellable cancels the call
         * @param progress is told how far it is, on this thread
         * @returns how many frames were written, before the codec resamples them as Opus does; -1 with `error` set, and what was   called `destination` is as it was
         * @since 0.1
         * @throws GLib.Error
         */
        run(source: string, destination: string, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null): number;

        /**
         * Converts as {@link Conversion.run} does, without making the caller wait. Several calls run at the same time.
         * @param source name of the audio file to convert
         * @param destination name of the file to write
         * @param cancellable cancels the call
         * @param progress is told how far it is, on   the caller's main context
         * @since 0.1
         */
        run_async(source: string, destination: string, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null): globalThis.Promise<number>;

        /**
         * Converts as {@link Conversion.run} does, without making the caller wait. Several calls run at the same time.
         * @param source name of the audio file to convert
         * @param destination name of the file to write
         * @param cancellable cancels the call
         * @param progress is told how far it is, on   the caller's main context
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        run_async(source: string, destination: string, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Converts as {@link Conversion.run} does, without making the caller wait. Several calls run at the same time.
         * @param source name of the audio file to convert
         * @param destination name of the file to write
         * @param cancellable cancels the call
         * @param progress is told how far it is, on   the caller's main context
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        run_async(source: string, destination: string, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<number> | void;

        /**
         * Converts a file, which need not be a local one. Tags are written into local files.
         * @param source the audio file to convert
         * @param destination the file to write; an old one is replaced when the new one is whole
         * @param cancellable cancels the call
         * @param progress is told how far it is, on this thread
         * @returns how many frames were written, before the codec resamples them as Opus does; -1 with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        run_files(source: Gio.File, destination: Gio.File, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null): number;

        /**
         * Converts as {@link Conversion.run_files} does, without making the caller wait. Several calls run at the same time.
         * @param source the audio file to convert
         * @param destination the file to write
         * @param cancellable cancels the call
         * @param progress is told how far it is, on   the caller's main context
         * @since 0.1
         */
        run_files_async(source: Gio.File, destination: Gio.File, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null): globalThis.Promise<number>;

        /**
         * Converts as {@link Conversion.run_files} does, without making the caller wait. Several calls run at the same time.
         * @param source the audio file to convert
         * @param destination the file to write
         * @param cancellable cancels the call
         * @param progress is told how far it is, on   the caller's main context
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        run_files_async(source: Gio.File, destination: Gio.File, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Converts as {@link Conversion.run_files} does, without making the caller wait. Several calls run at the same time.
         * @param source the audio file to convert
         * @param destination the file to write
         * @param cancellable cancels the call
         * @param progress is told how far it is, on   the caller's main context
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        run_files_async(source: Gio.File, destination: Gio.File, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<number> | void;

        /**
         * Ends {@link Conversion.run_files_async} in its callback, and tells how many frames were written.
         * @param result what the callback was given
         * @returns how many frames were written; -1 with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        run_files_finish(result: Gio.AsyncResult): number;

        /**
         * Ends {@link Conversion.run_async} in its callback, and tells how many frames were written.
         * @param result what the callback was given
         * @returns how many frames were written; -1 with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        run_finish(result: Gio.AsyncResult): number;

        /**
         * Makes a file of any source. A {@link Reader} hands on its tags.
         * @param source what to convert, from its beginning on wherever it stands; it is moved, and left open
         * @param destination name of the file to write; an old one is replaced when the new one is whole
         * @param cancellable cancels the call
         * @param progress is told how far it is, on this thread
         * @returns how many frames were written, before the codec resamples them as Opus does; -1 with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        run_source(source: Source, destination: string, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null): number;

        /**
         * Converts as {@link Conversion.run_source} does, without making the caller wait. Several calls run at the same time.
         * @param source what to convert, from its beginning on; it is moved, and left open
         * @param destination name of the file to write
         * @param cancellable cancels the call
         * @param progress is told how far it is, on   the caller's main context
         * @since 0.1
         */
        run_source_async(source: Source, destination: string, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null): globalThis.Promise<number>;

        /**
         * Converts as {@link Conversion.run_source} does, without making the caller wait. Several calls run at the same time.
         * @param source what to convert, from its beginning on; it is moved, and left open
         * @param destination name of the file to write
         * @param cancellable cancels the call
         * @param progress is told how far it is, on   the caller's main context
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        run_source_async(source: Source, destination: string, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Converts as {@link Conversion.run_source} does, without making the caller wait. Several calls run at the same time.
         * @param source what to convert, from its beginning on; it is moved, and left open
         * @param destination name of the file to write
         * @param cancellable cancels the call
         * @param progress is told how far it is, on   the caller's main context
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        run_source_async(source: Source, destination: string, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<number> | void;

        /**
         * Ends {@link Conversion.run_source_async} in its callback, and tells how many frames were written.
         * @param result what the callback was given
         * @returns how many frames were written; -1 with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        run_source_finish(result: Gio.AsyncResult): number;

        /**
         * Converts any source into a stream, without the tags of the source. What was written when it fails stays.
         * @param source what to convert, from its beginning on wherever it stands; it is moved, and left open
         * @param destination where the bytes go, as for {@link Writer.new_for_stream}; it is left open
         * @param cancellable cancels the call
         * @param progress is told how far it is, on this thread
         * @returns how many frames were written; -1 with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        run_stream(source: Source, destination: Gio.OutputStream, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null): number;

        /**
         * Converts as {@link Conversion.run_stream} does, without making the caller wait. Several calls run at the same time.
         * @param source what to convert, from its beginning on; it is moved, and left open
         * @param destination where the bytes go; it is left open
         * @param cancellable cancels the call
         * @param progress is told how far it is, on   the caller's main context
         * @since 0.1
         */
        run_stream_async(source: Source, destination: Gio.OutputStream, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null): globalThis.Promise<number>;

        /**
         * Converts as {@link Conversion.run_stream} does, without making the caller wait. Several calls run at the same time.
         * @param source what to convert, from its beginning on; it is moved, and left open
         * @param destination where the bytes go; it is left open
         * @param cancellable cancels the call
         * @param progress is told how far it is, on   the caller's main context
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        run_stream_async(source: Source, destination: Gio.OutputStream, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Converts as {@link Conversion.run_stream} does, without making the caller wait. Several calls run at the same time.
         * @param source what to convert, from its beginning on; it is moved, and left open
         * @param destination where the bytes go; it is left open
         * @param cancellable cancels the call
         * @param progress is told how far it is, on   the caller's main context
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        run_stream_async(source: Source, destination: Gio.OutputStream, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<number> | void;

        /**
         * Ends {@link Conversion.run_stream_async} in its callback, and tells how many frames went into the stream.
         * @param result what the callback was given
         * @returns how many frames were written; -1 with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        run_stream_finish(result: Gio.AsyncResult): number;

        /**
         * Sets how channels are mixed. It is used with sources of n_matrix / channels channels; a run with any other fails.
         * @param channels how many channels the new file has
         * @param matrix for each of them, the weight of each channel of the source, as for   {@link ConvertedReader.new}; `null` for the usual ones
         * @since 0.1
         */
        set_matrix(channels: number, matrix: number[] | null): void;

        /**
         * Sets a function that changes the audio, with the rate and the channels of the new file. It is called on the thread
         * that converts, behind {@link Conversion.effects}.
         * @param process the function; `null` for none
         * @since 0.1
         */
        set_process(process: ConversionProcess | null): void;
    }

    namespace ConvertJob {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::applied-gain": (pspec: GObject.ParamSpec) => void;
            "notify::destination": (pspec: GObject.ParamSpec) => void;
            "notify::n-frames": (pspec: GObject.ParamSpec) => void;
            "notify::source": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            applied_gain: number;
            appliedGain: number;
            destination: string;
            n_frames: bigint | number;
            nFrames: bigint | number;
            source: string;
        }
    }

    /**
     * One file that {@link convert_many} converts, and what has become of it.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafConversion) conversion = gaf_conversion_new ();
     * g_autoptr (GafConvertJob) first = gaf_convert_job_new (conversion, "song.flac", "song.opus");
     * g_autoptr (GafConvertJob) second = gaf_convert_job_new (conversion, "voice.wav", "voice.opus");
     * GafConvertJob *jobs[] = { first, second };
     *
     * if (!gaf_convert_many (jobs, 2, 0, GAF_LOAD_DEFAULT, NULL, NULL, NULL, &error))
     *   g_printerr ("%s\n", error->message);
     * for (int i = 0; i < 2; i++)
     *   if (gaf_convert_job_get_error (jobs[i]) != NULL)
     *     g_printerr ("%s\n", gaf_convert_job_get_error (jobs[i])->message);
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class ConvertJob extends GObject.Object {
        static $gtype: GObject.GType<ConvertJob>;

        // Properties
        /**
         * By how much the level was raised, dB.
         * @since 0.1
         * @read-only
         */
        get applied_gain(): number;

        /**
         * By how much the level was raised, dB.
         * @since 0.1
         * @read-only
         */
        get appliedGain(): number;

        /**
         * The name of the file to write; an older file of that name is replaced.
         * @since 0.1
         * @read-only
         */
        get destination(): string;

        /**
         * How many frames were written, before the codec resamples them as Opus does; -1 if there is no file.
         * @since 0.1
         * @read-only
         */
        get n_frames(): number;

        /**
         * How many frames were written, before the codec resamples them as Opus does; -1 if there is no file.
         * @since 0.1
         * @read-only
         */
        get nFrames(): number;

        /**
         * The name of the file to convert, absolute or relative to the current directory.
         * @since 0.1
         * @read-only
         */
        get source(): string;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: ConvertJob.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<ConvertJob.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](conversion: Conversion, source: string, destination: string): ConvertJob;

        // Signals
        /** @signal */
        connect<K extends keyof ConvertJob.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, ConvertJob.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof ConvertJob.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, ConvertJob.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof ConvertJob.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<ConvertJob.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Methods
        /**
         * Tells by how much the level was raised, as {@link Conversion.get_applied_gain}.
         * @returns dB
         * @since 0.1
         */
        get_applied_gain(): number;

        /**
         * Tells the name of the file that is written, as the job was made with it.
         * @returns its name
         * @since 0.1
         */
        get_destination(): string;

        /**
         * Tells why there is no new file, after {@link convert_many} has returned. The error belongs to the job.
         * @returns the error; `null` if there is none, or the job was not begun
         * @since 0.1
         */
        get_error(): GLib.Error | null;

        /**
         * Tells how long the new file is, in frames of its own rate.
         * @returns frames; -1 if the job was not done, or has failed
         * @since 0.1
         */
        get_n_frames(): number;

        /**
         * Tells the name of the file that is converted, as the job was made with it.
         * @returns its name
         * @since 0.1
         */
        get_source(): string;
    }

    namespace ConvertedReader {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::channels": (pspec: GObject.ParamSpec) => void;
            "notify::closed": (pspec: GObject.ParamSpec) => void;
            "notify::duration": (pspec: GObject.ParamSpec) => void;
            "notify::exact-duration": (pspec: GObject.ParamSpec) => void;
            "notify::n-frames": (pspec: GObject.ParamSpec) => void;
            "notify::position": (pspec: GObject.ParamSpec) => void;
            "notify::rate": (pspec: GObject.ParamSpec) => void;
            "notify::source": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps, Source.ConstructorProps {
            channels: number;
            closed: boolean;
            duration: number;
            exact_duration: boolean;
            exactDuration: boolean;
            n_frames: bigint | number;
            nFrames: bigint | number;
            position: bigint | number;
            rate: number;
            source: Source;
        }
    }

    /**
     * A source of audio with another number of channels, at another rate, or in another sample format.
     *
     * It mixes the channels of the source that it was made for, resamples as a {@link ResampledReader} does, and delivers
     * samples as float or integers. What is read is the same, bit for bit, wherever reading begins and in whatever pieces.
     * Reading moves the position of the source; closing this leaves the source open. Other threads may use that source
     * meanwhile, as with a {@link ResampledReader}.
     *
     * It is read and sought in by the functions of {@link Source}, as 32-bit float, and by {@link ConvertedReader.read_as}
     * and {@link ConvertedReader.read_block} in other formats. Lengths and positions are frames at its own rate.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafReader) file = gaf_reader_new_for_path ("song.flac", NULL, &error);
     * g_autoptr (GafConvertedReader) speech = NULL;
     * g_autoptr (GafBlock) block = NULL;
     *
     * if (file != NULL)  // one channel at 16 kHz
     *   speech = gaf_converted_reader_new (GAF_SOURCE (file), 16000, 1, NULL, 0, GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32,
     *                                      &error);
     * if (speech != NULL)
     *   block = gaf_converted_reader_read_block (speech, GAF_SAMPLE_FORMAT_INT16, 16000, NULL, &error);
     * if (block == NULL)
     *   g_printerr ("%s\n", error->message);
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class ConvertedReader extends GObject.Object implements Source {
        static $gtype: GObject.GType<ConvertedReader>;

        // Properties
        /**
         * The number of channels of what is read.
         * @since 0.1
         * @read-only
         */
        get channels(): number;

        /**
         * `true` if this reader or its source was closed. It is notified when this reader is.
         * @since 0.1
         * @read-only
         */
        get closed(): boolean;

        /**
         * The length in seconds; an estimate while {@link ConvertedReader.exact_duration} is `false`.
         * @since 0.1
         * @read-only
         */
        get duration(): number;

        /**
         * `true` if the length is exact; `false` while it is an estimate.
         * @since 0.1
         * @read-only
         */
        get exact_duration(): boolean;

        /**
         * `true` if the length is exact; `false` while it is an estimate.
         * @since 0.1
         * @read-only
         */
        get exactDuration(): boolean;

        /**
         * The length in frames at {@link ConvertedReader.rate}; an estimate while that of the source is one. It is
         * notified when a read has found out more, as the two below are.
         * @since 0.1
         * @read-only
         */
        get n_frames(): number;

        /**
         * The length in frames at {@link ConvertedReader.rate}; an estimate while that of the source is one. It is
         * notified when a read has found out more, as the two below are.
         * @since 0.1
         * @read-only
         */
        get nFrames(): number;

        /**
         * The frame that is read next, counted from 0 at {@link ConvertedReader.rate}. It is not notified.
         * @since 0.1
         * @read-only
         */
        get position(): number;

        /**
         * The sample rate of what is read: frames per second, Hz.
         * @since 0.1
         * @read-only
         */
        get rate(): number;

        /**
         * The source that is converted, at its own rate and with its own channels.
         * @since 0.1
         * @read-only
         */
        get source(): Source;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: ConvertedReader.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<ConvertedReader.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](source: Source, rate: number, channels: number, matrix: number[] | null, quality: ResampleQuality): ConvertedReader;

        // Signals
        /** @signal */
        connect<K extends keyof ConvertedReader.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, ConvertedReader.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof ConvertedReader.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, ConvertedReader.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof ConvertedReader.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<ConvertedReader.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Methods
        /**
         * Ends reading: seeking and reading fail with {@link GAudioFile.Error.CLOSED} from now on. The source stays open, and the properties
         * readable.
         * @since 0.1
         */
        close(): void;

        /**
         * Tells the weights with which channels are mixed: for each channel of `self`, one for each channel of its source.
         * @returns the weights; `null` if channels stay as they are
         * @since 0.1
         */
        get_matrix(): number[] | null;

        /**
         * Tells the source that is converted, which the reader keeps a reference to.
         * @returns the source
         * @since 0.1
         */
        get_source(): Source;

        /**
         * Reads frames as planar samples of a format into a block of its own, as {@link ConvertedReader.read_as}.
         * @param format int16, int32, float32 or float64
         * @param n_frames how many frames to read at most
         * @param cancellable cancels the reading
         * @returns a block of at most `n_frames` frames, with none at the end; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        read_block(format: SampleFormat, n_frames: bigint | number, cancellable: Gio.Cancellable | null): Block;

        /**
         * Reads as {@link ConvertedReader.read_block} does, without making the caller wait.
         * @param format the type of the samples
         * @param n_frames how many frames to read
         * @param cancellable cancels the call
         * @since 0.1
         */
        read_block_async(format: SampleFormat, n_frames: bigint | number, cancellable: Gio.Cancellable | null): globalThis.Promise<Block>;

        /**
         * Reads as {@link ConvertedReader.read_block} does, without making the caller wait.
         * @param format the type of the samples
         * @param n_frames how many frames to read
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        read_block_async(format: SampleFormat, n_frames: bigint | number, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Reads as {@link ConvertedReader.read_block} does, without making the caller wait.
         * @param format the type of the samples
         * @param n_frames how many frames to read
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        read_block_async(format: SampleFormat, n_frames: bigint | number, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<Block> | void;

        /**
         * Ends {@link ConvertedReader.read_block_async} in its callback, and hands over the block that was read.
         * @param result what the callback was given
         * @returns the block, or `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        read_block_finish(result: Gio.AsyncResult): Block;

        /**
         * Tells the sample rate and the number of channels, which stay the same for as long as the source lives. Both are 0
         * while the source does not tell a rate above zero and from 1 to 64 channels; it cannot be read then.
         * @since 0.1
         */
        describe(): [number, number];

        /**
         * Tells which loudspeakers the channels are for, as {@link Reader.get_channel_mask}.
         * @returns one bit for each `GstAudioChannelPosition`, 0 if it is not known
         * @since 0.1
         */
        get_channel_mask(): number;

        /**
         * Tells how many channels the source has, the same from its beginning to its end.
         * @returns the number of channels; 0 as {@link Source.describe} tells
         * @since 0.1
         */
        get_channels(): number;

        /**
         * Tells the length in time: the frames divided by the rate. It is as exact as {@link Source.get_n_frames}.
         * @returns seconds; 0 if the rate is not known
         * @since 0.1
         */
        get_duration(): number;

        /**
         * Tells whether the length is exact: that of what reading to the end delivers.
         * @returns `false` if it is an estimate, which reading to the end corrects
         * @since 0.1
         */
        get_exact_duration(): boolean;

        /**
         * Tells the length. It is an estimate while {@link Source.get_exact_duration} is `false`; of a source that knows
         * nothing about its length it is what was read so far.
         * @returns frames (samples per channel)
         * @since 0.1
         */
        get_n_frames(): number;

        /**
         * Tells the sample rate, in which all positions and lengths of the source are counted.
         * @returns frames per second, Hz; 0 as {@link Source.describe} tells
         * @since 0.1
         */
        get_rate(): number;

        /**
         * Tells what the samples were stored as, before anything was done with them. What is read is 32-bit float in any case.
         * @returns the sample format
         * @since 0.1
         */
        get_sample_format(): SampleFormat;

        /**
         * Tells whether the source was closed, so that nothing can be read from it any more.
         * @returns `true` once it was closed
         * @since 0.1
         */
        is_closed(): boolean;

        /**
         * Makes an element for a pipeline of GStreamer's that gives the audio of a source: a GstAppSrc with 32-bit float in its
         * rate and channels. It seeks to the frame, and ends where the source does, or where a seek has asked for.
         *
         * The source is read on a thread of the pipeline, from frame 0 on wherever it stands. The element keeps a reference.
         * One element is made for one source at a time: each moves it.
         * @returns a GstElement, which is floating as all new ones are; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        make_element<T = GObject.Object>(): T;

        /**
         * Reads the next frames as 32-bit float, full scale being 1.0, and moves on behind them.
         * @param n_frames how many frames to read at most
         * @param layout how the channels are to lie
         * @param cancellable cancels the reading
         * @returns a block of at most `n_frames` frames, with none at the end; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        read_frames(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null): Block;

        /**
         * Reads as {@link Source.read_frames} does, without making the caller wait. Asynchronous calls on one source are
         * done in the order in which they were made.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null): globalThis.Promise<Block>;

        /**
         * Reads as {@link Source.read_frames} does, without making the caller wait. Asynchronous calls on one source are
         * done in the order in which they were made.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Reads as {@link Source.read_frames} does, without making the caller wait. Asynchronous calls on one source are
         * done in the order in which they were made.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<Block> | void;

        /**
         * Ends {@link Source.read_frames_async} in its callback, and hands over the block that was read.
         * @param result what the callback was given
         * @returns the block, or `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        read_frames_finish(result: Gio.AsyncResult): Block;

        /**
         * Sets the frame that is read next. What is read there is the same as what a read from the start delivers there.
         * @param frame where to go on reading, from 0 to the length
         * @param cancellable cancels it
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        seek(frame: bigint | number, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Goes to a frame as {@link Source.seek} does, without making the caller wait.
         * @param frame where to go on
         * @param cancellable cancels the call
         * @since 0.1
         */
        seek_async(frame: bigint | number, cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Goes to a frame as {@link Source.seek} does, without making the caller wait.
         * @param frame where to go on
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        seek_async(frame: bigint | number, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Goes to a frame as {@link Source.seek} does, without making the caller wait.
         * @param frame where to go on
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        seek_async(frame: bigint | number, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Source.seek_async} in its callback, and tells whether the source is at that frame.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        seek_finish(result: Gio.AsyncResult): boolean;

        /**
         * Tells the frame that is read next, at the rate of the source.
         * @returns a frame, counted from 0
         * @since 0.1
         */
        tell(): number;

        /**
         * Tells the sample rate and the number of channels, which stay the same for as long as the source lives. Both are 0
         * while the source does not tell a rate above zero and from 1 to 64 channels; it cannot be read then.
         * @since 0.1
         * @virtual
         */
        vfunc_describe(): [number, number];

        /**
         * Tells which loudspeakers the channels are for, as {@link Reader.get_channel_mask}.
         * @since 0.1
         * @virtual
         */
        vfunc_get_channel_mask(): bigint | number;

        /**
         * Tells whether the length is exact: that of what reading to the end delivers.
         * @since 0.1
         * @virtual
         */
        vfunc_get_exact_duration(): boolean;

        /**
         * Tells the length. It is an estimate while {@link Source.get_exact_duration} is `false`; of a source that knows
         * nothing about its length it is what was read so far.
         * @since 0.1
         * @virtual
         */
        vfunc_get_n_frames(): bigint | number;

        /**
         * Tells what the samples were stored as, before anything was done with them. What is read is 32-bit float in any case.
         * @since 0.1
         * @virtual
         */
        vfunc_get_sample_format(): SampleFormat;

        /**
         * Tells whether the source was closed, so that nothing can be read from it any more.
         * @since 0.1
         * @virtual
         */
        vfunc_is_closed(): boolean;

        /**
         * Reads the next frames as 32-bit float, full scale being 1.0, and moves on behind them.
         * @param n_frames how many frames to read at most
         * @param layout how the channels are to lie
         * @param cancellable cancels the reading
         * @since 0.1
         * @virtual
         */
        vfunc_read_frames(n_frames: number, layout: Layout, cancellable: Gio.Cancellable | null): Block;

        /**
         * Sets the frame that is read next. What is read there is the same as what a read from the start delivers there.
         * @param frame where to go on reading, from 0 to the length
         * @param cancellable cancels it
         * @since 0.1
         * @virtual
         */
        vfunc_seek(frame: number, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Tells the frame that is read next, at the rate of the source.
         * @since 0.1
         * @virtual
         */
        vfunc_tell(): bigint | number;
    }

    namespace Cover {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::data": (pspec: GObject.ParamSpec) => void;
            "notify::description": (pspec: GObject.ParamSpec) => void;
            "notify::kind": (pspec: GObject.ParamSpec) => void;
            "notify::mime-type": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            data: GLib.Bytes | Uint8Array;
            description: string;
            kind: number;
            mime_type: string;
            mimeType: string;
        }
    }

    /**
     * A picture in the tags of an audio file: the front of the cover, mostly. It does not change.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafTags) tags = gaf_tags_read ("song.mp3", NULL, &error);
     *
     * for (guint i = 0; tags != NULL && i < gaf_tags_get_n_covers (tags); i++) {
     *   GafCover *cover = gaf_tags_get_cover (tags, i);  // belongs to the tags
     *
     *   g_print ("%s, %" G_GSIZE_FORMAT " bytes\n", gaf_cover_get_mime_type (cover),
     *            g_bytes_get_size (gaf_cover_get_data (cover)));
     * }
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class Cover extends GObject.Object {
        static $gtype: GObject.GType<Cover>;

        // Properties
        /**
         * The bytes of the picture's file, as they lie in the audio file.
         * @since 0.1
         * @construct-only
         */
        get data(): GLib.Bytes;

        /**
         * Words about the picture, such as "Back side"; often there are none.
         * @since 0.1
         * @construct-only
         */
        get description(): string;

        /**
         * What the picture shows, a {@link CoverKind} or another number up to 20.
         * @since 0.1
         * @construct-only
         */
        get kind(): number;

        /**
         * What the picture is, such as "image/jpeg". What the bytes show counts more than what was said.
         * @since 0.1
         * @construct-only
         */
        get mime_type(): string;

        /**
         * What the picture is, such as "image/jpeg". What the bytes show counts more than what was said.
         * @since 0.1
         * @construct-only
         */
        get mimeType(): string;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Cover.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Cover.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](data: GLib.Bytes | Uint8Array, mime_type: string | null, kind: number, description: string | null): Cover;

        // Signals
        /** @signal */
        connect<K extends keyof Cover.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Cover.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof Cover.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Cover.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof Cover.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Cover.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Methods
        /**
         * Gives the bytes of the picture's file, as they lie in the audio file.
         * @returns the bytes, owned by `self`
         * @since 0.1
         */
        get_data(): GLib.Bytes;

        /**
         * @param args
         */
    // Conflicted with GObject.Object.get_data
        get_data(...args: never[]): any;

        /**
         * Gives the words about the picture that the file has with it.
         * @returns a text, often empty
         * @since 0.1
         */
        get_description(): string;

        /**
         * Tells what the picture shows, by the numbers that ID3 and FLAC share.
         * @returns a {@link CoverKind}, or another number up to 20
         * @since 0.1
         */
        get_kind(): number;

        /**
         * Tells the MIME type of the picture, recognised by its first bytes where they are known.
         * @returns such as "image/jpeg"; "application/octet-stream" if nobody knows
         * @since 0.1
         */
        get_mime_type(): string;
    }

    namespace Device {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::channels": (pspec: GObject.ParamSpec) => void;
            "notify::direction": (pspec: GObject.ParamSpec) => void;
            "notify::id": (pspec: GObject.ParamSpec) => void;
            "notify::is-default": (pspec: GObject.ParamSpec) => void;
            "notify::max-rate": (pspec: GObject.ParamSpec) => void;
            "notify::min-rate": (pspec: GObject.ParamSpec) => void;
            "notify::monitor-of": (pspec: GObject.ParamSpec) => void;
            "notify::name": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            channels: number;
            direction: Direction;
            id: string;
            is_default: boolean;
            isDefault: boolean;
            max_rate: number;
            maxRate: number;
            min_rate: number;
            minRate: number;
            monitor_of: string | null;
            monitorOf: string | null;
            name: string;
        }
    }

    /**
     * A device that audio is played to or recorded from: a sound card, a virtual device of the sound server, or the monitor
     * of an output, which records what is being played there.
     *
     * The devices in a {@link DeviceMonitor} are kept up to date: when the default device or something else about them
     * changes, the object stays and its properties change, with `notify`. All others tell what was so when they were made.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GListModel) devices = gaf_device_list (GAF_DIRECTION_OUTPUT, &error);
     *
     * for (guint i = 0; devices != NULL && i < g_list_model_get_n_items (devices); i++) {
     *   g_autoptr (GafDevice) device = g_list_model_get_item (devices, i);
     *
     *   g_print ("%s%s\n", gaf_device_get_name (device), gaf_device_get_is_default (device) ? " (default)" : "");
     * }
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class Device extends GObject.Object {
        static $gtype: GObject.GType<Device>;

        // Properties
        /**
         * The largest number of channels that the device has; 0 if it is not known.
         * @since 0.1
         * @read-only
         */
        get channels(): number;

        /**
         * Whether one records from it or plays to it.
         * @since 0.1
         * @read-only
         */
        get direction(): Direction;

        /**
         * What the sound server calls the device; it stays the same, so that it can be kept in settings.
         * @since 0.1
         * @read-only
         */
        get id(): string;

        /**
         * Whether it is used where no device is named.
         * @since 0.1
         * @read-only
         */
        get is_default(): boolean;

        /**
         * Whether it is used where no device is named.
         * @since 0.1
         * @read-only
         */
        get isDefault(): boolean;

        /**
         * The highest sample rate that the device takes, in Hz; 0 if it is not known.
         * @since 0.1
         * @read-only
         */
        get max_rate(): number;

        /**
         * The highest sample rate that the device takes, in Hz; 0 if it is not known.
         * @since 0.1
         * @read-only
         */
        get maxRate(): number;

        /**
         * The lowest sample rate that the device takes, in Hz; 0 if it is not known.
         * @since 0.1
         * @read-only
         */
        get min_rate(): number;

        /**
         * The lowest sample rate that the device takes, in Hz; 0 if it is not known.
         * @since 0.1
         * @read-only
         */
        get minRate(): number;

        /**
         * The id of the output whose sound this input records.
         * @since 0.1
         * @read-only
         */
        get monitor_of(): string | null;

        /**
         * The id of the output whose sound this input records.
         * @since 0.1
         * @read-only
         */
        get monitorOf(): string | null;

        /**
         * What people call the device, for menus; two devices may have the same name.
         * @since 0.1
         * @read-only
         */
        get name(): string;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Device.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Device.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        // Signals
        /** @signal */
        connect<K extends keyof Device.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Device.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof Device.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Device.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof Device.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Device.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Static methods
        /**
         * Looks for a device among those that there are now. Waits for the sound server as {@link Device.list} does.
         * @param direction input or output
         * @param name a device's id or name; "default" or `null` for the default device
         * @since 0.1
         */
        static find(direction: Direction, name: string | null): Device;

        /**
         * Looks a device up as {@link Device.find} does, without making the caller wait for the sound server.
         * @param direction inputs or outputs
         * @param name name or id of a device
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        static find_async(direction: Direction, name: string, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Device> | null): void;
        static find_async(direction: Direction, name: string, cancellable: Gio.Cancellable | null): globalThis.Promise<Device>;

        /**
         * Ends {@link Device.find_async} in its callback, and hands over the device that was found.
         * @param result what the callback was given
         * @since 0.1
         */
        static find_finish(result: Gio.AsyncResult): Device;

        /**
         * Looks for the device that is used where none is named, as it is now.
         * @param direction input or output
         * @since 0.1
         */
        static get_default(direction: Direction): Device;

        /**
         * Tells the default device as {@link Device.get_default} does, without making the caller wait for the sound server.
         * @param direction inputs or outputs
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        static get_default_async(direction: Direction, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Device> | null): void;
        static get_default_async(direction: Direction, cancellable: Gio.Cancellable | null): globalThis.Promise<Device>;

        /**
         * Ends {@link Device.get_default_async} in its callback, and hands over the device that is the default one.
         * @param result what the callback was given
         * @since 0.1
         */
        static get_default_finish(result: Gio.AsyncResult): Device;

        /**
         * Lists the devices that there are now. The list does not change; {@link DeviceMonitor} is one that does. Waits for the
         * sound server, 1.5 seconds at most.
         * @param direction inputs or outputs
         * @since 0.1
         */
        static list(direction: Direction): Gio.ListModel;

        /**
         * Lists the devices as {@link Device.list} does, without making the caller wait for the sound server.
         * @param direction inputs or outputs
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        static list_async(direction: Direction, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Device> | null): void;
        static list_async(direction: Direction, cancellable: Gio.Cancellable | null): globalThis.Promise<Gio.ListModel>;

        /**
         * Ends {@link Device.list_async} in its callback, and hands over the devices that there are now.
         * @param result what the callback was given
         * @since 0.1
         */
        static list_finish(result: Gio.AsyncResult): Gio.ListModel;

        // Methods
        /**
         * Tells whether what is played on `output` is likely to come in again at `input`, so that passing audio from one to the
         * other howls. It is so for an output and its own monitor, and for the microphone and the loudspeakers that are built
         * into one machine. Of the item "System default" of a {@link DeviceMonitor} it cannot be told: ask for the device that
         * is the default one.
         * @param output a device to play to
         * @returns `true` if it is likely
         * @since 0.1
         */
        feeds_back(output: Device): boolean;

        /**
         * Tells the largest number of channels that the device, or the sound server on its behalf, can play or record.
         * @returns a number of channels, 0 where it is not known
         * @since 0.1
         */
        get_channels(): number;

        /**
         * Tells whether one records from the device or plays to it.
         * @returns the direction
         * @since 0.1
         */
        get_direction(): Direction;

        /**
         * Tells what the sound server calls the device. It stays the same when the server or the machine is restarted.
         * @returns the id, owned by `self`
         * @since 0.1
         */
        get_id(): string;

        /**
         * Tells whether the device is the one that is used where none is named.
         * @returns `true` for the default device of its direction
         * @since 0.1
         */
        get_is_default(): boolean;

        /**
         * Tells the highest sample rate that the device, or the sound server on its behalf, can run at.
         * @returns Hz, 0 where it is not known
         * @since 0.1
         */
        get_max_rate(): number;

        /**
         * Tells the lowest sample rate that the device, or the sound server on its behalf, can run at.
         * @returns Hz, 0 where it is not known
         * @since 0.1
         */
        get_min_rate(): number;

        /**
         * Tells, for an input that records what is played on an output, which output that is.
         * @returns the id of the output, or `null` if this is no monitor
         * @since 0.1
         */
        get_monitor_of(): string | null;

        /**
         * Tells what people call the device. Where several have the same name, the id is added, so that names tell devices
         * apart.
         * @returns the name, a string that is never freed
         * @since 0.1
         */
        get_name(): string;
    }

    namespace DeviceMonitor {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures, Gio.ListModel.SignalSignatures {
            "notify::default-device": (pspec: GObject.ParamSpec) => void;
            "notify::direction": (pspec: GObject.ParamSpec) => void;
            "notify::offers-default": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps<A extends GObject.Object = GObject.Object> extends GObject.Object.ConstructorProps, Gio.ListModel.ConstructorProps {
            default_device: Device | null;
            defaultDevice: Device | null;
            direction: Direction;
            offers_default: boolean;
            offersDefault: boolean;
        }
    }

    /**
     * The devices of one direction, as a list that follows what is plugged in and out, a change of the default device, and
     * a restart of the sound server.
     *
     * Items are {@link Device}. As long as a device is there, its object stays the same and at its place among the others;
     * what changes about it is told by `notify`, such as `notify::is-default`. New devices are added at the end. For a menu
     * there can be an item "System default" in front, see {@link DeviceMonitor.offers_default}.
     *
     * The list and its devices change on the main context that was the thread's default one when the monitor was made, and
     * only while that runs.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafDeviceMonitor) inputs = gaf_device_monitor_new (GAF_DIRECTION_INPUT, &error);
     *
     * // With GTK: gtk_drop_down_new (g_object_ref (G_LIST_MODEL (inputs)), …).
     * if (inputs != NULL) {
     *   gaf_device_monitor_set_offers_default (inputs, TRUE);
     *   g_print ("%u lines in the menu\n", g_list_model_get_n_items (G_LIST_MODEL (inputs)));
     * }
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class DeviceMonitor<A extends GObject.Object = GObject.Object> extends GObject.Object implements Gio.ListModel<A> {
        static $gtype: GObject.GType<DeviceMonitor>;

        // Properties
        /**
         * The device in the list that is used where none is named; `null` if there is none. It is notified when another device
         * becomes the default one.
         * @since 0.1
         * @read-only
         */
        get default_device(): Device | null;

        /**
         * The device in the list that is used where none is named; `null` if there is none. It is notified when another device
         * becomes the default one.
         * @since 0.1
         * @read-only
         */
        get defaultDevice(): Device | null;

        /**
         * The direction of the devices in the list: inputs or outputs.
         * @since 0.1
         * @read-only
         */
        get direction(): Direction;

        /**
         * Whether the first item of the list is "System default", which stands for the default device, whichever that is.
         * @since 0.1
         */
        get offers_default(): boolean;
        set offers_default(val: boolean);

        /**
         * Whether the first item of the list is "System default", which stands for the default device, whichever that is.
         * @since 0.1
         */
        get offersDefault(): boolean;
        set offersDefault(val: boolean);

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: DeviceMonitor.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<DeviceMonitor.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](direction: Direction): DeviceMonitor;

        // Signals
        /** @signal */
        connect<K extends keyof DeviceMonitor.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, DeviceMonitor.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof DeviceMonitor.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, DeviceMonitor.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof DeviceMonitor.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<DeviceMonitor.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Static methods
        /**
         * Makes a list of the devices as {@link DeviceMonitor.new} does (a constructor of Vala has the name already), without
         * making the caller wait for the sound server. The list changes on the caller's main context.
         * @param direction inputs or outputs
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        static create_async(direction: Direction, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<DeviceMonitor> | null): void;
        static create_async(direction: Direction, cancellable: Gio.Cancellable | null): globalThis.Promise<DeviceMonitor>;

        /**
         * Ends {@link DeviceMonitor.create_async} in its callback, and hands over the list, which has its devices already.
         * @param result what the callback was given
         * @since 0.1
         */
        static create_finish(result: Gio.AsyncResult): DeviceMonitor;

        // Methods
        /**
         * Tells the device in the list that is used where none is named.
         * @returns the device, or `null` if there is none
         * @since 0.1
         */
        get_default(): Device | null;

        /**
         * Tells whether the list has inputs or outputs.
         * @returns the direction that the list was made with
         * @since 0.1
         */
        get_direction(): Direction;

        /**
         * Tells whether the first item of the list is "System default".
         * @returns `true` if it is
         * @since 0.1
         */
        get_offers_default(): boolean;

        /**
         * Puts an item in front of the devices that stands for the default device, whichever that is at any time, or takes it
         * away again. A stream that is made for it goes on when another device becomes the default one. Its id is "default",
         * and nothing is known of its channels and rates.
         * @param offers_default whether the first item is "System default"
         * @since 0.1
         */
        set_offers_default(offers_default: boolean): void;

        get_item_type(): GObject.GType;

        get_n_items(): number;

        get_item(position: number): A | null;

        items_changed(position: number, removed: number, added: number): void;

        vfunc_get_item(position: number): A | null;

        vfunc_get_item_type(): GObject.GType;

        vfunc_get_n_items(): number;
    }

    namespace Effect {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::channels": (pspec: GObject.ParamSpec) => void;
            "notify::rate": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            channels: number;
            rate: number;
        }
    }

    /**
     * GStreamer elements that change audio, as a function of blocks of samples.
     *
     *   planes ─► feed ─► audioconvert ! the elements ! audioconvert ! audioresample ! float ─► drain ─► ring ─► planes
     *
     * Everything happens on the thread that calls, unless the elements have threads of their own. As many frames come out
     * as go in: elements with a delay give silence first.
     *
     * An effect is used by one thread at a time.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafEffect) effect = gaf_effect_new_for_description ("volume volume=0.5", 48000, 1, &error);
     * float samples[480] = { 1 };
     * float *planes[] = { samples };
     *
     * if (effect == NULL || !gaf_effect_process (effect, planes, 480, &error))
     *   g_printerr ("%s\n", error->message);
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class Effect extends GObject.Object {
        static $gtype: GObject.GType<Effect>;

        // Properties
        /**
         * How many channels the effect takes and gives.
         * @since 0.1
         * @read-only
         */
        get channels(): number;

        /**
         * The sample rate that the effect was made for, in Hz.
         * @since 0.1
         * @read-only
         */
        get rate(): number;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Effect.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Effect.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static new_for_description(description: string, rate: number, channels: number): Effect;

        static new_for_element(element: GObject.Object, rate: number, channels: number): Effect;

        // Signals
        /** @signal */
        connect<K extends keyof Effect.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Effect.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof Effect.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Effect.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof Effect.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Effect.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Methods
        /**
         * Tells how many channels the effect takes and gives.
         * @returns how many
         * @since 0.1
         */
        get_channels(): number;

        /**
         * Tells the sample rate that the effect was made for.
         * @returns frames per second
         * @since 0.1
         */
        get_rate(): number;

        /**
         * Sends a block through the elements, as {@link Effect.process} does, and leaves the block itself as it is.
         * @param block samples, 32-bit float in either layout, with the effect's channels
         * @returns a planar block of as many frames; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        process_block(block: Block): Block;
    }

    namespace EncodeSpec {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::atomic": (pspec: GObject.ParamSpec) => void;
            "notify::bit-depth": (pspec: GObject.ParamSpec) => void;
            "notify::channel-mask": (pspec: GObject.ParamSpec) => void;
            "notify::channels": (pspec: GObject.ParamSpec) => void;
            "notify::codec": (pspec: GObject.ParamSpec) => void;
            "notify::format": (pspec: GObject.ParamSpec) => void;
            "notify::quality": (pspec: GObject.ParamSpec) => void;
            "notify::rate": (pspec: GObject.ParamSpec) => void;
            "notify::tags": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            atomic: boolean;
            bit_depth: number;
            bitDepth: number;
            channel_mask: bigint | number;
            channelMask: bigint | number;
            channels: number;
            codec: string | null;
            format: string | null;
            quality: string | null;
            rate: number;
            tags: Tags | null;
        }
    }

    /**
     * Describes an audio file that is to be written: its format, sample rate, channels, bit depth and quality.
     *
     * Make one with {@link EncodeSpec.new} (or set the properties when constructing), change what shall differ from the
     * format's usual settings, and hand it to a {@link Writer}. The writer copies it: later changes of the spec have no
     * effect on files that are open already, and one spec may serve for many files. {@link Writer.get_spec} tells what
     * the writer made of it, with everything filled in that was left open here.
     *
     * Values are not checked when they are set but by {@link EncodeSpec.resolve}, which each writer calls, since whether
     * one is possible depends on the others.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("flac", 44100, 2);
     *
     * gaf_encode_spec_set_bit_depth (spec, 24);
     * gaf_encode_spec_set_atomic (spec, TRUE);  // an old file stays until the new one is whole
     * if (!gaf_encode_spec_resolve (spec, &error))
     *   g_printerr ("%s\n", error->message);
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class EncodeSpec extends GObject.Object {
        static $gtype: GObject.GType<EncodeSpec>;

        // Properties
        /**
         * Whether the file appears under its name only when it is complete.
         * @since 0.1
         */
        get atomic(): boolean;
        set atomic(val: boolean);

        /**
         * Bits per sample of PCM and lossless codecs.
         * @since 0.1
         */
        get bit_depth(): number;
        set bit_depth(val: number);

        /**
         * Bits per sample of PCM and lossless codecs.
         * @since 0.1
         */
        get bitDepth(): number;
        set bitDepth(val: number);

        /**
         * Which loudspeakers the channels are for; 0 for what is usual with that number of channels.
         * @since 0.1
         */
        get channel_mask(): number;
        set channel_mask(val: bigint | number);

        /**
         * Which loudspeakers the channels are for; 0 for what is usual with that number of channels.
         * @since 0.1
         */
        get channelMask(): number;
        set channelMask(val: bigint | number);

        /**
         * The number of channels; 0 while it is not set.
         * @since 0.1
         */
        get channels(): number;
        set channels(val: number);

        /**
         * The codec, where the format can hold more than one; `null` for the format's usual codec.
         * @since 0.1
         */
        get codec(): string | null;
        set codec(val: string | null);

        /**
         * The format by its file name extension, in lower case and without a dot.
         * @since 0.1
         */
        get format(): string | null;
        set format(val: string | null);

        /**
         * The quality as {@link EncodeSpec.set_quality} takes it; `null` for the format's default.
         * @since 0.1
         */
        get quality(): string | null;
        set quality(val: string | null);

        /**
         * Frames per second, Hz; 0 while it is not set.
         * @since 0.1
         */
        get rate(): number;
        set rate(val: number);

        /**
         * The tags of the file, `null` for none; see {@link EncodeSpec.set_tags} for which formats take them.
         * @since 0.1
         */
        get tags(): Tags | null;
        set tags(val: Tags | null);

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: EncodeSpec.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<EncodeSpec.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](format: string, rate: number, channels: number): EncodeSpec;

        // Signals
        /** @signal */
        connect<K extends keyof EncodeSpec.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, EncodeSpec.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof EncodeSpec.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, EncodeSpec.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof EncodeSpec.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<EncodeSpec.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Methods
        /**
         * Tells whether the file appears under its name only when it is complete.
         * @returns `true` if so
         * @since 0.1
         */
        get_atomic(): boolean;

        /**
         * Tells how many bits a sample has in the file. Codecs with loss have no such thing and ignore it.
         * @returns bits per sample
         * @since 0.1
         */
        get_bit_depth(): number;

        /**
         * Tells which loudspeakers the channels are for, one bit for each of them.
         * @returns one bit for each `GstAudioChannelPosition`; 0 for what is usual with that number of channels
         * @since 0.1
         */
        get_channel_mask(): number;

        /**
         * Tells the number of channels of the file.
         * @returns how many channels; 0 while it is not set
         * @since 0.1
         */
        get_channels(): number;

        /**
         * Tells the codec that was set; after {@link EncodeSpec.resolve}, and in a writer's spec, the one that is used.
         * @returns the codec, owned by `self`; `null` if none was set
         * @since 0.1
         */
        get_codec(): string | null;

        /**
         * Tells the format of the file, in lower case and without a dot.
         * @returns the format, owned by `self`; `null` while none is set
         * @since 0.1
         */
        get_format(): string | null;

        /**
         * Tells the quality that was set; after {@link EncodeSpec.resolve}, and in a writer's spec, the full name of the
         * quality that is used.
         * @returns the quality, owned by `self`; `null` if none was set or the format has none
         * @since 0.1
         */
        get_quality(): string | null;

        /**
         * Tells the sample rate of the file: frames per second, in Hz.
         * @returns frames per second, Hz; 0 while none is set
         * @since 0.1
         */
        get_rate(): number;

        /**
         * Tells which tags the file shall have. They belong to the spec.
         * @returns the tags; `null` for none
         * @since 0.1
         */
        get_tags(): Tags | null;

        /**
         * Checks that such a file can be written, and fills in what was left open: the codec, and the full name of the quality.
         * A {@link Writer} does this by itself, with a copy; call it to know before.
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        resolve(): boolean;

        /**
         * Sets whether the file appears under its name only when it is complete. It is then written beside that name and
         * renamed when the writer is closed without an error. Until then, and for good if writing fails, an older file of that
         * name stays as it was.
         * @param atomic whether the file shall appear as a whole or not at all
         * @since 0.1
         */
        set_atomic(atomic: boolean): void;

        /**
         * Sets how many bits a sample has in the file, for PCM and lossless codecs. In WAV, RF64, W64, AIFF and AU, 64 bits are
         * floating point, and so are 32.
         * @param bits bits per sample: 8, 16, 24, 32 or 64, as far as the format has them
         * @since 0.1
         */
        set_bit_depth(bits: number): void;

        /**
         * Sets which loudspeakers the channels are for; the channels are in the order of the bits.
         * @param mask one bit for each `GstAudioChannelPosition`, as many as there are channels; 0 for what is usual with that number of channels
         * @since 0.1
         */
        set_channel_mask(mask: bigint | number): void;

        /**
         * Sets the number of channels of the file.
         * @param channels how many channels
         * @since 0.1
         */
        set_channels(channels: number): void;

        /**
         * Chooses the codec, where the format can hold more than one.
         * @param codec a codec by its short name, such as "alac" in M4A or "opus" in Ogg; `null` for the format's usual one
         * @since 0.1
         */
        set_codec(codec: string | null): void;

        /**
         * Sets the format of the file. Upper case and a dot in front do no harm.
         * @param format the format, as {@link EncodeSpec.new} takes it
         * @since 0.1
         */
        set_format(format: string | null): void;

        /**
         * Sets the quality: kilobits per second for Vorbis, Opus, AAC and MP3 ("192" or "192 kbps"), also "V0" to "V9" for MP3,
         * and the compression level "0" to "8" for FLAC.
         * @param quality a number, a full name, the beginning of one, "best", "worst", "fastest" or "slowest"; `null` or   blank for the format's default
         * @since 0.1
         */
        set_quality(quality: string | null): void;

        /**
         * Sets the sample rate of the file. It has to be a whole number that the format can hold, or resolving fails.
         *
         * Opus, AAC and AC-3 take any rate from 1 to 768000 Hz, and what the codec has not is resampled: the file is then of
         * 48 kHz (Opus, whatever the rate is; the header tells the original one), or of the next rate above it that AAC has, at
         * most 96 kHz, or AC-3, at most 48 kHz. Of n frames, round(n × new / old) are in the file then.
         * @param rate frames per second, Hz
         * @since 0.1
         */
        set_rate(rate: number): void;

        /**
         * Sets tags and covers of the file. They are written when the writer is closed, which has to read and copy the file
         * once more; an atomic file is put into its place afterwards. That needs a file of the system, and a format of which
         * {@link Tags.write} can write the tags: else opening the writer fails.
         * @param tags the tags, which are copied
         * @since 0.1
         */
        set_tags(tags: Tags | null): void;
    }

    namespace Info {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::bit-rate": (pspec: GObject.ParamSpec) => void;
            "notify::bits": (pspec: GObject.ParamSpec) => void;
            "notify::channel-layout": (pspec: GObject.ParamSpec) => void;
            "notify::channel-mask": (pspec: GObject.ParamSpec) => void;
            "notify::channels": (pspec: GObject.ParamSpec) => void;
            "notify::codec": (pspec: GObject.ParamSpec) => void;
            "notify::container": (pspec: GObject.ParamSpec) => void;
            "notify::content-type": (pspec: GObject.ParamSpec) => void;
            "notify::duration": (pspec: GObject.ParamSpec) => void;
            "notify::exact-duration": (pspec: GObject.ParamSpec) => void;
            "notify::format": (pspec: GObject.ParamSpec) => void;
            "notify::n-frames": (pspec: GObject.ParamSpec) => void;
            "notify::rate": (pspec: GObject.ParamSpec) => void;
            "notify::sample-format": (pspec: GObject.ParamSpec) => void;
            "notify::tags": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            bit_rate: number;
            bitRate: number;
            bits: number;
            channel_layout: string | null;
            channelLayout: string | null;
            channel_mask: bigint | number;
            channelMask: bigint | number;
            channels: number;
            codec: string;
            container: string | null;
            content_type: string | null;
            contentType: string | null;
            duration: number;
            exact_duration: boolean;
            exactDuration: boolean;
            format: string;
            n_frames: bigint | number;
            nFrames: bigint | number;
            rate: number;
            sample_format: SampleFormat;
            sampleFormat: SampleFormat;
            tags: Tags | null;
        }
    }

    /**
     * What an audio file is: its format, its length and so on, as its headers say. {@link probe} makes it.
     *
     * What a {@link Reader} of the file tells too is the same here. Nothing of it changes.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafInfo) info = gaf_probe_path ("song.flac", NULL, NULL, &error);
     *
     * if (info != NULL)
     *   g_print ("%s, %g Hz, %.3f s\n", gaf_info_get_content_type (info), gaf_info_get_rate (info),
     *            gaf_info_get_duration (info));
     * else
     *   g_printerr ("%s\n", error->message);
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class Info extends GObject.Object {
        static $gtype: GObject.GType<Info>;

        // Properties
        /**
         * Bits of the audio in a second, on average; 0 if that is not known.
         * @since 0.1
         * @read-only
         */
        get bit_rate(): number;

        /**
         * Bits of the audio in a second, on average; 0 if that is not known.
         * @since 0.1
         * @read-only
         */
        get bitRate(): number;

        /**
         * The number of significant bits of a sample; 0 for codecs with loss. As {@link Reader.bits}.
         * @since 0.1
         * @read-only
         */
        get bits(): number;

        /**
         * What people call these channels: "mono", "stereo", "5.1" and so on; `null` if the file does not say.
         * @since 0.1
         * @read-only
         */
        get channel_layout(): string | null;

        /**
         * What people call these channels: "mono", "stereo", "5.1" and so on; `null` if the file does not say.
         * @since 0.1
         * @read-only
         */
        get channelLayout(): string | null;

        /**
         * The loudspeakers that the channels are for; 0 if the file does not say. As {@link Reader.channel_mask}.
         * @since 0.1
         * @read-only
         */
        get channel_mask(): number;

        /**
         * The loudspeakers that the channels are for; 0 if the file does not say. As {@link Reader.channel_mask}.
         * @since 0.1
         * @read-only
         */
        get channelMask(): number;

        /**
         * The number of channels of the file, from 1 to 64, as {@link Reader.channels}.
         * @since 0.1
         * @read-only
         */
        get channels(): number;

        /**
         * The short name of the codec. As {@link Reader.codec}.
         * @since 0.1
         * @read-only
         */
        get codec(): string;

        /**
         * The name of the container; `null` for a codec without one. As {@link Reader.container}.
         * @since 0.1
         * @read-only
         */
        get container(): string | null;

        /**
         * The MIME type; `null` if there is none.
         * @since 0.1
         * @read-only
         */
        get content_type(): string | null;

        /**
         * The MIME type; `null` if there is none.
         * @since 0.1
         * @read-only
         */
        get contentType(): string | null;

        /**
         * The length in seconds; an estimate while {@link Info.exact_duration} is `false`.
         * @since 0.1
         * @read-only
         */
        get duration(): number;

        /**
         * `true` if the length is exact, `false` if it is an estimate. As {@link Reader.exact_duration}.
         * @since 0.1
         * @read-only
         */
        get exact_duration(): boolean;

        /**
         * `true` if the length is exact, `false` if it is an estimate. As {@link Reader.exact_duration}.
         * @since 0.1
         * @read-only
         */
        get exactDuration(): boolean;

        /**
         * What the file is called by people: "WAV", "MP3", "FLAC" and so on.
         * @since 0.1
         * @read-only
         */
        get format(): string;

        /**
         * The length in frames; an estimate where {@link Info.exact_duration} is `false`. As {@link Reader.n_frames}.
         * @since 0.1
         * @read-only
         */
        get n_frames(): number;

        /**
         * The length in frames; an estimate where {@link Info.exact_duration} is `false`. As {@link Reader.n_frames}.
         * @since 0.1
         * @read-only
         */
        get nFrames(): number;

        /**
         * The sample rate: frames per second, Hz. As {@link Reader.rate}.
         * @since 0.1
         * @read-only
         */
        get rate(): number;

        /**
         * The format of one sample, as it would be read. As {@link Reader.sample_format}.
         * @since 0.1
         * @read-only
         */
        get sample_format(): SampleFormat;

        /**
         * The format of one sample, as it would be read. As {@link Reader.sample_format}.
         * @since 0.1
         * @read-only
         */
        get sampleFormat(): SampleFormat;

        /**
         * The tags; `null` if they cannot be read.
         * @since 0.1
         * @read-only
         */
        get tags(): Tags | null;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Info.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Info.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        // Signals
        /** @signal */
        connect<K extends keyof Info.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Info.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof Info.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Info.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof Info.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Info.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Methods
        /**
         * Tells how many bits a second of audio has in the file, on average: of PCM all of its samples, else the bytes of the
         * audio by its duration. What a container has around packets counts, tags do not.
         *
         * It is an estimate where the number of frames is.
         * @returns bits per second; 0 if it is not known without reading all of the file: where video is in it too, and for some others
         * @since 0.1
         */
        get_bit_rate(): number;

        /**
         * Tells how many bits of a sample are significant, as {@link Reader.get_bits} does.
         * @returns bits; 0 for codecs with loss
         * @since 0.1
         */
        get_bits(): number;

        /**
         * Tells what people call these channels: "mono", "stereo", "5.1", "5.1(side)" and so on, by the names that FFmpeg has
         * for them.
         * @returns a static string; `null` if the file does not say, or there is no name
         * @since 0.1
         */
        get_channel_layout(): string | null;

        /**
         * Tells which loudspeakers the channels are for, as {@link Reader.get_channel_mask} does.
         * @returns the mask; 0 if the file does not say
         * @since 0.1
         */
        get_channel_mask(): number;

        /**
         * Tells the number of channels, as {@link Reader.get_channels} does.
         * @returns the number of channels, from 1 to 64
         * @since 0.1
         */
        get_channels(): number;

        /**
         * Tells the chapters: of MP4 (the list that Nero began) and Matroska, of ID3v2 (`CHAP`), and of Vorbis comments
         * (`CHAPTER001=…`) in Ogg and FLAC.
         * @returns its chapters, in their order
         * @since 0.1
         */
        get_chapters(): Mark[];

        /**
         * Tells the short name of the codec, as {@link Reader.get_codec} does: "pcm", "flac", "mp3" and so on.
         * @returns a static string
         * @since 0.1
         */
        get_codec(): string;

        /**
         * Tells the name of the container, as {@link Reader.get_container} does: "WAV", "Ogg", "MP4" and so on.
         * @returns a static string; `null` for a codec without a container, such as MP3
         * @since 0.1
         */
        get_container(): string | null;

        /**
         * Tells the MIME type, by the name that the shared MIME-info database has for it. Files with video too have types of
         * video.
         * @returns a static string; `null` for a format that has none
         * @since 0.1
         */
        get_content_type(): string | null;

        /**
         * Tells the cue points: of WAV (`cue ` with its labels), of AIFF (`MARK`), and of FLAC the tracks of the sheet of a CD.
         * @returns its cue points, in their order
         * @since 0.1
         */
        get_cues(): Mark[];

        /**
         * Tells the length in time: {@link Info.get_n_frames} divided by {@link Info.get_rate}.
         * @returns seconds
         * @since 0.1
         */
        get_duration(): number;

        /**
         * Tells whether the length is exact, as {@link Reader.get_exact_duration} does.
         * @returns `true` if the length is exact, `false` if it is an estimate
         * @since 0.1
         */
        get_exact_duration(): boolean;

        /**
         * Tells what people call the file: the name of its container, or of its codec where there is no container.
         * @returns a static string
         * @since 0.1
         */
        get_format(): string;

        /**
         * Tells the parts that an instrument plays over and over: of WAV (`smpl`) and AIFF (`INST`).
         * @returns its loops, in their order
         * @since 0.1
         */
        get_loops(): Mark[];

        /**
         * Tells the length in frames, as {@link Reader.get_n_frames} of an open file does.
         * @returns frames (samples per channel)
         * @since 0.1
         */
        get_n_frames(): number;

        /**
         * Tells the sample rate in Hz, as {@link Reader.get_rate} of an open file does.
         * @returns frames per second, Hz
         * @since 0.1
         */
        get_rate(): number;

        /**
         * Tells the format of one sample of the file, as {@link Reader.get_sample_format} does.
         * @returns the sample format
         * @since 0.1
         */
        get_sample_format(): SampleFormat;

        /**
         * Tells the tags, with covers, as {@link Reader.read_tags} reads them.
         * @returns tags, empty where the file has none; `null` if they cannot be read: without TagLib, of a file that is isolated, and where they are damaged or too large
         * @since 0.1
         */
        get_tags(): Tags | null;
    }

    namespace Loudness {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::integrated": (pspec: GObject.ParamSpec) => void;
            "notify::max-momentary": (pspec: GObject.ParamSpec) => void;
            "notify::max-short-term": (pspec: GObject.ParamSpec) => void;
            "notify::range": (pspec: GObject.ParamSpec) => void;
            "notify::replay-gain": (pspec: GObject.ParamSpec) => void;
            "notify::replay-peak": (pspec: GObject.ParamSpec) => void;
            "notify::true-peak": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            integrated: number;
            max_momentary: number;
            maxMomentary: number;
            max_short_term: number;
            maxShortTerm: number;
            range: number;
            replay_gain: number;
            replayGain: number;
            replay_peak: number;
            replayPeak: number;
            true_peak: number;
            truePeak: number;
        }
    }

    /**
     * How loud a file is: by EBU R 128 (ITU-R BS.1770), and the ReplayGain 2 that follows from it, all in one pass over the
     * file. The filters and gates are libebur128's, which has to be installed.
     *
     * Loudness is in LUFS (loudness units below full scale, as dB), and negative infinity for silence. One channel is
     * measured as one loudspeaker, which is 3 dB below what two with the same signal are.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafReader) reader = gaf_reader_new_for_path ("song.flac", NULL, &error);
     * g_autoptr (GafLoudness) loudness
     *     = reader != NULL ? gaf_loudness_new_for_reader (reader, NULL, NULL, NULL, &error) : NULL;
     *
     * if (loudness != NULL)
     *   g_print ("%.1f LUFS, %.1f dBTP\n", gaf_loudness_get_integrated (loudness), gaf_loudness_get_true_peak (loudness));
     * else
     *   g_printerr ("%s\n", error->message);
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class Loudness extends GObject.Object {
        static $gtype: GObject.GType<Loudness>;

        // Properties
        /**
         * The loudness of the whole, without its silent and quiet parts: LUFS.
         * @since 0.1
         * @read-only
         */
        get integrated(): number;

        /**
         * The loudness of the loudest 0.4 seconds: LUFS.
         * @since 0.1
         * @read-only
         */
        get max_momentary(): number;

        /**
         * The loudness of the loudest 0.4 seconds: LUFS.
         * @since 0.1
         * @read-only
         */
        get maxMomentary(): number;

        /**
         * The loudness of the loudest 3 seconds: LUFS.
         * @since 0.1
         * @read-only
         */
        get max_short_term(): number;

        /**
         * The loudness of the loudest 3 seconds: LUFS.
         * @since 0.1
         * @read-only
         */
        get maxShortTerm(): number;

        /**
         * How much the loudness varies from the quiet parts to the loud ones: LU, as EBU Tech 3342 defines it.
         * @since 0.1
         * @read-only
         */
        get range(): number;

        /**
         * The track gain of ReplayGain 2, by which a player makes files equally loud: dB.
         * @since 0.1
         * @read-only
         */
        get replay_gain(): number;

        /**
         * The track gain of ReplayGain 2, by which a player makes files equally loud: dB.
         * @since 0.1
         * @read-only
         */
        get replayGain(): number;

        /**
         * The track peak of ReplayGain 2: 1 is full scale.
         * @since 0.1
         * @read-only
         */
        get replay_peak(): number;

        /**
         * The track peak of ReplayGain 2: 1 is full scale.
         * @since 0.1
         * @read-only
         */
        get replayPeak(): number;

        /**
         * The highest level of the signal between its samples too, found at four times the rate: dBTP.
         * @since 0.1
         * @read-only
         */
        get true_peak(): number;

        /**
         * The highest level of the signal between its samples too, found at four times the rate: dBTP.
         * @since 0.1
         * @read-only
         */
        get truePeak(): number;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Loudness.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Loudness.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static new_for_reader(reader: Reader, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null): Loudness;

        static new_for_reader_finish(result: Gio.AsyncResult): Loudness;

        // Signals
        /** @signal */
        connect<K extends keyof Loudness.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Loudness.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof Loudness.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Loudness.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof Loudness.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Loudness.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Static methods
        /**
         * Measures the loudness of a whole file as {@link Loudness.new_for_reader} does, without making the caller wait.
         * @param reader a reader, whose position stays as it is
         * @param cancellable cancels the call
         * @param progress is told how far it is, on   the caller's main context
         * @param callback called on the caller's main context when it is measured
         * @since 0.1
         */
        static new_for_reader_async(reader: Reader, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null, callback: Gio.AsyncReadyCallback<Loudness> | null): void;
        static new_for_reader_async(reader: Reader, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null): globalThis.Promise<Loudness>;

        // Methods
        /**
         * Tells the loudness of the whole, without its silent and quiet parts (the gates of R 128).
         * @returns LUFS; negative infinity for silence, and for what is shorter than 0.4 seconds
         * @since 0.1
         */
        get_integrated(): number;

        /**
         * Tells the loudness of the loudest 0.4 seconds.
         * @returns LUFS; negative infinity for what is shorter
         * @since 0.1
         */
        get_max_momentary(): number;

        /**
         * Tells the loudness of the loudest 3 seconds.
         * @returns LUFS; negative infinity for what is shorter
         * @since 0.1
         */
        get_max_short_term(): number;

        /**
         * Tells the loudness of the last 0.4 seconds, at the end of each tenth of a second; in the first 0.4 seconds, of those
         * since the beginning.
         * @returns LUFS
         * @since 0.1
         */
        get_momentary(): number[];

        /**
         * Tells how much the loudness varies, after EBU Tech 3342.
         * @returns LU
         * @since 0.1
         */
        get_range(): number;

        /**
         * Tells by how much to play the file louder for it to be as loud as all that have a ReplayGain 2, which is -18 LUFS:
         * its track gain.
         * @returns dB; 0 for silence
         * @since 0.1
         */
        get_replay_gain(): number;

        /**
         * Tells the track peak of ReplayGain 2: the largest sample, without its sign.
         * @returns the peak; 1 is full scale
         * @since 0.1
         */
        get_replay_peak(): number;

        /**
         * Tells the loudness of the last 3 seconds, at the end of each tenth of a second; in the first 3 seconds, of those
         * since the beginning.
         * @returns LUFS
         * @since 0.1
         */
        get_short_term(): number[];

        /**
         * Tells the highest level of all channels, between samples too: of four times as many samples below 96 kHz, and of
         * twice as many below 192 kHz.
         * @returns dBTP; negative infinity for silence
         * @since 0.1
         */
        get_true_peak(): number;
    }

    namespace Peaks {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::channels": (pspec: GObject.ParamSpec) => void;
            "notify::n-frames": (pspec: GObject.ParamSpec) => void;
            "notify::rate": (pspec: GObject.ParamSpec) => void;
            "notify::resolution": (pspec: GObject.ParamSpec) => void;
            "notify::start": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            channels: number;
            n_frames: bigint | number;
            nFrames: bigint | number;
            rate: number;
            resolution: number;
            start: bigint | number;
        }
    }

    /**
     * The waveform of audio at a glance: lowest sample, highest sample and root mean square (RMS) of each channel, of any
     * range and for any number of pixels, in microseconds.
     *
     * They are made of a file ({@link Peaks.new_for_path}, on all processors, at the speed of decoding) or grow block by
     * block, as while recording ({@link Peaks.new} and {@link Peaks.append_block}); one thread may append while others ask.
     *
     * Each {@link Peaks.resolution} frames, by default {@link PEAKS_RESOLUTION}, are a bin, of which the three numbers
     * are exact: those of the samples as they are read, as 32-bit float. A range is cut into equal parts, one for each
     * pixel, and a pixel is made of all bins that its part touches. So with edges at multiples of the resolution all is
     * exact, and with others a pixel looks at up to one bin more on either side. To look closer than that, read the samples
     * themselves. Samples that are not a number count as zero.
     *
     * An hour of stereo at 44,100 Hz takes 7 MB.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafPeaks) peaks = gaf_peaks_new_for_path ("song.flac", 0, GAF_PEAKS_DEFAULT, NULL, NULL, NULL, &error);
     *
     * if (peaks != NULL) {
     *   // For each channel the lowest, then the highest samples, then the root mean squares of 800 pixels.
     *   gsize n_values;
     *   g_autofree float *values = gaf_peaks_query (peaks, 0, -1, 800, &n_values);
     *
     *   g_print ("the first pixel goes from %f to %f\n", values[0], values[800]);
     * }
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class Peaks extends GObject.Object {
        static $gtype: GObject.GType<Peaks>;

        // Properties
        /**
         * The number of channels, from 1 to 64.
         * @since 0.1
         * @read-only
         */
        get channels(): number;

        /**
         * How many frames they are of. It grows with each block that is appended, which is not notified.
         * @since 0.1
         * @read-only
         */
        get n_frames(): number;

        /**
         * How many frames they are of. It grows with each block that is appended, which is not notified.
         * @since 0.1
         * @read-only
         */
        get nFrames(): number;

        /**
         * The sample rate of the audio that the peaks are of: frames per second, Hz.
         * @since 0.1
         * @read-only
         */
        get rate(): number;

        /**
         * How many frames the smallest part is that has numbers of its own.
         * @since 0.1
         * @read-only
         */
        get resolution(): number;

        /**
         * Where the audio begins that they are of, if it is a part of a longer one: the times of {@link plot_save} begin
         * there.
         * @since 0.1
         */
        get start(): number;
        set start(val: bigint | number);

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Peaks.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Peaks.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](rate: number, channels: number, resolution: number): Peaks;

        static new_for_path(path: string, resolution: number, flags: PeaksFlags, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null): Peaks;

        static new_for_path_finish(result: Gio.AsyncResult): Peaks;

        static new_for_reader(reader: Reader, resolution: number, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null): Peaks;

        static new_for_reader_finish(result: Gio.AsyncResult): Peaks;

        // Signals
        /** @signal */
        connect<K extends keyof Peaks.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Peaks.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof Peaks.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Peaks.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof Peaks.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Peaks.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Static methods
        /**
         * Makes the peaks of a file as {@link Peaks.new_for_path} does, without making the caller wait.
         * @param path the file
         * @param resolution a power of two from 16 to 65536 frames, or 0 for {@link PEAKS_RESOLUTION}
         * @param flags whether they may come from the user's cache
         * @param cancellable cancels the call
         * @param progress is told how far it is, on   the caller's main context
         * @param callback called on the caller's main context when they are there
         * @since 0.1
         */
        static new_for_path_async(path: string, resolution: number, flags: PeaksFlags, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null, callback: Gio.AsyncReadyCallback<Peaks> | null): void;
        static new_for_path_async(path: string, resolution: number, flags: PeaksFlags, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null): globalThis.Promise<Peaks>;

        /**
         * Makes the peaks of a file as {@link Peaks.new_for_reader} does, without making the caller wait.
         * @param reader a reader, whose position stays as it is
         * @param resolution a power of two from 16 to 65536 frames, or 0 for {@link PEAKS_RESOLUTION}
         * @param cancellable cancels the call
         * @param progress is told how far it is, on   the caller's main context
         * @param callback called on the caller's main context when they are there
         * @since 0.1
         */
        static new_for_reader_async(reader: Reader, resolution: number, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null, callback: Gio.AsyncReadyCallback<Peaks> | null): void;
        static new_for_reader_async(reader: Reader, resolution: number, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null): globalThis.Promise<Peaks>;

        // Methods
        /**
         * Adds a block behind the frames that are there, as it was recorded or read.
         * @param block frames of 32-bit float, of either layout
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        append_block(block: Block): boolean;

        /**
         * Draws a range as a waveform, a channel under the other: from the lowest to the highest sample of each column, half as
         * opaque outside of the root mean square. The rest is transparent. It takes one or two milliseconds: a widget may
         * call it whenever it is drawn. With axes and into a file it is {@link plot_save}.
         *
         * The pixels are those of `GDK_MEMORY_R8G8B8A8_PREMULTIPLIED`. `gdk_memory_texture_new()` makes a texture of them, with
         * a stride of 4 × `width`.
         * @param frame the first frame of the range; it and the end may lie outside of what is there
         * @param n_frames how many frames the range has; -1 for all from `frame` on
         * @param width how many pixels a row has, from 1 to 16384
         * @param height how many rows there are, from 1 to 16384
         * @param color red, green, blue and opacity, as 0xRRGGBBAA
         * @returns 4 × `width` × `height` bytes
         * @since 0.1
         */
        draw(frame: bigint | number, n_frames: bigint | number, width: number, height: number, color: number): GLib.Bytes;

        /**
         * Tells the number of channels of the audio that the peaks are of.
         * @returns the number of channels
         * @since 0.1
         */
        get_channels(): number;

        /**
         * Tells how many frames they are of so far.
         * @returns frames
         * @since 0.1
         */
        get_n_frames(): number;

        /**
         * Tells the sample rate of the audio that the peaks are of, in Hz.
         * @returns frames per second, Hz
         * @since 0.1
         */
        get_rate(): number;

        /**
         * Tells how many frames the smallest part is that has numbers of its own.
         * @returns frames
         * @since 0.1
         */
        get_resolution(): number;

        /**
         * Tells how much memory the peaks take now, in bytes.
         * @returns bytes
         * @since 0.1
         */
        get_size(): number;

        /**
         * Tells where the audio begins that they are of, in a longer one.
         * @returns frames; 0 unless it was set
         * @since 0.1
         */
        get_start(): number;

        /**
         * Tells lowest sample, highest sample and root mean square of each part of a range.
         *
         * First come the lowest samples of the first channel, for each pixel, then its highest ones, then the root mean
         * squares; then those of the second channel, and so on. Pixels without frames are not a number. Part i of n goes from
         * `frame` + i × `n_frames` / n, rounded down, to where part i + 1 begins, and is widened to whole bins.
         * @param frame the first frame of the range; it and the end may lie outside of what is there
         * @param n_frames how many frames the range has; -1 for all from `frame` on
         * @param n_pixels into how many equal parts the range is cut, up to ten million
         * @returns the numbers, to be freed by `g_free()`
         * @since 0.1
         */
        query(frame: bigint | number, n_frames: bigint | number, n_pixels: number): number[];

        /**
         * As {@link Peaks.query}, for languages in which an array of bytes is quicker than one of numbers: `new
         * Float32Array(peaks.query_bytes(…).buffer)` in JavaScript.
         *
         * It is no {@link GLib.Bytes}, whose memory a garbage collector does not know of: JavaScript would keep all that it ever got.
         * @param frame the first frame of the range; it and the end may lie outside of what is there
         * @param n_frames how many frames the range has; -1 for all from `frame` on
         * @param n_pixels into how many equal parts the range is cut, up to ten million
         * @returns 32-bit floats in the machine's byte order; free them with `g_free()`
         * @since 0.1
         */
        query_bytes(frame: bigint | number, n_frames: bigint | number, n_pixels: number): Uint8Array;

        /**
         * Says where the audio begins that they are of. It is for the times of {@link plot_save} only: queries count frames from
         * 0 on.
         * @param frame which frame of a longer audio the first one is
         * @since 0.1
         */
        set_start(frame: bigint | number): void;
    }

    namespace Player {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            /**
             * All was heard to its end, and the player has stopped.
             * @signal
             * @since 0.1
             * @run-last
             */
            ended: () => void;
            /**
             * The player has stopped because of an error. {@link Player.play} tries again, from where it was.
             * @signal
             * @since 0.1
             * @run-last
             */
            error: (error: GLib.Error) => void;
            /**
             * The next source of the queue is heard now: {@link Player.source}.
             * @signal
             * @since 0.1
             * @run-last
             */
            "source-changed": () => void;
            "notify::device": (pspec: GObject.ParamSpec) => void;
            "notify::loop": (pspec: GObject.ParamSpec) => void;
            "notify::mute": (pspec: GObject.ParamSpec) => void;
            "notify::playing": (pspec: GObject.ParamSpec) => void;
            "notify::position": (pspec: GObject.ParamSpec) => void;
            "notify::rate": (pspec: GObject.ParamSpec) => void;
            "notify::source": (pspec: GObject.ParamSpec) => void;
            "notify::state": (pspec: GObject.ParamSpec) => void;
            "notify::volume": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            device: Device | null;
            loop: boolean;
            mute: boolean;
            playing: boolean;
            position: bigint | number;
            rate: number;
            source: Source | null;
            state: PlayerState;
            volume: number;
        }
    }

    /**
     * Plays a file, or any other {@link Source}, on a device: play, pause, seek, volume, speed, and what comes next without
     * a gap.
     *
     * No call but {@link Player.wait}, {@link Player.close} and those that open a file waits for anything: the player has
     * a thread of its own, which opens the device, reads the source and watches what is heard. A pause is heard within 50
     * milliseconds and a seek within 100, without a click; {@link Player.get_position} tells what is heard now.
     *
     * What is in the queue ({@link Player.enqueue}) follows without a gap: no frame is missing and none is added. A source
     * of another rate or with other channels than the first one is converted.
     *
     * A source is read by the player alone, from its first frame on. It may be one of the program's own, which is read on
     * the player's thread.
     *
     * A player of the default device goes on when another device becomes the default one, and when the sound server is
     * restarted, from where it was. If the device that was set is gone, it stops with `GAudioFile.Player::error`.
     *
     * Signals are emitted, and {@link Player.state} and {@link Player.source} notified, on the main context that was
     * the thread's default one when the player was made.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafPlayer) player = gaf_player_new ();
     *
     * if (!gaf_player_set_path (player, "song.flac", NULL, &error)
     *     || !gaf_player_enqueue_path (player, "next.flac", NULL, &error)
     *     || !gaf_player_play (player, &error)
     *     || !gaf_player_wait (player, -1, NULL, &error))
     *   g_printerr ("%s\n", error->message);
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class Player extends GObject.Object {
        static $gtype: GObject.GType<Player>;

        // Properties
        /**
         * The device to play on; `null` for the default one, whichever that is.
         * @since 0.1
         */
        get device(): Device | null;
        set device(val: Device | null);

        /**
         * Whether the source is played again and again, without a gap.
         * @since 0.1
         */
        get loop(): boolean;
        set loop(val: boolean);

        /**
         * Whether nothing is to be heard, whatever the volume.
         * @since 0.1
         */
        get mute(): boolean;
        set mute(val: boolean);

        /**
         * Whether it plays. Setting it plays or pauses; where there is nothing to play it stays `false`.
         * @since 0.1
         */
        get playing(): boolean;
        set playing(val: boolean);

        /**
         * Which frame is heard now. While it plays, that is notified often enough for a line that moves.
         * @since 0.1
         * @read-only
         */
        get position(): number;

        /**
         * The speed, with the pitch kept; 1 at first.
         * @since 0.1
         */
        get rate(): number;
        set rate(val: number);

        /**
         * What is played now. Setting it drops the queue.
         * @since 0.1
         */
        get source(): Source | null;
        set source(val: Source | null);

        /**
         * Whether the player plays, pauses, has stopped or was closed. It is notified on the player's main context.
         * @since 0.1
         * @read-only
         */
        get state(): PlayerState;

        /**
         * What samples are multiplied with, 1 at first.
         * @since 0.1
         */
        get volume(): number;
        set volume(val: number);

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Player.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Player.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](): Player;

        // Signals
        /** @signal */
        connect<K extends keyof Player.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Player.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof Player.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Player.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof Player.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Player.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Methods
        /**
         * Drops all that is to be played behind the source that is heard.
         * @since 0.1
         */
        clear_queue(): void;

        /**
         * Ends the player: what is heard is faded out, the device is closed, and its thread ends. It takes less than two
         * seconds, even when the sound server hangs. Closing again does nothing.
         * @since 0.1
         */
        close(): void;

        /**
         * Closes the player as {@link Player.close} does, without making the caller wait.
         * @since 0.1
         */
        close_async(): globalThis.Promise<boolean>;

        /**
         * Closes the player as {@link Player.close} does, without making the caller wait.
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        close_async(callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Closes the player as {@link Player.close} does, without making the caller wait.
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        close_async(callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Player.close_async} in its callback; the device is free from then on.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        close_finish(result: Gio.AsyncResult): boolean;

        /**
         * Adds a source to the queue: it is heard straight behind the one before, without a gap and with no frame more or less.
         * The source of an empty player is what is played next.
         * @param source what to play behind all that is there
         * @since 0.1
         */
        enqueue(source: Source): void;

        /**
         * Opens a file and adds it to the queue as {@link Player.enqueue} does.
         * @param path the name of a file
         * @param cancellable cancels the opening
         * @returns `true`, or `false` with `error` set and nothing changed
         * @since 0.1
         * @throws GLib.Error
         */
        enqueue_path(path: string, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Opens a file and adds it to the queue as {@link Player.enqueue_path} does, without making the caller wait. Calls of
         * this and its like are done in their order.
         * @param path the name of a file
         * @param cancellable cancels the call
         * @since 0.1
         */
        enqueue_path_async(path: string, cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Opens a file and adds it to the queue as {@link Player.enqueue_path} does, without making the caller wait. Calls of
         * this and its like are done in their order.
         * @param path the name of a file
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        enqueue_path_async(path: string, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Opens a file and adds it to the queue as {@link Player.enqueue_path} does, without making the caller wait. Calls of
         * this and its like are done in their order.
         * @param path the name of a file
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        enqueue_path_async(path: string, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Player.enqueue_path_async} in its callback, and tells whether the file could be opened.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        enqueue_path_finish(result: Gio.AsyncResult): boolean;

        /**
         * Tells which device was set, which need not be there now.
         * @returns the device, or `null` for the default one, whichever that is
         * @since 0.1
         */
        get_device(): Device | null;

        /**
         * Tells how loud it is, over the last whole twentieth of a second, with the volume. A meter asks as often as it draws.
         * @returns the level; one without channels while the device is not open
         * @since 0.1
         */
        get_level(): Level;

        /**
         * Tells whether the source is played again and again.
         * @returns `true` if it is
         * @since 0.1
         */
        get_loop(): boolean;

        /**
         * Tells whether the player is mute. The volume stays what it was meanwhile.
         * @returns `true` if nothing is to be heard
         * @since 0.1
         */
        get_mute(): boolean;

        /**
         * Tells how many sources are to be played behind the one that is heard.
         * @returns the number of sources in the queue
         * @since 0.1
         */
        get_n_queued(): number;

        /**
         * Tells which frame is heard now: the device's delay is taken into account.
         * @returns a frame of the source that is heard
         * @since 0.1
         */
        get_position(): number;

        /**
         * Tells how quickly the source is played, from 0.5 to 2 times its own speed.
         * @returns the speed; 1 is that of the source
         * @since 0.1
         */
        get_rate(): number;

        /**
         * Tells what is played now, or would be played next by {@link Player.play}.
         * @returns the source that is heard, or would be
         * @since 0.1
         */
        get_source(): Source | null;

        /**
         * Tells whether the player plays, pauses, has stopped or was closed.
         * @returns the state
         * @since 0.1
         */
        get_state(): PlayerState;

        /**
         * Tells the volume, as a factor of the samples: 1 leaves them as they are.
         * @returns what samples are multiplied with
         * @since 0.1
         */
        get_volume(): number;

        /**
         * Goes over to the next source of the queue now.
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        next(): boolean;

        /**
         * Pauses, which is heard within 50 milliseconds, without a click. The device stays open. A player that does not play
         * stays as it is.
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        pause(): boolean;

        /**
         * Plays, or goes on where it was paused. What was heard to its end begins anew, or the next one of the queue does.
         *
         * It does not wait: what goes wrong with the device or the source later is told by `GAudioFile.Player::error` and
         * {@link Player.wait}.
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        play(): boolean;

        /**
         * Goes to a frame of the source that is heard, exactly; of one that is converted, to the frame next to it. It is heard
         * within 100 milliseconds if the source is as quick, faded into in a few. What is played stays played, and what is
         * paused stays paused. Behind the end of the source is its end.
         *
         * It does not wait; the position is `frame` at once.
         * @param frame the frame of the source that is to be heard next, from 0 on
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        seek(frame: bigint | number): boolean;

        /**
         * Sets the device to play on, at any time: it goes on there from where it is.
         * @param device an output device; `null`, or the item "System default" of a {@link DeviceMonitor}, for the default one, whichever that is at any time
         * @since 0.1
         */
        set_device(device: Device | null): void;

        /**
         * Has the source that is played begin anew at its end, without a gap, until this is set to `false`; the queue waits.
         * @param loop whether the source is to be played again and again
         * @since 0.1
         */
        set_loop(loop: boolean): void;

        /**
         * Makes the player mute, or audible again. It goes on playing.
         * @param mute whether nothing is to be heard
         * @since 0.1
         */
        set_mute(mute: boolean): void;

        /**
         * Opens a file and sets it as {@link Player.set_source} does.
         * @param path the name of a file
         * @param cancellable cancels the opening
         * @returns `true`, or `false` with `error` set and nothing changed
         * @since 0.1
         * @throws GLib.Error
         */
        set_path(path: string, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Opens a file and sets it as {@link Player.set_path} does, without making the caller wait. Calls of this and its like
         * are done in their order.
         * @param path the name of a file
         * @param cancellable cancels the call
         * @since 0.1
         */
        set_path_async(path: string, cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Opens a file and sets it as {@link Player.set_path} does, without making the caller wait. Calls of this and its like
         * are done in their order.
         * @param path the name of a file
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        set_path_async(path: string, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Opens a file and sets it as {@link Player.set_path} does, without making the caller wait. Calls of this and its like
         * are done in their order.
         * @param path the name of a file
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        set_path_async(path: string, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Player.set_path_async} in its callback, and tells whether the file could be opened.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        set_path_finish(result: Gio.AsyncResult): boolean;

        /**
         * Sets the speed, which the pitch does not follow. At 1 samples are played as they are.
         * @param rate the speed, from 0.5 to 2
         * @since 0.1
         */
        set_rate(rate: number): void;

        /**
         * Sets what is played, in place of what is played and of the queue. A player that plays goes over to it, one that is
         * paused stays so.
         * @param source what to play, from its first frame on; `null` for nothing
         * @since 0.1
         */
        set_source(source: Source | null): void;

        /**
         * Sets the volume, which is heard within 100 milliseconds, without a click.
         * @param volume what samples are multiplied with: 1 for as they are, 0 for silence, 8 at most
         * @since 0.1
         */
        set_volume(volume: number): void;

        /**
         * Stops playing, closes the device, and goes back to the first frame of the source.
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        stop(): boolean;

        /**
         * Waits until the player is stopped: because all was heard, or for another reason. It is for programs without a main
         * loop, and for threads of their own.
         * @param timeout how long to wait, in milliseconds; -1 for as long as it takes
         * @param cancellable cancels the waiting
         * @returns `true` if it is stopped or closed, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        wait(timeout: number, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Waits for the end as {@link Player.wait} does, without making the caller wait.
         * @param timeout how long to wait, in milliseconds; -1 for as long as it takes
         * @param cancellable cancels the call
         * @since 0.1
         */
        wait_async(timeout: number, cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Waits for the end as {@link Player.wait} does, without making the caller wait.
         * @param timeout how long to wait, in milliseconds; -1 for as long as it takes
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        wait_async(timeout: number, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Waits for the end as {@link Player.wait} does, without making the caller wait.
         * @param timeout how long to wait, in milliseconds; -1 for as long as it takes
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        wait_async(timeout: number, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Player.wait_async} in its callback, and tells whether the player has stopped without an error.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        wait_finish(result: Gio.AsyncResult): boolean;
    }

    namespace ProcessedReader {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::closed": (pspec: GObject.ParamSpec) => void;
            "notify::duration": (pspec: GObject.ParamSpec) => void;
            "notify::effects": (pspec: GObject.ParamSpec) => void;
            "notify::exact-duration": (pspec: GObject.ParamSpec) => void;
            "notify::n-frames": (pspec: GObject.ParamSpec) => void;
            "notify::position": (pspec: GObject.ParamSpec) => void;
            "notify::pre-roll": (pspec: GObject.ParamSpec) => void;
            "notify::rate": (pspec: GObject.ParamSpec) => void;
            "notify::source": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps, Source.ConstructorProps {
            closed: boolean;
            duration: number;
            effects: string;
            exact_duration: boolean;
            exactDuration: boolean;
            n_frames: bigint | number;
            nFrames: bigint | number;
            position: bigint | number;
            pre_roll: bigint | number;
            preRoll: bigint | number;
            rate: number;
            source: Source;
        }
    }

    /**
     * A source of audio that goes through GStreamer elements, such as `"audioecho delay=200000000 ! audiodynamic ratio=2"`.
     *
     * It is as long as its source, to the frame: what the elements give too late is taken when they have heard of the end,
     * what they give too much is cut, and what is missing is silence.
     *
     * Effects remember what was before. So going to a frame means to send through them all that is before it, from the
     * beginning on: what is read does not depend on how one came there, but takes its time. With a pre-roll only so many
     * frames before the target are sent through; that is enough where the effect has forgotten what was earlier. Reading
     * on, and going forward, goes on from where the last read has ended.
     *
     * Reading moves the position of the source that it reads from; closing it leaves that source open.
     *
     * It is read and sought in by the functions of {@link Source}.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafReader) file = gaf_reader_new_for_path ("song.flac", NULL, &error);
     * g_autoptr (GafProcessedReader) echo = NULL;
     * g_autoptr (GafBlock) block = NULL;
     *
     * if (file != NULL)
     *   echo = gaf_processed_reader_new (GAF_SOURCE (file), "audioecho delay=200000000 intensity=0.5", -1, &error);
     * if (echo != NULL)
     *   block = gaf_source_read_frames (GAF_SOURCE (echo), 44100, GAF_LAYOUT_PLANAR, NULL, &error);
     * if (block == NULL)
     *   g_printerr ("%s\n", error->message);
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class ProcessedReader extends GObject.Object implements Source {
        static $gtype: GObject.GType<ProcessedReader>;

        // Properties
        /**
         * `true` if this reader or its source was closed. It is notified when this reader is.
         * @since 0.1
         * @read-only
         */
        get closed(): boolean;

        /**
         * The length in seconds; an estimate while {@link ProcessedReader.exact_duration} is `false`.
         * @since 0.1
         * @read-only
         */
        get duration(): number;

        /**
         * The description of the elements that the audio goes through, as {@link ProcessedReader.new} was given it.
         * @since 0.1
         * @read-only
         */
        get effects(): string;

        /**
         * `true` if the length is exact; `false` while it is an estimate.
         * @since 0.1
         * @read-only
         */
        get exact_duration(): boolean;

        /**
         * `true` if the length is exact; `false` while it is an estimate.
         * @since 0.1
         * @read-only
         */
        get exactDuration(): boolean;

        /**
         * The length in frames; an estimate while that of the source is one. It is notified when a read has found out more,
         * as the two below are.
         * @since 0.1
         * @read-only
         */
        get n_frames(): number;

        /**
         * The length in frames; an estimate while that of the source is one. It is notified when a read has found out more,
         * as the two below are.
         * @since 0.1
         * @read-only
         */
        get nFrames(): number;

        /**
         * The frame that is read next, counted from 0. It is not notified.
         * @since 0.1
         * @read-only
         */
        get position(): number;

        /**
         * How many frames before the target of a seek are sent through the elements; -1 for all.
         * @since 0.1
         * @read-only
         */
        get pre_roll(): number;

        /**
         * How many frames before the target of a seek are sent through the elements; -1 for all.
         * @since 0.1
         * @read-only
         */
        get preRoll(): number;

        /**
         * The sample rate of what is read, which is that of the source: frames per second, Hz.
         * @since 0.1
         * @read-only
         */
        get rate(): number;

        /**
         * The source whose audio goes through the elements.
         * @since 0.1
         * @read-only
         */
        get source(): Source;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: ProcessedReader.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<ProcessedReader.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](source: Source, effects: string, pre_roll: bigint | number): ProcessedReader;

        // Signals
        /** @signal */
        connect<K extends keyof ProcessedReader.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, ProcessedReader.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof ProcessedReader.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, ProcessedReader.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof ProcessedReader.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<ProcessedReader.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Methods
        /**
         * Ends reading: seeking and reading fail with {@link GAudioFile.Error.CLOSED} from now on. The source stays open, and the properties
         * readable.
         * @since 0.1
         */
        close(): void;

        /**
         * Tells the elements that the audio goes through.
         * @returns their description
         * @since 0.1
         */
        get_effects(): string;

        /**
         * Tells the source whose audio goes through the elements.
         * @returns the source
         * @since 0.1
         */
        get_source(): Source;

        /**
         * Tells the sample rate and the number of channels, which stay the same for as long as the source lives. Both are 0
         * while the source does not tell a rate above zero and from 1 to 64 channels; it cannot be read then.
         * @since 0.1
         */
        describe(): [number, number];

        /**
         * Tells which loudspeakers the channels are for, as {@link Reader.get_channel_mask}.
         * @returns one bit for each `GstAudioChannelPosition`, 0 if it is not known
         * @since 0.1
         */
        get_channel_mask(): number;

        /**
         * Tells how many channels the source has, the same from its beginning to its end.
         * @returns the number of channels; 0 as {@link Source.describe} tells
         * @since 0.1
         */
        get_channels(): number;

        /**
         * Tells the length in time: the frames divided by the rate. It is as exact as {@link Source.get_n_frames}.
         * @returns seconds; 0 if the rate is not known
         * @since 0.1
         */
        get_duration(): number;

        /**
         * Tells whether the length is exact: that of what reading to the end delivers.
         * @returns `false` if it is an estimate, which reading to the end corrects
         * @since 0.1
         */
        get_exact_duration(): boolean;

        /**
         * Tells the length. It is an estimate while {@link Source.get_exact_duration} is `false`; of a source that knows
         * nothing about its length it is what was read so far.
         * @returns frames (samples per channel)
         * @since 0.1
         */
        get_n_frames(): number;

        /**
         * Tells the sample rate, in which all positions and lengths of the source are counted.
         * @returns frames per second, Hz; 0 as {@link Source.describe} tells
         * @since 0.1
         */
        get_rate(): number;

        /**
         * Tells what the samples were stored as, before anything was done with them. What is read is 32-bit float in any case.
         * @returns the sample format
         * @since 0.1
         */
        get_sample_format(): SampleFormat;

        /**
         * Tells whether the source was closed, so that nothing can be read from it any more.
         * @returns `true` once it was closed
         * @since 0.1
         */
        is_closed(): boolean;

        /**
         * Makes an element for a pipeline of GStreamer's that gives the audio of a source: a GstAppSrc with 32-bit float in its
         * rate and channels. It seeks to the frame, and ends where the source does, or where a seek has asked for.
         *
         * The source is read on a thread of the pipeline, from frame 0 on wherever it stands. The element keeps a reference.
         * One element is made for one source at a time: each moves it.
         * @returns a GstElement, which is floating as all new ones are; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        make_element<T = GObject.Object>(): T;

        /**
         * Reads the next frames as 32-bit float, full scale being 1.0, and moves on behind them.
         * @param n_frames how many frames to read at most
         * @param layout how the channels are to lie
         * @param cancellable cancels the reading
         * @returns a block of at most `n_frames` frames, with none at the end; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        read_frames(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null): Block;

        /**
         * Reads as {@link Source.read_frames} does, without making the caller wait. Asynchronous calls on one source are
         * done in the order in which they were made.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null): globalThis.Promise<Block>;

        /**
         * Reads as {@link Source.read_frames} does, without making the caller wait. Asynchronous calls on one source are
         * done in the order in which they were made.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Reads as {@link Source.read_frames} does, without making the caller wait. Asynchronous calls on one source are
         * done in the order in which they were made.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<Block> | void;

        /**
         * Ends {@link Source.read_frames_async} in its callback, and hands over the block that was read.
         * @param result what the callback was given
         * @returns the block, or `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        read_frames_finish(result: Gio.AsyncResult): Block;

        /**
         * Sets the frame that is read next. What is read there is the same as what a read from the start delivers there.
         * @param frame where to go on reading, from 0 to the length
         * @param cancellable cancels it
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        seek(frame: bigint | number, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Goes to a frame as {@link Source.seek} does, without making the caller wait.
         * @param frame where to go on
         * @param cancellable cancels the call
         * @since 0.1
         */
        seek_async(frame: bigint | number, cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Goes to a frame as {@link Source.seek} does, without making the caller wait.
         * @param frame where to go on
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        seek_async(frame: bigint | number, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Goes to a frame as {@link Source.seek} does, without making the caller wait.
         * @param frame where to go on
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        seek_async(frame: bigint | number, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Source.seek_async} in its callback, and tells whether the source is at that frame.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        seek_finish(result: Gio.AsyncResult): boolean;

        /**
         * Tells the frame that is read next, at the rate of the source.
         * @returns a frame, counted from 0
         * @since 0.1
         */
        tell(): number;

        /**
         * Tells the sample rate and the number of channels, which stay the same for as long as the source lives. Both are 0
         * while the source does not tell a rate above zero and from 1 to 64 channels; it cannot be read then.
         * @since 0.1
         * @virtual
         */
        vfunc_describe(): [number, number];

        /**
         * Tells which loudspeakers the channels are for, as {@link Reader.get_channel_mask}.
         * @since 0.1
         * @virtual
         */
        vfunc_get_channel_mask(): bigint | number;

        /**
         * Tells whether the length is exact: that of what reading to the end delivers.
         * @since 0.1
         * @virtual
         */
        vfunc_get_exact_duration(): boolean;

        /**
         * Tells the length. It is an estimate while {@link Source.get_exact_duration} is `false`; of a source that knows
         * nothing about its length it is what was read so far.
         * @since 0.1
         * @virtual
         */
        vfunc_get_n_frames(): bigint | number;

        /**
         * Tells what the samples were stored as, before anything was done with them. What is read is 32-bit float in any case.
         * @since 0.1
         * @virtual
         */
        vfunc_get_sample_format(): SampleFormat;

        /**
         * Tells whether the source was closed, so that nothing can be read from it any more.
         * @since 0.1
         * @virtual
         */
        vfunc_is_closed(): boolean;

        /**
         * Reads the next frames as 32-bit float, full scale being 1.0, and moves on behind them.
         * @param n_frames how many frames to read at most
         * @param layout how the channels are to lie
         * @param cancellable cancels the reading
         * @since 0.1
         * @virtual
         */
        vfunc_read_frames(n_frames: number, layout: Layout, cancellable: Gio.Cancellable | null): Block;

        /**
         * Sets the frame that is read next. What is read there is the same as what a read from the start delivers there.
         * @param frame where to go on reading, from 0 to the length
         * @param cancellable cancels it
         * @since 0.1
         * @virtual
         */
        vfunc_seek(frame: number, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Tells the frame that is read next, at the rate of the source.
         * @since 0.1
         * @virtual
         */
        vfunc_tell(): bigint | number;
    }

    namespace Reader {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::bits": (pspec: GObject.ParamSpec) => void;
            "notify::bytes": (pspec: GObject.ParamSpec) => void;
            "notify::channel-mask": (pspec: GObject.ParamSpec) => void;
            "notify::channels": (pspec: GObject.ParamSpec) => void;
            "notify::closed": (pspec: GObject.ParamSpec) => void;
            "notify::codec": (pspec: GObject.ParamSpec) => void;
            "notify::container": (pspec: GObject.ParamSpec) => void;
            "notify::duration": (pspec: GObject.ParamSpec) => void;
            "notify::exact-duration": (pspec: GObject.ParamSpec) => void;
            "notify::file": (pspec: GObject.ParamSpec) => void;
            "notify::isolation": (pspec: GObject.ParamSpec) => void;
            "notify::limits": (pspec: GObject.ParamSpec) => void;
            "notify::n-frames": (pspec: GObject.ParamSpec) => void;
            "notify::position": (pspec: GObject.ParamSpec) => void;
            "notify::rate": (pspec: GObject.ParamSpec) => void;
            "notify::sample-format": (pspec: GObject.ParamSpec) => void;
            "notify::stream": (pspec: GObject.ParamSpec) => void;
            "notify::track": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps, Source.ConstructorProps, Gio.AsyncInitable.ConstructorProps, Gio.Initable.ConstructorProps {
            bits: number;
            bytes: GLib.Bytes | Uint8Array;
            channel_mask: bigint | number;
            channelMask: bigint | number;
            channels: number;
            closed: boolean;
            codec: string;
            container: string | null;
            duration: number;
            exact_duration: boolean;
            exactDuration: boolean;
            file: Gio.File;
            isolation: Isolation;
            limits: Limits;
            n_frames: bigint | number;
            nFrames: bigint | number;
            position: bigint | number;
            rate: number;
            sample_format: SampleFormat;
            sampleFormat: SampleFormat;
            stream: Gio.InputStream;
            track: number;
        }
    }

    /**
     * An audio file, open for reading.
     *
     * Lengths and positions are *frames*; a frame is one sample of each channel. {@link Reader.read} goes on where the
     * last one ended, {@link Reader.seek} says where to go on, and both are exact: what is read at frame n is the same,
     * bit for bit, however n was reached.
     *
     * Decoding happens inside the calls, on the thread that calls. Only a long read of a path or of bytes has parts decoded
     * on other threads, which end before it returns; see {@link set_max_threads}. One reader can be used from several
     * threads, one call at a time: the others wait. A stream that calls back into the reader that reads it gets
     * {@link GAudioFile.Error.BUSY}.
     *
     * The file is recognised by its contents, not by its name. Nothing of the file is written or kept after
     * {@link Reader.close}.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafReader) reader = gaf_reader_new_for_path ("song.flac", NULL, &error);
     * g_autoptr (GafBlock) second = NULL;
     *
     * // The second that begins at frame 44,100; a block has float samples and their shape.
     * if (reader != NULL && gaf_reader_seek (reader, 44100, NULL, &error))
     *   second = gaf_reader_read_frames (reader, 44100, GAF_LAYOUT_INTERLEAVED, NULL, &error);
     * if (second == NULL)
     *   g_printerr ("%s\n", error->message);
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class Reader extends GObject.Object implements Source, Gio.AsyncInitable<Reader>, Gio.Initable {
        static $gtype: GObject.GType<Reader>;

        // Properties
        /**
         * The number of significant bits of a sample; 0 for codecs with loss, of which A-law and µ-law are two.
         * @since 0.1
         * @read-only
         */
        get bits(): number;

        /**
         * The bytes of the audio file, if the reader is made for memory. They can only be set, because closing gives them
         * back.
         * @since 0.1
         * @write-only
         */
        set bytes(val: GLib.Bytes | Uint8Array);

        /**
         * The loudspeakers that the channels are for, one bit for each; 0 if the file does not say. See
         * {@link Reader.get_channel_mask}.
         * @since 0.1
         * @read-only
         */
        get channel_mask(): number;

        /**
         * The loudspeakers that the channels are for, one bit for each; 0 if the file does not say. See
         * {@link Reader.get_channel_mask}.
         * @since 0.1
         * @read-only
         */
        get channelMask(): number;

        /**
         * The number of channels, from 1 to 64, which is the same for the whole file.
         * @since 0.1
         * @read-only
         */
        get channels(): number;

        /**
         * `true` after {@link Reader.close}, which lets go of the file and its decoder.
         * @since 0.1
         * @read-only
         */
        get closed(): boolean;

        /**
         * The short name of the codec, such as "pcm" or "flac".
         * @since 0.1
         * @read-only
         */
        get codec(): string;

        /**
         * The name of the container, such as "WAV"; `null` for a codec without one.
         * @since 0.1
         * @read-only
         */
        get container(): string | null;

        /**
         * The length in seconds: {@link Reader.n_frames} divided by {@link Reader.rate}.
         * @since 0.1
         * @read-only
         */
        get duration(): number;

        /**
         * `true` if the length is exact; `false` while it is an estimate.
         * @since 0.1
         * @read-only
         */
        get exact_duration(): boolean;

        /**
         * `true` if the length is exact; `false` while it is an estimate.
         * @since 0.1
         * @read-only
         */
        get exactDuration(): boolean;

        /**
         * The file to read, if the reader was made for a path or a file; else `null`.
         * @since 0.1
         */
        get file(): Gio.File;
        set file(val: Gio.File);

        /**
         * Where the file is decoded: with {@link GAudioFile.Isolation.PROCESS} in a process of its own, which has no files, no network and
         * limited memory, so that a file that is made to attack the decoder gets no further. Where that cannot be had,
         * opening fails with {@link GAudioFile.Error.NO_ISOLATION}. A decoder that crashes is an error of the read. To choose, make the
         * reader by `g_initable_new()` with this property. Of a reader that is open it tells what it is, never
         * {@link GAudioFile.Isolation.DEFAULT}.
         * @since 0.1
         */
        get isolation(): Isolation;
        set isolation(val: Isolation);

        /**
         * What the file may claim and cost; `null` for the defaults. They are copied. To set them, make the reader by
         * `g_initable_new()` with this property.
         * @since 0.1
         */
        get limits(): Limits;
        set limits(val: Limits);

        /**
         * The length in frames; an estimate while {@link Reader.exact_duration} is `false`. It is notified when a read has
         * found out more, as that and {@link Reader.duration} are.
         * @since 0.1
         * @read-only
         */
        get n_frames(): number;

        /**
         * The length in frames; an estimate while {@link Reader.exact_duration} is `false`. It is notified when a read has
         * found out more, as that and {@link Reader.duration} are.
         * @since 0.1
         * @read-only
         */
        get nFrames(): number;

        /**
         * The frame that is read next, counted from 0. It is not notified.
         * @since 0.1
         * @read-only
         */
        get position(): number;

        /**
         * The sample rate, the same for the whole file: frames per second, Hz.
         * @since 0.1
         * @read-only
         */
        get rate(): number;

        /**
         * The format of one sample as {@link Reader.read_raw} delivers it.
         * @since 0.1
         * @read-only
         */
        get sample_format(): SampleFormat;

        /**
         * The format of one sample as {@link Reader.read_raw} delivers it.
         * @since 0.1
         * @read-only
         */
        get sampleFormat(): SampleFormat;

        /**
         * The stream to read, if the reader is made for one. It can only be set, because closing gives the stream back.
         * @since 0.1
         * @write-only
         */
        set stream(val: Gio.InputStream);

        /**
         * Which audio track is read, counted from 0, of a file that may hold several: MP4, QuickTime, Matroska and WebM. -1,
         * the default, is the one that the file says is meant to be heard, else the first. To choose another, make the
         * reader by `g_initable_new()` with this property; a track that is not there fails with
         * {@link GAudioFile.Error.INVALID_ARGUMENT}.
         * @since 0.1
         */
        get track(): number;
        set track(val: number);

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Reader.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Reader.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static new_for_bytes(bytes: GLib.Bytes | Uint8Array, cancellable: Gio.Cancellable | null): Reader;

        static new_for_bytes_finish(result: Gio.AsyncResult): Reader;

        static new_for_file(file: Gio.File, cancellable: Gio.Cancellable | null): Reader;

        static new_for_file_finish(result: Gio.AsyncResult): Reader;

        static new_for_path(path: string, cancellable: Gio.Cancellable | null): Reader;

        static new_for_path_finish(result: Gio.AsyncResult): Reader;

        static new_for_stream(stream: Gio.InputStream, cancellable: Gio.Cancellable | null): Reader;

        static new_for_stream_finish(result: Gio.AsyncResult): Reader;

        // Signals
        /** @signal */
        connect<K extends keyof Reader.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Reader.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof Reader.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Reader.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof Reader.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Reader.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Static methods
        /**
         * Opens an audio file in memory as {@link Reader.new_for_bytes} does, without making the caller wait.
         * @param bytes a whole audio file in memory, which is not copied
         * @param cancellable cancels the opening
         * @param callback called on the caller's main context when the audio is open, or cannot be opened
         * @since 0.1
         */
        static new_for_bytes_async(bytes: GLib.Bytes | Uint8Array, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Reader> | null): void;
        static new_for_bytes_async(bytes: GLib.Bytes | Uint8Array, cancellable: Gio.Cancellable | null): globalThis.Promise<Reader>;

        /**
         * Opens an audio file as {@link Reader.new_for_file} does, without making the caller wait.
         * @param file a file, local or not, that GIO can read and seek in; the reader keeps a reference
         * @param cancellable cancels the opening
         * @param callback called on the caller's main context when the file is open, or cannot be opened
         * @since 0.1
         */
        static new_for_file_async(file: Gio.File, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Reader> | null): void;
        static new_for_file_async(file: Gio.File, cancellable: Gio.Cancellable | null): globalThis.Promise<Reader>;

        /**
         * Opens the audio file at `path` as {@link Reader.new_for_path} does, without making the caller wait.
         * @param path name of a file, absolute or relative to the current directory
         * @param cancellable cancels the opening
         * @param callback called on the caller's main context when the file is open, or cannot be opened
         * @since 0.1
         */
        static new_for_path_async(path: string, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Reader> | null): void;
        static new_for_path_async(path: string, cancellable: Gio.Cancellable | null): globalThis.Promise<Reader>;

        /**
         * Opens audio that a stream delivers as {@link Reader.new_for_stream} does, without making the caller wait. The stream
         * is read on other threads.
         * @param stream a stream that is a {@link Gio.Seekable}; where it stands now counts as byte 0
         * @param cancellable cancels the opening
         * @param callback called on the caller's main context when the audio is open, or cannot be opened
         * @since 0.1
         */
        static new_for_stream_async(stream: Gio.InputStream, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Reader> | null): void;
        static new_for_stream_async(stream: Gio.InputStream, cancellable: Gio.Cancellable | null): globalThis.Promise<Reader>;

        // Methods
        /**
         * Closes the file, frees what decoding needed, and drops the stream or the bytes that were handed in; a stream is not
         * closed. The properties stay readable, while seeking and reading fail with {@link GAudioFile.Error.CLOSED}. Closing twice does no
         * harm. A read that is going on in another thread is waited for; called from inside a read, by the reader's own stream,
         * this does nothing.
         * @since 0.1
         */
        close(): void;

        /**
         * Closes the file after the asynchronous calls before, as {@link Reader.close} does, which waits for a call of another
         * thread.
         * @since 0.1
         */
        close_async(): globalThis.Promise<boolean>;

        /**
         * Closes the file after the asynchronous calls before, as {@link Reader.close} does, which waits for a call of another
         * thread.
         * @param callback called on the caller's main context when the reader is closed
         * @since 0.1
         */
        close_async(callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Closes the file after the asynchronous calls before, as {@link Reader.close} does, which waits for a call of another
         * thread.
         * @param callback called on the caller's main context when the reader is closed
         * @since 0.1
         */
        close_async(callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Reader.close_async} in its callback; the file is closed from then on.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        close_finish(result: Gio.AsyncResult): boolean;

        /**
         * Tells how many bits of a sample are significant, which may be fewer than the sample format has.
         * @returns bits; 0 for codecs with loss, of which A-law and µ-law are two
         * @since 0.1
         */
        get_bits(): number;

        /**
         * Tells which loudspeakers the channels are for: bit n is set for the position n of `GstAudioChannelPosition`. The
         * channels are in the order of their bits.
         * @returns the mask; 0 if the file does not say
         * @since 0.1
         */
        get_channel_mask(): number;

        /**
         * Tells the number of channels, which is the same for the whole file.
         * @returns the number of channels, from 1 to 64
         * @since 0.1
         */
        get_channels(): number;

        /**
         * Tells the short name of the codec: "pcm", "flac", "mp3", "vorbis" and so on.
         * @returns a static string
         * @since 0.1
         */
        get_codec(): string;

        /**
         * Tells the name of the container: "WAV", "Ogg", "MP4" and so on.
         * @returns a static string; `null` for a codec without a container, such as MP3
         * @since 0.1
         */
        get_container(): string | null;

        /**
         * Tells the length in time: {@link Reader.get_n_frames} divided by {@link Reader.get_rate}. It is an estimate where
         * the number of frames is.
         * @returns seconds
         * @since 0.1
         */
        get_duration(): number;

        /**
         * Tells whether the length is exact, so that reading to the end gives just as many frames. It is an estimate only for
         * files that do not say, such as MP3 without a Xing header; once exact, it stays so.
         * @returns `true` if the length is exact, `false` if it is an estimate
         * @since 0.1
         */
        get_exact_duration(): boolean;

        /**
         * Tells the length of the file. While {@link Reader.get_exact_duration} is `false` it is an estimate, which reading to
         * the end corrects.
         * @returns frames (samples per channel)
         * @since 0.1
         */
        get_n_frames(): number;

        /**
         * Tells the sample rate of the file. Some formats allow fractions of a hertz.
         * @returns frames per second, Hz
         * @since 0.1
         */
        get_rate(): number;

        /**
         * Tells the format of one sample of the file, as {@link Reader.read_raw} delivers it. Codecs with loss are delivered
         * as float.
         * @returns the sample format
         * @since 0.1
         */
        get_sample_format(): SampleFormat;

        /**
         * Tells whether the reader was closed by {@link Reader.close}; it cannot be opened again.
         * @returns `true` after {@link Reader.close}
         * @since 0.1
         */
        is_closed(): boolean;

        /**
         * Reads frames as 32-bit float into a block of its own, and goes on behind them with the next call. The block has fewer
         * frames than asked for at the end of the file; and it may have while the length is an estimate.
         * @param n_frames how many frames to read at most
         * @param layout how the channels are to lie in memory
         * @param cancellable cancels the reading
         * @returns a block of at most `n_frames` frames, with none at the end of the file; `null` with `error`   set
         * @since 0.1
         * @throws GLib.Error
         */
        read_frames(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null): Block;

        /**
         * Reads as {@link Reader.read_frames} does, without making the caller wait. Asynchronous calls on one reader are done
         * in the order in which they were made.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null): globalThis.Promise<Block>;

        /**
         * Reads as {@link Reader.read_frames} does, without making the caller wait. Asynchronous calls on one reader are done
         * in the order in which they were made.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when the block is there
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Reads as {@link Reader.read_frames} does, without making the caller wait. Asynchronous calls on one reader are done
         * in the order in which they were made.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when the block is there
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<Block> | void;

        /**
         * Reads the frames at a position as 32-bit float, as {@link Reader.read_at}: in one call, and without moving the
         * position that {@link Reader.read_frames} goes on from.
         * @param frame where to read, from 0 to the length
         * @param n_frames how many frames to read at most
         * @param layout how the channels are to lie in memory
         * @param cancellable cancels the reading
         * @returns a block of at most `n_frames` frames, with none at the end of the file; `null` with `error`   set
         * @since 0.1
         * @throws GLib.Error
         */
        read_frames_at(frame: bigint | number, n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null): Block;

        /**
         * Reads as {@link Reader.read_frames_at} does, without making the caller wait.
         * @param frame the first frame to read
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @since 0.1
         */
        read_frames_at_async(frame: bigint | number, n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null): globalThis.Promise<Block>;

        /**
         * Reads as {@link Reader.read_frames_at} does, without making the caller wait.
         * @param frame the first frame to read
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when the block is there
         * @since 0.1
         */
        read_frames_at_async(frame: bigint | number, n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Reads as {@link Reader.read_frames_at} does, without making the caller wait.
         * @param frame the first frame to read
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when the block is there
         * @since 0.1
         */
        read_frames_at_async(frame: bigint | number, n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<Block> | void;

        /**
         * Ends {@link Reader.read_frames_at_async} in its callback, and hands over the block that was read there.
         * @param result what the callback was given
         * @returns the block, which is shorter at the end of the file; or `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        read_frames_at_finish(result: Gio.AsyncResult): Block;

        /**
         * Ends {@link Reader.read_frames_async} in its callback, and hands over the block that was read.
         * @param result what the callback was given
         * @returns the block, which is shorter at the end of the file; or `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        read_frames_finish(result: Gio.AsyncResult): Block;

        /**
         * Reads frames in the file's own sample format ({@link Reader.get_sample_format}) into a block of its own, as
         * {@link Reader.read_frames} does.
         * @param n_frames how many frames to read at most
         * @param layout how the channels are to lie in memory
         * @param cancellable cancels the reading
         * @returns a block of at most `n_frames` frames, with none at the end of the file; `null` with `error`   set
         * @since 0.1
         * @throws GLib.Error
         */
        read_raw_frames(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null): Block;

        /**
         * Reads as {@link Reader.read_raw_frames} does, without making the caller wait.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @since 0.1
         */
        read_raw_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null): globalThis.Promise<Block>;

        /**
         * Reads as {@link Reader.read_raw_frames} does, without making the caller wait.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when the block is there
         * @since 0.1
         */
        read_raw_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Reads as {@link Reader.read_raw_frames} does, without making the caller wait.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when the block is there
         * @since 0.1
         */
        read_raw_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<Block> | void;

        /**
         * Ends {@link Reader.read_raw_frames_async} in its callback, and hands over the block in the file's own sample format.
         * @param result what the callback was given
         * @returns the block, which is shorter at the end of the file; or `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        read_raw_frames_finish(result: Gio.AsyncResult): Block;

        /**
         * Reads the tags of the file. Where the reader goes on reading stays as it is. Tags are read by TagLib, in this
         * process: that is what a reader with {@link GAudioFile.Isolation.PROCESS} is to avoid, so it fails for one.
         * @param cancellable cancels the call
         * @returns the tags; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        read_tags(cancellable: Gio.Cancellable | null): Tags;

        /**
         * Reads the tags of the file as {@link Reader.read_tags} does, without making the caller wait.
         * @param cancellable cancels the call
         * @since 0.1
         */
        read_tags_async(cancellable: Gio.Cancellable | null): globalThis.Promise<Tags>;

        /**
         * Reads the tags of the file as {@link Reader.read_tags} does, without making the caller wait.
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        read_tags_async(cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Reads the tags of the file as {@link Reader.read_tags} does, without making the caller wait.
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        read_tags_async(cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<Tags> | void;

        /**
         * Ends {@link Reader.read_tags_async} in its callback, and hands over the tags of the file.
         * @param result what the callback was given
         * @returns the tags; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        read_tags_finish(result: Gio.AsyncResult): Tags;

        /**
         * Sets the frame that is read next. The file is not touched: the next read does the work of finding the frame.
         * @param frame the frame to go on at, from 0 to {@link Reader.get_n_frames}
         * @param cancellable not used: seeking does not wait for the file
         * @returns `true`, or `false` with `error` set and the position unchanged
         * @since 0.1
         * @throws GLib.Error
         */
        seek(frame: bigint | number, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Goes to a frame as {@link Reader.seek} does, without making the caller wait. Asynchronous calls on one reader are
         * done in the order in which they were made.
         * @param frame where to go on
         * @param cancellable cancels the call
         * @since 0.1
         */
        seek_async(frame: bigint | number, cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Goes to a frame as {@link Reader.seek} does, without making the caller wait. Asynchronous calls on one reader are
         * done in the order in which they were made.
         * @param frame where to go on
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        seek_async(frame: bigint | number, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Goes to a frame as {@link Reader.seek} does, without making the caller wait. Asynchronous calls on one reader are
         * done in the order in which they were made.
         * @param frame where to go on
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        seek_async(frame: bigint | number, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Reader.seek_async} in its callback, and tells whether the reader is at that frame.
         * @param result what the callback was given
         * @returns `true` if the reader is there, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        seek_finish(result: Gio.AsyncResult): boolean;

        /**
         * Tells the frame that is read next, at the rate of the file.
         * @returns a frame, counted from 0
         * @since 0.1
         */
        tell(): number;

        /**
         * Tells the sample rate and the number of channels, which stay the same for as long as the source lives. Both are 0
         * while the source does not tell a rate above zero and from 1 to 64 channels; it cannot be read then.
         * @since 0.1
         */
        describe(): [number, number];

        /**
         * Makes an element for a pipeline of GStreamer's that gives the audio of a source: a GstAppSrc with 32-bit float in its
         * rate and channels. It seeks to the frame, and ends where the source does, or where a seek has asked for.
         *
         * The source is read on a thread of the pipeline, from frame 0 on wherever it stands. The element keeps a reference.
         * One element is made for one source at a time: each moves it.
         * @returns a GstElement, which is floating as all new ones are; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        make_element<T = GObject.Object>(): T;

        /**
         * Tells the sample rate and the number of channels, which stay the same for as long as the source lives. Both are 0
         * while the source does not tell a rate above zero and from 1 to 64 channels; it cannot be read then.
         * @since 0.1
         * @virtual
         */
        vfunc_describe(): [number, number];

        /**
         * Tells which loudspeakers the channels are for, as {@link Reader.get_channel_mask}.
         * @since 0.1
         * @virtual
         */
        vfunc_get_channel_mask(): bigint | number;

        /**
         * Tells whether the length is exact: that of what reading to the end delivers.
         * @since 0.1
         * @virtual
         */
        vfunc_get_exact_duration(): boolean;

        /**
         * Tells the length. It is an estimate while {@link Source.get_exact_duration} is `false`; of a source that knows
         * nothing about its length it is what was read so far.
         * @since 0.1
         * @virtual
         */
        vfunc_get_n_frames(): bigint | number;

        /**
         * Tells what the samples were stored as, before anything was done with them. What is read is 32-bit float in any case.
         * @since 0.1
         * @virtual
         */
        vfunc_get_sample_format(): SampleFormat;

        /**
         * Tells whether the source was closed, so that nothing can be read from it any more.
         * @since 0.1
         * @virtual
         */
        vfunc_is_closed(): boolean;

        /**
         * Reads the next frames as 32-bit float, full scale being 1.0, and moves on behind them.
         * @param n_frames how many frames to read at most
         * @param layout how the channels are to lie
         * @param cancellable cancels the reading
         * @since 0.1
         * @virtual
         */
        vfunc_read_frames(n_frames: number, layout: Layout, cancellable: Gio.Cancellable | null): Block;

        /**
         * Sets the frame that is read next. What is read there is the same as what a read from the start delivers there.
         * @param frame where to go on reading, from 0 to the length
         * @param cancellable cancels it
         * @since 0.1
         * @virtual
         */
        vfunc_seek(frame: number, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Tells the frame that is read next, at the rate of the source.
         * @since 0.1
         * @virtual
         */
        vfunc_tell(): bigint | number;

        init_async(io_priority: number, cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        init_async(io_priority: number, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        init_async(io_priority: number, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        init_finish(res: Gio.AsyncResult): boolean;

        new_finish(res: Gio.AsyncResult): Reader;

        vfunc_init_async(io_priority: number, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        vfunc_init_finish(res: Gio.AsyncResult): boolean;

        init(cancellable: Gio.Cancellable | null): boolean;

        vfunc_init(cancellable: Gio.Cancellable | null): boolean;
    }

    namespace Recorder {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            /**
             * The recording has ended, because it was stopped or is as long as it may be.
             * @signal
             * @since 0.1
             * @run-last
             */
            ended: () => void;
            /**
             * The recording has ended with an error. What was captured until then is in the files, as far as they could be
             * written.
             * @signal
             * @since 0.1
             * @run-last
             */
            error: (error: GLib.Error) => void;
            /**
             * A file is whole: it has its last frame, its header is true, and other programs may open it.
             * @signal
             * @since 0.1
             * @run-last
             */
            "file-finished": (path: string) => void;
            "notify::device": (pspec: GObject.ParamSpec) => void;
            "notify::max-frames": (pspec: GObject.ParamSpec) => void;
            "notify::path": (pspec: GObject.ParamSpec) => void;
            "notify::position": (pspec: GObject.ParamSpec) => void;
            "notify::spec": (pspec: GObject.ParamSpec) => void;
            "notify::split-bytes": (pspec: GObject.ParamSpec) => void;
            "notify::split-frames": (pspec: GObject.ParamSpec) => void;
            "notify::state": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            device: Device;
            max_frames: bigint | number;
            maxFrames: bigint | number;
            path: string;
            position: bigint | number;
            spec: EncodeSpec;
            split_bytes: bigint | number;
            splitBytes: bigint | number;
            split_frames: bigint | number;
            splitFrames: bigint | number;
            state: RecorderState;
        }
    }

    /**
     * Records from a device into a file, or into several, one after the other: with pauses, a longest time, a level for
     * meters, and the waveform as it grows.
     *
     * It has a thread of its own, which writes what was captured; what a slow disk makes wait is kept for up to 20 seconds.
     * The files are usable at any moment: if the process dies, at most the last second is lost (unless the
     * {@link EncodeSpec} is atomic). Between two files no frame is missing.
     *
     * A recorder of the default device goes on when another device becomes the default one, and when the sound server is
     * restarted; what could not be captured meanwhile is counted ({@link Recorder.get_lost_frames}) and not filled in. If
     * the device that was given is gone, it ends with `GAudioFile.Recorder::error`, and the file is whole.
     *
     * A recorder records once. Signals are emitted, and {@link Recorder.state} notified, on the main context that was
     * the thread's default one when the recorder was made.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("flac", 48000, 1);
     * g_autoptr (GafRecorder) recorder = gaf_recorder_new (NULL, "take.flac", spec);
     *
     * gaf_recorder_set_max_frames (recorder, 10 * 48000);
     * if (!gaf_recorder_start (recorder, NULL, &error) || !gaf_recorder_wait (recorder, -1, NULL, &error))
     *   g_printerr ("%s\n", error->message);
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class Recorder extends GObject.Object {
        static $gtype: GObject.GType<Recorder>;

        // Properties
        /**
         * The device to record from; `null` for the default one, whichever that is.
         * @since 0.1
         * @construct-only
         */
        get device(): Device;

        /**
         * After how many frames it ends by itself; 0 for never. It can be set until it begins.
         * @since 0.1
         */
        get max_frames(): number;
        set max_frames(val: bigint | number);

        /**
         * After how many frames it ends by itself; 0 for never. It can be set until it begins.
         * @since 0.1
         */
        get maxFrames(): number;
        set maxFrames(val: bigint | number);

        /**
         * The name of the file. If there may be several of them, each has a number behind it: `take.wav` becomes
         * `take-001.wav`.
         * @since 0.1
         * @construct-only
         */
        get path(): string;

        /**
         * How many frames were recorded, in all files together. It is notified with each block that is written.
         * @since 0.1
         * @read-only
         */
        get position(): number;

        /**
         * The format, and the rate and channels that are recorded.
         * @since 0.1
         * @construct-only
         */
        get spec(): EncodeSpec;

        /**
         * How large a file gets, about, before the next one begins; 0 for any size. It can be set until it begins.
         * @since 0.1
         */
        get split_bytes(): number;
        set split_bytes(val: bigint | number);

        /**
         * How large a file gets, about, before the next one begins; 0 for any size. It can be set until it begins.
         * @since 0.1
         */
        get splitBytes(): number;
        set splitBytes(val: bigint | number);

        /**
         * How many frames a file has before the next one begins; 0 for any number. It can be set until it begins.
         * @since 0.1
         */
        get split_frames(): number;
        set split_frames(val: bigint | number);

        /**
         * How many frames a file has before the next one begins; 0 for any number. It can be set until it begins.
         * @since 0.1
         */
        get splitFrames(): number;
        set splitFrames(val: bigint | number);

        /**
         * Whether the recorder has not begun, records, pauses or has ended. It is notified.
         * @since 0.1
         * @read-only
         */
        get state(): RecorderState;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Recorder.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Recorder.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](device: Device | null, path: string, spec: EncodeSpec): Recorder;

        // Signals
        /** @signal */
        connect<K extends keyof Recorder.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Recorder.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof Recorder.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Recorder.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof Recorder.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Recorder.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Methods
        /**
         * Tells the names of the files that were begun, the one that is written to last.
         * @returns the names, in their order
         * @since 0.1
         */
        get_files(): string[];

        /**
         * Tells how loud the device is, over the last whole twentieth of a second, also while the recorder is paused. A meter
         * asks as often as it draws.
         * @returns the level; one without channels before it has begun
         * @since 0.1
         */
        get_level(): Level;

        /**
         * Tells how many frames are missing in the recording: those that the device did not give while it was gone or the
         * machine was busy, and those that a disk was too slow for.
         * @returns frames
         * @since 0.1
         */
        get_lost_frames(): number;

        /**
         * Tells after how many frames it ends by itself.
         * @returns frames; 0 for never
         * @since 0.1
         */
        get_max_frames(): number;

        /**
         * Gives the waveform of what was recorded, of all files together. It grows with the recording.
         * @returns the peaks; `null` before it has begun
         * @since 0.1
         */
        get_peaks(): Peaks | null;

        /**
         * Tells how much was recorded, in all files together.
         * @returns frames
         * @since 0.1
         */
        get_position(): number;

        /**
         * Tells how large a file gets, about, before the next one begins.
         * @returns bytes; 0 for any size
         * @since 0.1
         */
        get_split_bytes(): number;

        /**
         * Tells how many frames a file has before the next one begins.
         * @returns frames; 0 for any number
         * @since 0.1
         */
        get_split_frames(): number;

        /**
         * Tells whether the recorder has not begun, records, pauses or has ended.
         * @returns the state
         * @since 0.1
         */
        get_state(): RecorderState;

        /**
         * Pauses. What was captured until now is recorded; what comes until {@link Recorder.resume} is not. It does not wait.
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        pause(): boolean;

        /**
         * Goes on recording, from now on. It does not wait.
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        resume(): boolean;

        /**
         * Sets after how many frames the recording ends by itself. What is left out by pauses does not count.
         * @param n_frames after how many frames to end; 0 for never
         * @since 0.1
         */
        set_max_frames(n_frames: bigint | number): void;

        /**
         * Splits the recording by size: exactly for PCM, and about for codecs, of which the size of what is not written yet is
         * not known. A file has at least half a second.
         * @param n_bytes how large each file gets; 0 for one file
         * @since 0.1
         */
        set_split_bytes(n_bytes: bigint | number): void;

        /**
         * Splits the recording by time. The names of the files have numbers, see {@link Recorder.path}.
         * @param n_frames how many frames each file has; 0 for one file
         * @since 0.1
         */
        set_split_frames(n_frames: bigint | number): void;

        /**
         * Opens the device and the file, which may take three seconds, and begins to record.
         * @param cancellable cancels the opening of the device
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        start(cancellable: Gio.Cancellable | null): boolean;

        /**
         * Begins to record as {@link Recorder.start} does, without making the caller wait.
         * @param cancellable cancels the call
         * @since 0.1
         */
        start_async(cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Begins to record as {@link Recorder.start} does, without making the caller wait.
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        start_async(cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Begins to record as {@link Recorder.start} does, without making the caller wait.
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        start_async(cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Recorder.start_async} in its callback, and tells whether the device delivers and the file is open.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        start_finish(result: Gio.AsyncResult): boolean;

        /**
         * Ends the recording: what was captured until now is written, and the file is finished. Stopping again only waits for
         * that.
         * @param cancellable cancels the waiting, not the stopping
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        stop(cancellable: Gio.Cancellable | null): boolean;

        /**
         * Ends the recording as {@link Recorder.stop} does, without making the caller wait.
         * @param cancellable cancels the waiting, not the stopping
         * @since 0.1
         */
        stop_async(cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Ends the recording as {@link Recorder.stop} does, without making the caller wait.
         * @param cancellable cancels the waiting, not the stopping
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        stop_async(cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Ends the recording as {@link Recorder.stop} does, without making the caller wait.
         * @param cancellable cancels the waiting, not the stopping
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        stop_async(cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Recorder.stop_async} in its callback; all files are whole then, or the error tells why not.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        stop_finish(result: Gio.AsyncResult): boolean;

        /**
         * Waits until the recording has ended, and all files are whole.
         * @param timeout how long to wait, in milliseconds; -1 for as long as it takes
         * @param cancellable cancels the waiting
         * @returns `true` if it has, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        wait(timeout: number, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Waits for the end as {@link Recorder.wait} does, without making the caller wait.
         * @param timeout how long to wait, in milliseconds; -1 for as long as it takes
         * @param cancellable cancels the call
         * @since 0.1
         */
        wait_async(timeout: number, cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Waits for the end as {@link Recorder.wait} does, without making the caller wait.
         * @param timeout how long to wait, in milliseconds; -1 for as long as it takes
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        wait_async(timeout: number, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Waits for the end as {@link Recorder.wait} does, without making the caller wait.
         * @param timeout how long to wait, in milliseconds; -1 for as long as it takes
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        wait_async(timeout: number, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Recorder.wait_async} in its callback, and tells whether the recording has ended without an error.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        wait_finish(result: Gio.AsyncResult): boolean;
    }

    namespace ResampledReader {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::closed": (pspec: GObject.ParamSpec) => void;
            "notify::duration": (pspec: GObject.ParamSpec) => void;
            "notify::exact-duration": (pspec: GObject.ParamSpec) => void;
            "notify::n-frames": (pspec: GObject.ParamSpec) => void;
            "notify::position": (pspec: GObject.ParamSpec) => void;
            "notify::quality": (pspec: GObject.ParamSpec) => void;
            "notify::rate": (pspec: GObject.ParamSpec) => void;
            "notify::source": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps, Source.ConstructorProps {
            closed: boolean;
            duration: number;
            exact_duration: boolean;
            exactDuration: boolean;
            n_frames: bigint | number;
            nFrames: bigint | number;
            position: bigint | number;
            quality: ResampleQuality;
            rate: number;
            source: Source;
        }
    }

    /**
     * A source of audio at another sample rate.
     *
     * What is read is what a {@link Resampler} makes of the whole source, bit for bit, wherever reading begins and in
     * whatever pieces; and a seek takes no longer the farther it goes. Reading moves the position of the source that it
     * reads from; closing it leaves that source open. Other threads may read and seek in that source meanwhile, or resample
     * it in other ways: if it is one of the library's own, that changes nothing of what is read here.
     *
     * It is read and sought in by the functions of {@link Source}, whose lengths and positions are frames at the new rate.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafReader) file = gaf_reader_new_for_path ("song.flac", NULL, &error);
     * g_autoptr (GafResampledReader) slower = NULL;
     * g_autoptr (GafBlock) block = NULL;
     *
     * if (file != NULL)
     *   slower = gaf_resampled_reader_new (GAF_SOURCE (file), 16000, GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32, &error);
     * if (slower != NULL && gaf_source_seek (GAF_SOURCE (slower), 8000, NULL, &error))  // after half a second
     *   block = gaf_source_read_frames (GAF_SOURCE (slower), 16000, GAF_LAYOUT_PLANAR, NULL, &error);
     * if (block == NULL)
     *   g_printerr ("%s\n", error->message);
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class ResampledReader extends GObject.Object implements Source {
        static $gtype: GObject.GType<ResampledReader>;

        // Properties
        /**
         * `true` if this reader or its source was closed. It is notified when this reader is.
         * @since 0.1
         * @read-only
         */
        get closed(): boolean;

        /**
         * The length in seconds; an estimate while {@link ResampledReader.exact_duration} is `false`.
         * @since 0.1
         * @read-only
         */
        get duration(): number;

        /**
         * `true` if the length is exact; `false` while it is an estimate.
         * @since 0.1
         * @read-only
         */
        get exact_duration(): boolean;

        /**
         * `true` if the length is exact; `false` while it is an estimate.
         * @since 0.1
         * @read-only
         */
        get exactDuration(): boolean;

        /**
         * The length in frames at {@link ResampledReader.rate}; an estimate while that of the source is one. It is
         * notified when a read has found out more, as the two below are.
         * @since 0.1
         * @read-only
         */
        get n_frames(): number;

        /**
         * The length in frames at {@link ResampledReader.rate}; an estimate while that of the source is one. It is
         * notified when a read has found out more, as the two below are.
         * @since 0.1
         * @read-only
         */
        get nFrames(): number;

        /**
         * The frame that is read next, counted from 0 at {@link ResampledReader.rate}. It is not notified.
         * @since 0.1
         * @read-only
         */
        get position(): number;

        /**
         * The filter that the reader was made with.
         * @since 0.1
         * @read-only
         */
        get quality(): ResampleQuality;

        /**
         * The sample rate of what is read: frames per second, Hz.
         * @since 0.1
         * @read-only
         */
        get rate(): number;

        /**
         * The source that is resampled, which is read at its own rate.
         * @since 0.1
         * @read-only
         */
        get source(): Source;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: ResampledReader.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<ResampledReader.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](source: Source, rate: number, quality: ResampleQuality): ResampledReader;

        // Signals
        /** @signal */
        connect<K extends keyof ResampledReader.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, ResampledReader.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof ResampledReader.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, ResampledReader.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof ResampledReader.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<ResampledReader.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Methods
        /**
         * Ends reading: seeking and reading fail with {@link GAudioFile.Error.CLOSED} from now on. The source stays open, and the properties
         * readable.
         * @since 0.1
         */
        close(): void;

        /**
         * Tells which filter the reader was made with.
         * @returns the quality
         * @since 0.1
         */
        get_quality(): ResampleQuality;

        /**
         * Tells the source that is resampled, which the reader keeps a reference to.
         * @returns the source
         * @since 0.1
         */
        get_source(): Source;

        /**
         * Tells the sample rate and the number of channels, which stay the same for as long as the source lives. Both are 0
         * while the source does not tell a rate above zero and from 1 to 64 channels; it cannot be read then.
         * @since 0.1
         */
        describe(): [number, number];

        /**
         * Tells which loudspeakers the channels are for, as {@link Reader.get_channel_mask}.
         * @returns one bit for each `GstAudioChannelPosition`, 0 if it is not known
         * @since 0.1
         */
        get_channel_mask(): number;

        /**
         * Tells how many channels the source has, the same from its beginning to its end.
         * @returns the number of channels; 0 as {@link Source.describe} tells
         * @since 0.1
         */
        get_channels(): number;

        /**
         * Tells the length in time: the frames divided by the rate. It is as exact as {@link Source.get_n_frames}.
         * @returns seconds; 0 if the rate is not known
         * @since 0.1
         */
        get_duration(): number;

        /**
         * Tells whether the length is exact: that of what reading to the end delivers.
         * @returns `false` if it is an estimate, which reading to the end corrects
         * @since 0.1
         */
        get_exact_duration(): boolean;

        /**
         * Tells the length. It is an estimate while {@link Source.get_exact_duration} is `false`; of a source that knows
         * nothing about its length it is what was read so far.
         * @returns frames (samples per channel)
         * @since 0.1
         */
        get_n_frames(): number;

        /**
         * Tells the sample rate, in which all positions and lengths of the source are counted.
         * @returns frames per second, Hz; 0 as {@link Source.describe} tells
         * @since 0.1
         */
        get_rate(): number;

        /**
         * Tells what the samples were stored as, before anything was done with them. What is read is 32-bit float in any case.
         * @returns the sample format
         * @since 0.1
         */
        get_sample_format(): SampleFormat;

        /**
         * Tells whether the source was closed, so that nothing can be read from it any more.
         * @returns `true` once it was closed
         * @since 0.1
         */
        is_closed(): boolean;

        /**
         * Makes an element for a pipeline of GStreamer's that gives the audio of a source: a GstAppSrc with 32-bit float in its
         * rate and channels. It seeks to the frame, and ends where the source does, or where a seek has asked for.
         *
         * The source is read on a thread of the pipeline, from frame 0 on wherever it stands. The element keeps a reference.
         * One element is made for one source at a time: each moves it.
         * @returns a GstElement, which is floating as all new ones are; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        make_element<T = GObject.Object>(): T;

        /**
         * Reads the next frames as 32-bit float, full scale being 1.0, and moves on behind them.
         * @param n_frames how many frames to read at most
         * @param layout how the channels are to lie
         * @param cancellable cancels the reading
         * @returns a block of at most `n_frames` frames, with none at the end; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        read_frames(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null): Block;

        /**
         * Reads as {@link Source.read_frames} does, without making the caller wait. Asynchronous calls on one source are
         * done in the order in which they were made.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null): globalThis.Promise<Block>;

        /**
         * Reads as {@link Source.read_frames} does, without making the caller wait. Asynchronous calls on one source are
         * done in the order in which they were made.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Reads as {@link Source.read_frames} does, without making the caller wait. Asynchronous calls on one source are
         * done in the order in which they were made.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<Block> | void;

        /**
         * Ends {@link Source.read_frames_async} in its callback, and hands over the block that was read.
         * @param result what the callback was given
         * @returns the block, or `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        read_frames_finish(result: Gio.AsyncResult): Block;

        /**
         * Sets the frame that is read next. What is read there is the same as what a read from the start delivers there.
         * @param frame where to go on reading, from 0 to the length
         * @param cancellable cancels it
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        seek(frame: bigint | number, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Goes to a frame as {@link Source.seek} does, without making the caller wait.
         * @param frame where to go on
         * @param cancellable cancels the call
         * @since 0.1
         */
        seek_async(frame: bigint | number, cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Goes to a frame as {@link Source.seek} does, without making the caller wait.
         * @param frame where to go on
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        seek_async(frame: bigint | number, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Goes to a frame as {@link Source.seek} does, without making the caller wait.
         * @param frame where to go on
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        seek_async(frame: bigint | number, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Source.seek_async} in its callback, and tells whether the source is at that frame.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        seek_finish(result: Gio.AsyncResult): boolean;

        /**
         * Tells the frame that is read next, at the rate of the source.
         * @returns a frame, counted from 0
         * @since 0.1
         */
        tell(): number;

        /**
         * Tells the sample rate and the number of channels, which stay the same for as long as the source lives. Both are 0
         * while the source does not tell a rate above zero and from 1 to 64 channels; it cannot be read then.
         * @since 0.1
         * @virtual
         */
        vfunc_describe(): [number, number];

        /**
         * Tells which loudspeakers the channels are for, as {@link Reader.get_channel_mask}.
         * @since 0.1
         * @virtual
         */
        vfunc_get_channel_mask(): bigint | number;

        /**
         * Tells whether the length is exact: that of what reading to the end delivers.
         * @since 0.1
         * @virtual
         */
        vfunc_get_exact_duration(): boolean;

        /**
         * Tells the length. It is an estimate while {@link Source.get_exact_duration} is `false`; of a source that knows
         * nothing about its length it is what was read so far.
         * @since 0.1
         * @virtual
         */
        vfunc_get_n_frames(): bigint | number;

        /**
         * Tells what the samples were stored as, before anything was done with them. What is read is 32-bit float in any case.
         * @since 0.1
         * @virtual
         */
        vfunc_get_sample_format(): SampleFormat;

        /**
         * Tells whether the source was closed, so that nothing can be read from it any more.
         * @since 0.1
         * @virtual
         */
        vfunc_is_closed(): boolean;

        /**
         * Reads the next frames as 32-bit float, full scale being 1.0, and moves on behind them.
         * @param n_frames how many frames to read at most
         * @param layout how the channels are to lie
         * @param cancellable cancels the reading
         * @since 0.1
         * @virtual
         */
        vfunc_read_frames(n_frames: number, layout: Layout, cancellable: Gio.Cancellable | null): Block;

        /**
         * Sets the frame that is read next. What is read there is the same as what a read from the start delivers there.
         * @param frame where to go on reading, from 0 to the length
         * @param cancellable cancels it
         * @since 0.1
         * @virtual
         */
        vfunc_seek(frame: number, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Tells the frame that is read next, at the rate of the source.
         * @since 0.1
         * @virtual
         */
        vfunc_tell(): bigint | number;
    }

    namespace Resampler {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::channels": (pspec: GObject.ParamSpec) => void;
            "notify::input-latency": (pspec: GObject.ParamSpec) => void;
            "notify::quality": (pspec: GObject.ParamSpec) => void;
            "notify::source-rate": (pspec: GObject.ParamSpec) => void;
            "notify::target-rate": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            channels: number;
            input_latency: number;
            inputLatency: number;
            quality: ResampleQuality;
            source_rate: number;
            sourceRate: number;
            target_rate: number;
            targetRate: number;
        }
    }

    /**
     * Changes the sample rate of a stream of audio, piece by piece, in constant memory.
     *
     * Frame k of the output has its place at the time k / target rate: the delay of the filter is taken out. n frames
     * become the whole number nearest to n × target rate / source rate (halves up). Before the stream and behind it there
     * is silence. The output is the same, bit for bit, whatever the pieces in which the input comes. Not a number and
     * infinity spoil the output only as far as the filter reaches.
     *
     * {@link Resampler.process} returns what is ready, which is the filter's reach ({@link Resampler.get_input_latency})
     * behind the input; {@link Resampler.flush} the rest. {@link Resampler.resample} has both in one call, of what is in
     * memory as a whole.
     *
     * Long pieces are shared among all processors, see {@link set_max_threads}; the threads have ended when the call
     * returns.
     *
     * Rates are real numbers from 1 to 768,000 Hz. Their ratio is taken as a fraction of whole numbers: exactly when one of
     * few digits is, else with an error below 1e-12 of it.
     *
     * One resampler can be used from several threads, one call at a time.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafResampler) resampler
     *     = gaf_resampler_new (44100, 16000, 1, GAF_RESAMPLE_QUALITY_WINDOWED_SINC_32, &error);
     * g_autofree float *from = g_new0 (float, 44100);
     * g_autofree float *to = g_new0 (float, gaf_resampler_get_n_frames (resampler, 44100));
     *
     * if (gaf_resampler_resample (resampler, (const float *const[]){ from }, 44100, (float *const[]){ to }, &error) < 0)
     *   g_printerr ("%s\n", error->message);
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class Resampler extends GObject.Object {
        static $gtype: GObject.GType<Resampler>;

        // Properties
        /**
         * The number of channels of the input and of the output, from 1 to 64.
         * @since 0.1
         * @read-only
         */
        get channels(): number;

        /**
         * The number of source frames that the output is behind the input. See {@link Resampler.get_input_latency}.
         * @since 0.1
         * @read-only
         */
        get input_latency(): number;

        /**
         * The number of source frames that the output is behind the input. See {@link Resampler.get_input_latency}.
         * @since 0.1
         * @read-only
         */
        get inputLatency(): number;

        /**
         * The filter that the resampler was made with.
         * @since 0.1
         * @read-only
         */
        get quality(): ResampleQuality;

        /**
         * The sample rate of the input: frames per second, Hz.
         * @since 0.1
         * @read-only
         */
        get source_rate(): number;

        /**
         * The sample rate of the input: frames per second, Hz.
         * @since 0.1
         * @read-only
         */
        get sourceRate(): number;

        /**
         * The sample rate of the output: frames per second, Hz.
         * @since 0.1
         * @read-only
         */
        get target_rate(): number;

        /**
         * The sample rate of the output: frames per second, Hz.
         * @since 0.1
         * @read-only
         */
        get targetRate(): number;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Resampler.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Resampler.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](source_rate: number, target_rate: number, channels: number, quality: ResampleQuality): Resampler;

        // Signals
        /** @signal */
        connect<K extends keyof Resampler.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Resampler.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof Resampler.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Resampler.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof Resampler.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Resampler.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Methods
        /**
         * Ends the stream, and gives the rest of the output; after it the resampler is as new, for the next stream.
         * @returns a planar block; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        flush_block(): Block;

        /**
         * Tells the number of channels of the input, which is that of the output too.
         * @returns the number of channels
         * @since 0.1
         */
        get_channels(): number;

        /**
         * Tells how many source frames must be given before the first frame comes out: half the length of the filter. Only the
         * waiting is meant: the output is not shifted by it.
         * @returns frames at the source's rate
         * @since 0.1
         */
        get_input_latency(): number;

        /**
         * Tells how many frames a whole stream becomes: n × target rate / source rate to the nearest whole number, halves up.
         * @param n_source_frames the length of a stream in source frames
         * @returns the length of the output, frames at the target's rate
         * @since 0.1
         */
        get_n_frames(n_source_frames: bigint | number): number;

        /**
         * Tells how many frames {@link Resampler.process} would return for `n_frames` more, if there was room for all.
         * @param n_frames a number of source frames
         * @returns frames at the target's rate; 0 in a child of `fork()` if another thread was using the resampler
         * @since 0.1
         */
        get_n_ready(n_frames: bigint | number): number;

        /**
         * Tells how many frames {@link Resampler.flush} would return, if there was room for all.
         * @returns frames at the target's rate; 0 in a child of `fork()` if another thread was using the resampler
         * @since 0.1
         */
        get_n_rest(): number;

        /**
         * Tells which filter the resampler was made with.
         * @returns the quality
         * @since 0.1
         */
        get_quality(): ResampleQuality;

        /**
         * Tells the sample rate of what comes in.
         * @returns frames per second, Hz
         * @since 0.1
         */
        get_source_rate(): number;

        /**
         * Tells the sample rate of what comes out.
         * @returns frames per second, Hz
         * @since 0.1
         */
        get_target_rate(): number;

        /**
         * Takes the next piece of the stream, and gives what is ready of the output. After an error the piece was not taken.
         * @param block the next piece of the stream: 32-bit float in either layout, with the resampler's channels and source rate
         * @returns a planar block, with no frames if nothing is ready; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        process_block(block: Block): Block;

        /**
         * Resamples a whole stream in one call, on all processors: bit for bit what {@link Resampler.process_block} and
         * {@link Resampler.flush_block} give of it. A stream that was begun is forgotten, and after this the resampler is as
         * new.
         * @param block a whole stream, as {@link Resampler.process_block} takes its pieces
         * @returns a planar block; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        resample_block(block: Block): Block;

        /**
         * Forgets the stream so far, with what was not given out yet; a new one begins.
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        reset(): boolean;
    }

    namespace Silences {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {}

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {}
    }

    /**
     * Where a file is silent, exact to the frame, and where its sound begins and ends.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafReader) reader = gaf_reader_new_for_path ("song.flac", NULL, &error);
     * g_autoptr (GafSilences) silences
     *     = reader != NULL ? gaf_silences_new_for_reader (reader, -60, 22050, NULL, NULL, NULL, &error) : NULL;
     * gint64 begin, end;
     *
     * if (silences != NULL) {
     *   gaf_silences_get_trim (silences, &begin, &end);
     *   g_print ("sound from frame %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT "\n", begin, end);
     * }
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class Silences extends GObject.Object {
        static $gtype: GObject.GType<Silences>;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Silences.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Silences.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static new_for_reader(reader: Reader, threshold: number, n_frames: bigint | number, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null): Silences;

        static new_for_reader_finish(result: Gio.AsyncResult): Silences;

        // Signals
        /** @signal */
        connect<K extends keyof Silences.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Silences.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof Silences.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Silences.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof Silences.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Silences.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Static methods
        /**
         * Looks for silence as {@link Silences.new_for_reader} does, without making the caller wait.
         * @param reader a reader, whose position stays as it is
         * @param threshold the level up to which samples are silent, dBFS
         * @param n_frames how many frames in a row have to be silent in all channels; at least 1
         * @param cancellable cancels the call
         * @param progress is told how far it is, on   the caller's main context
         * @param callback called on the caller's main context when they were found
         * @since 0.1
         */
        static new_for_reader_async(reader: Reader, threshold: number, n_frames: bigint | number, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null, callback: Gio.AsyncReadyCallback<Silences> | null): void;
        static new_for_reader_async(reader: Reader, threshold: number, n_frames: bigint | number, cancellable: Gio.Cancellable | null, progress: AnalysisProgress | null): globalThis.Promise<Silences>;

        // Methods
        /**
         * Tells where it is silent: for each silence the first frame, and the first one behind it.
         * @returns frames, in order
         * @since 0.1
         */
        get_ranges(): number[];

        /**
         * Tells between which frames there is sound: what is left when silence of any length is cut off at both ends. Both are
         * the file's length if all of it is silent.
         * @since 0.1
         */
        get_trim(): [number, number];
    }

    namespace Stream {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::buffer-size": (pspec: GObject.ParamSpec) => void;
            "notify::closed": (pspec: GObject.ParamSpec) => void;
            "notify::input-channels": (pspec: GObject.ParamSpec) => void;
            "notify::input-device": (pspec: GObject.ParamSpec) => void;
            "notify::input-level": (pspec: GObject.ParamSpec) => void;
            "notify::interruptions": (pspec: GObject.ParamSpec) => void;
            "notify::lost-frames": (pspec: GObject.ParamSpec) => void;
            "notify::output-channels": (pspec: GObject.ParamSpec) => void;
            "notify::output-device": (pspec: GObject.ParamSpec) => void;
            "notify::output-level": (pspec: GObject.ParamSpec) => void;
            "notify::pass-through": (pspec: GObject.ParamSpec) => void;
            "notify::rate": (pspec: GObject.ParamSpec) => void;
            "notify::state": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {
            buffer_size: number;
            bufferSize: number;
            closed: boolean;
            input_channels: number;
            inputChannels: number;
            input_device: Device;
            inputDevice: Device;
            input_level: Level;
            inputLevel: Level;
            interruptions: number;
            lost_frames: bigint | number;
            lostFrames: bigint | number;
            output_channels: number;
            outputChannels: number;
            output_device: Device;
            outputDevice: Device;
            output_level: Level;
            outputLevel: Level;
            pass_through: boolean;
            passThrough: boolean;
            rate: number;
            state: StreamState;
        }
    }

    /**
     * Audio from a device, to a device, or both, as it happens.
     *
     * A stream is made for a device or for the default one, opened with {@link Stream.open}, and then read from and
     * written to in frames of 32-bit float of the stream's own rate and channels; the sound server converts. A stream with
     * both directions can also pass audio through ({@link Stream.set_pass_through}), with something done to it on the way
     * ({@link Stream.set_process}).
     *
     * A stream of the default device goes on when another device becomes the default one and when the sound server is
     * restarted: it is interrupted meanwhile ({@link Stream.state}), and counts what was lost
     * ({@link Stream.lost_frames}). When the device that a stream was made for is gone, the stream fails within two
     * seconds. Properties are notified on the main context that was the thread's default one when the stream was made.
     *
     * Waiting calls take a timeout in milliseconds: they do what can be done until then. -1 waits for as long as it takes;
     * but never on a device that is gone. Several threads may use one stream.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafStream) stream = gaf_stream_new_record (NULL, 48000, 1, 0);
     * float samples[4800];
     *
     * if (!gaf_stream_open (stream, NULL, &error)
     *     || gaf_stream_read (stream, (float *const[]){ samples }, 4800, -1, NULL, &error) < 0)
     *   g_printerr ("%s\n", error->message);
     * gaf_stream_close (stream);
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class Stream extends GObject.Object {
        static $gtype: GObject.GType<Stream>;

        // Properties
        /**
         * The number of frames that go to or come from a device at once. It can be set until the stream is opened.
         * @since 0.1
         */
        get buffer_size(): number;
        set buffer_size(val: number);

        /**
         * The number of frames that go to or come from a device at once. It can be set until the stream is opened.
         * @since 0.1
         */
        get bufferSize(): number;
        set bufferSize(val: number);

        /**
         * `true` after {@link Stream.close}, which lets go of the devices; such a stream cannot be opened again.
         * @since 0.1
         * @read-only
         */
        get closed(): boolean;

        /**
         * How many channels are recorded; 0 for a stream without an input. It can be set until the stream is opened.
         * @since 0.1
         */
        get input_channels(): number;
        set input_channels(val: number);

        /**
         * How many channels are recorded; 0 for a stream without an input. It can be set until the stream is opened.
         * @since 0.1
         */
        get inputChannels(): number;
        set inputChannels(val: number);

        /**
         * The device to record from; `null` for the default one, whichever that is. It can be set until the stream is opened.
         * @since 0.1
         */
        get input_device(): Device;
        set input_device(val: Device);

        /**
         * The device to record from; `null` for the default one, whichever that is. It can be set until the stream is opened.
         * @since 0.1
         */
        get inputDevice(): Device;
        set inputDevice(val: Device);

        /**
         * How loud the input is now, over the last whole twentieth of a second. It is not notified: a meter asks as often as
         * it draws.
         * @since 0.1
         * @read-only
         */
        get input_level(): Level;

        /**
         * How loud the input is now, over the last whole twentieth of a second. It is not notified: a meter asks as often as
         * it draws.
         * @since 0.1
         * @read-only
         */
        get inputLevel(): Level;

        /**
         * How many times a device or its sound server was lost since the stream was opened.
         * @since 0.1
         * @read-only
         */
        get interruptions(): number;

        /**
         * The number of frames that devices did not give or play since the stream was opened. See
         * {@link Stream.get_lost_frames}.
         * @since 0.1
         * @read-only
         */
        get lost_frames(): number;

        /**
         * The number of frames that devices did not give or play since the stream was opened. See
         * {@link Stream.get_lost_frames}.
         * @since 0.1
         * @read-only
         */
        get lostFrames(): number;

        /**
         * How many channels are played; 0 for a stream without an output. It can be set until the stream is opened.
         * @since 0.1
         */
        get output_channels(): number;
        set output_channels(val: number);

        /**
         * How many channels are played; 0 for a stream without an output. It can be set until the stream is opened.
         * @since 0.1
         */
        get outputChannels(): number;
        set outputChannels(val: number);

        /**
         * The device to play on; `null` for the default one, whichever that is. It can be set until the stream is opened.
         * @since 0.1
         */
        get output_device(): Device;
        set output_device(val: Device);

        /**
         * The device to play on; `null` for the default one, whichever that is. It can be set until the stream is opened.
         * @since 0.1
         */
        get outputDevice(): Device;
        set outputDevice(val: Device);

        /**
         * How loud the output is now, over the last whole twentieth of a second. It is not notified: a meter asks as often as
         * it draws.
         * @since 0.1
         * @read-only
         */
        get output_level(): Level;

        /**
         * How loud the output is now, over the last whole twentieth of a second. It is not notified: a meter asks as often as
         * it draws.
         * @since 0.1
         * @read-only
         */
        get outputLevel(): Level;

        /**
         * `true` while the input is played on the output. Setting it has no effect on a stream that does not have both.
         * @since 0.1
         */
        get pass_through(): boolean;
        set pass_through(val: boolean);

        /**
         * `true` while the input is played on the output. Setting it has no effect on a stream that does not have both.
         * @since 0.1
         */
        get passThrough(): boolean;
        set passThrough(val: boolean);

        /**
         * The sample rate of what is read and written: frames per second, Hz. It can be set until the stream is opened.
         * @since 0.1
         */
        get rate(): number;
        set rate(val: number);

        /**
         * How the stream is doing. It is notified when the stream opens, is interrupted, goes on, or fails.
         * @since 0.1
         * @read-only
         */
        get state(): StreamState;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Stream.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Stream.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static new_duplex(input: Device | null, output: Device | null, rate: number, input_channels: number, output_channels: number, buffer_size: number): Stream;

        static new_play(output: Device | null, rate: number, channels: number, buffer_size: number): Stream;

        static new_record(input: Device | null, rate: number, channels: number, buffer_size: number): Stream;

        // Signals
        /** @signal */
        connect<K extends keyof Stream.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Stream.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof Stream.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Stream.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof Stream.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Stream.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Methods
        /**
         * Ends the stream: the devices are closed, what was written and not played yet is lost, and calls that are waiting in
         * other threads return. It takes less than two seconds, even when the sound server or the function of
         * {@link Stream.set_process} hangs. Closing again does nothing, and does not wait.
         * @since 0.1
         */
        close(): void;

        /**
         * Closes the stream as {@link Stream.close} does, without making the caller wait.
         * @since 0.1
         */
        close_async(): globalThis.Promise<boolean>;

        /**
         * Closes the stream as {@link Stream.close} does, without making the caller wait.
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        close_async(callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Closes the stream as {@link Stream.close} does, without making the caller wait.
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        close_async(callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Stream.close_async} in its callback; the devices are free from then on.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        close_finish(result: Gio.AsyncResult): boolean;

        /**
         * Waits until the device has played everything that was written. Silence that is played from then on is not counted as
         * an underrun, until more is written.
         * @param timeout how long to wait, in milliseconds; -1 for as long as it takes
         * @param cancellable cancels the waiting
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        drain(timeout: number, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Waits until all has been played as {@link Stream.drain} does, without making the caller wait.
         * @param timeout how long to wait, in milliseconds; -1 for as long as it takes
         * @param cancellable cancels the call
         * @since 0.1
         */
        drain_async(timeout: number, cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Waits until all has been played as {@link Stream.drain} does, without making the caller wait.
         * @param timeout how long to wait, in milliseconds; -1 for as long as it takes
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        drain_async(timeout: number, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Waits until all has been played as {@link Stream.drain} does, without making the caller wait.
         * @param timeout how long to wait, in milliseconds; -1 for as long as it takes
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        drain_async(timeout: number, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Stream.drain_async} in its callback; all that was written has been heard then.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        drain_finish(result: Gio.AsyncResult): boolean;

        /**
         * Tells how many frames go to or come from a device at once.
         * @returns frames
         * @since 0.1
         */
        get_buffer_size(): number;

        /**
         * Tells how many frames are waiting in the stream: of the input, those that can be read at once; of the output, those
         * that were written and the device has not taken yet.
         * @param direction input or output
         * @returns frames
         * @since 0.1
         */
        get_buffered_frames(direction: Direction): number;

        /**
         * Tells how many channels are read or written.
         * @param direction input or output
         * @returns the number of channels; 0 if the stream does not have that direction
         * @since 0.1
         */
        get_channels(direction: Direction): number;

        /**
         * Tells which device the stream was made for.
         * @param direction input or output
         * @returns the device, or `null` for the default one, whichever that is
         * @since 0.1
         */
        get_device(direction: Direction): Device | null;

        /**
         * Tells how many frames of input were dropped since the stream was opened, because the program did not read them in
         * time. About half a second is kept, or eight buffers if that is more.
         * @returns frames
         * @since 0.1
         */
        get_dropped_frames(): number;

        /**
         * Tells how many times a device or its sound server was lost since the stream was opened. With both directions it is
         * the sum of both.
         * @returns the number of interruptions
         * @since 0.1
         */
        get_interruptions(): number;

        /**
         * Tells how long audio takes between a device and the program, as the device says: for the output from being written to
         * being heard, with all that is waiting now; for the input from being heard to being there to be read.
         * @param direction input or output
         * @returns seconds; 0 while the device is not open
         * @since 0.1
         */
        get_latency(direction: Direction): number;

        /**
         * Tells how loud it is now: over the last whole twentieth of a second.
         * @param direction input or output
         * @returns the level; it has no channels if the stream does not have that direction
         * @since 0.1
         */
        get_level(direction: Direction): Level;

        /**
         * Tells how many frames were lost since the stream was opened: skipped by a device, or the time during which there was
         * none. With both directions it is the sum of both.
         * @returns frames
         * @since 0.1
         */
        get_lost_frames(): number;

        /**
         * Tells whether the input is played on the output.
         * @returns `true` if it is
         * @since 0.1
         */
        get_pass_through(): boolean;

        /**
         * Tells the sample rate of what is read and written.
         * @returns frames per second, Hz
         * @since 0.1
         */
        get_rate(): number;

        /**
         * Tells whether the stream is new, runs, is interrupted, has failed or was closed.
         * @returns the state
         * @since 0.1
         */
        get_state(): StreamState;

        /**
         * Tells how many frames of silence were played because what was to be played came too late: from the program between
         * two writes, or on its way from the input to the output.
         * @returns frames
         * @since 0.1
         */
        get_underrun_frames(): number;

        /**
         * Tells whether the stream was closed by {@link Stream.close}; it cannot be opened again.
         * @returns `true` after {@link Stream.close}
         * @since 0.1
         */
        is_closed(): boolean;

        /**
         * Opens the devices, and waits for that three seconds at most. Recording begins, and so does playing: with what was
         * written before, and then with silence until more is written. A stream that could not be opened is closed.
         * @param cancellable cancels the opening, which then fails with {@link Gio.IOErrorEnum.CANCELLED}
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        open(cancellable: Gio.Cancellable | null): boolean;

        /**
         * Opens the devices as {@link Stream.open} does, without making the caller wait for the sound server.
         * @param cancellable cancels the call
         * @since 0.1
         */
        open_async(cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Opens the devices as {@link Stream.open} does, without making the caller wait for the sound server.
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        open_async(cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Opens the devices as {@link Stream.open} does, without making the caller wait for the sound server.
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        open_async(cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Stream.open_async} in its callback, and tells whether the devices are open.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        open_finish(result: Gio.AsyncResult): boolean;

        /**
         * Takes frames that were recorded, as a block of 32-bit float of its own, and waits for those that were not yet.
         * @param n_frames how many frames
         * @param layout how the samples are to lie in memory
         * @param timeout how long to wait for them, in milliseconds; -1 for as long as it takes
         * @param cancellable cancels the waiting
         * @returns a block, with fewer frames only when the time was over or before an error; or `null` with   `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        read_frames(n_frames: bigint | number, layout: Layout, timeout: number, cancellable: Gio.Cancellable | null): Block;

        /**
         * Takes what was recorded as {@link Stream.read_frames} does, without making the caller wait.
         * @param n_frames how many frames
         * @param layout how the channels are to be laid out
         * @param timeout how long to wait, in milliseconds; -1 for as long as it takes
         * @param cancellable cancels the call
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, timeout: number, cancellable: Gio.Cancellable | null): globalThis.Promise<Block>;

        /**
         * Takes what was recorded as {@link Stream.read_frames} does, without making the caller wait.
         * @param n_frames how many frames
         * @param layout how the channels are to be laid out
         * @param timeout how long to wait, in milliseconds; -1 for as long as it takes
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, timeout: number, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Takes what was recorded as {@link Stream.read_frames} does, without making the caller wait.
         * @param n_frames how many frames
         * @param layout how the channels are to be laid out
         * @param timeout how long to wait, in milliseconds; -1 for as long as it takes
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, timeout: number, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<Block> | void;

        /**
         * Ends {@link Stream.read_frames_async} in its callback, and hands over the block that was captured.
         * @param result what the callback was given
         * @returns the block, or `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        read_frames_finish(result: Gio.AsyncResult): Block;

        /**
         * Records into a file, from now on: what was recorded before and not read yet is dropped. Blocks until it is done, so
         * it is for a thread of its own in a program with a main loop.
         * @param writer where the frames go; it has the channels and the rate of the stream, and is left open
         * @param n_frames how many frames; -1 to go on until `cancellable` is cancelled or the stream is closed
         * @param cancellable ends the recording; what was recorded until then is written, and that is no error
         * @returns how many frames were written, or -1 with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        record_to(writer: Writer, n_frames: bigint | number, cancellable: Gio.Cancellable | null): number;

        /**
         * Records into a file as {@link Stream.record_to} does, without making the caller wait. Cancelling ends the
         * recording; what was recorded is in the file.
         * @param writer what is written to
         * @param n_frames how many frames, or -1 until it is cancelled or the stream is closed
         * @param cancellable cancels the call
         * @since 0.1
         */
        record_to_async(writer: Writer, n_frames: bigint | number, cancellable: Gio.Cancellable | null): globalThis.Promise<number>;

        /**
         * Records into a file as {@link Stream.record_to} does, without making the caller wait. Cancelling ends the
         * recording; what was recorded is in the file.
         * @param writer what is written to
         * @param n_frames how many frames, or -1 until it is cancelled or the stream is closed
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        record_to_async(writer: Writer, n_frames: bigint | number, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Records into a file as {@link Stream.record_to} does, without making the caller wait. Cancelling ends the
         * recording; what was recorded is in the file.
         * @param writer what is written to
         * @param n_frames how many frames, or -1 until it is cancelled or the stream is closed
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        record_to_async(writer: Writer, n_frames: bigint | number, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<number> | void;

        /**
         * Ends {@link Stream.record_to_async} in its callback, and tells how many frames went to the writer.
         * @param result what the callback was given
         * @returns how many frames, or -1 with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        record_to_finish(result: Gio.AsyncResult): number;

        /**
         * Sets how many frames go to or come from a device at once.
         * @param n_frames from 16 to 262144: few for a low latency, many against dropouts; 0 for 512
         * @since 0.1
         */
        set_buffer_size(n_frames: number): void;

        /**
         * Sets how many channels are read or written.
         * @param direction input or output
         * @param channels how many channels, up to 64; 0 for a stream without that direction
         * @since 0.1
         */
        set_channels(direction: Direction, channels: number): void;

        /**
         * Sets the device to record from or to play on. The stream only has a direction for which it has channels, see
         * {@link Stream.set_channels}.
         * @param direction input or output
         * @param device a device of that direction; `null`, or the item "System default" of a {@link DeviceMonitor}, for   the default one, whichever that is at any time
         * @since 0.1
         */
        set_device(direction: Direction, device: Device | null): void;

        /**
         * Sets how much audio a device may hold; it is two buffers at least. Much suits what is known long before, such as a
         * file that is played: it is safe there from anything that the program is busy with. Little suits what is to be heard
         * at once. With PipeWire it is one second at most. Of an input it is one second at least, which is no delay: what has
         * come is taken at once.
         * @param seconds seconds of audio, 10 at most; 0 for the default: eight buffers, or four if the stream has both directions
         * @since 0.1
         */
        set_device_time(seconds: number): void;

        /**
         * Sets the effect that audio goes through when it passes from the input to the output, in place of one, or of a
         * function, that was set before: {@link Stream.set_process} for other languages, in which nothing can be called on
         * the stream's threads. Several effects are one: an effect's description may be a chain of elements.
         * @param effect an effect of as many channels as the stream has inputs, and its rate; `null` for none
         * @returns `true`, or `false` with `error` set and nothing changed
         * @since 0.1
         * @throws GLib.Error
         */
        set_effect(effect: Effect | null): boolean;

        /**
         * Plays on the output what comes from the input, by way of the function that was set with {@link Stream.set_process}.
         * What is written is mixed with it, and what is read is what that function has made. A stream that does not have both
         * directions stays as it is.
         * @param pass_through `true` to play the input on the output
         * @since 0.1
         */
        set_pass_through(pass_through: boolean): void;

        /**
         * Sets the sample rate of what is read and written.
         * @param rate frames per second, from 1000 to 1536000 Hz; 0 for 44100
         * @since 0.1
         */
        set_rate(rate: number): void;

        /**
         * Plays the frames of a block, and waits until all of them are in line to be played.
         * @param block samples of 32-bit float, with as many channels as the stream, and its rate
         * @param cancellable cancels the waiting
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        write_block(block: Block, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Plays as {@link Stream.write_block} does, without making the caller wait.
         * @param block samples at the stream's rate
         * @param cancellable cancels the call
         * @since 0.1
         */
        write_block_async(block: Block, cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Plays as {@link Stream.write_block} does, without making the caller wait.
         * @param block samples at the stream's rate
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        write_block_async(block: Block, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Plays as {@link Stream.write_block} does, without making the caller wait.
         * @param block samples at the stream's rate
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        write_block_async(block: Block, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Stream.write_block_async} in its callback, and tells whether all of the block was taken.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        write_block_finish(result: Gio.AsyncResult): boolean;
    }

    namespace Tags {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {}

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {}
    }

    /**
     * What the tags of an audio file say: texts by name, and covers.
     *
     * Names are those that TagLib has for all formats, in upper case: `TITLE`, `ARTIST`, `ALBUM`, `ALBUMARTIST`,
     * `TRACKNUMBER`, `DISCNUMBER`, `DATE`, `GENRE`, `COMMENT`, `COMPOSER`, `LYRICS`, `REPLAYGAIN_TRACK_GAIN`,
     * `MUSICBRAINZ_TRACKID` and so on. Any other name of ASCII letters can be used too. They may be given in any case. Each
     * has a list of texts, mostly of one.
     *
     * Tags that are written are an order to change those of the file: names that they have are set, a name with an empty
     * list is removed, and what is not named stays, unless all is to be replaced. The audio is not encoded anew: after
     * the edit it is compared, packet by packet, with what it was before, and only a file that has all of them takes the
     * place of the old one. It does so in one step, so that there is the old file or the new one at any moment.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafTags) tags = gaf_tags_new ();
     *
     * gaf_tags_set_value (tags, "TITLE", "Front Center");
     * gaf_tags_set_values (tags, "ARTIST", (const char *const[]){ "One", "Another", NULL });
     * if (!gaf_tags_write (tags, "song.flac", FALSE, NULL, &error))  // what is not named stays
     *   g_printerr ("%s\n", error->message);
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class Tags extends GObject.Object {
        static $gtype: GObject.GType<Tags>;

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Tags.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Tags.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static ["new"](): Tags;

        // Signals
        /** @signal */
        connect<K extends keyof Tags.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Tags.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof Tags.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Tags.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof Tags.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Tags.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Static methods
        /**
         * Reads the tags of a file. A format of which tags cannot be had gives none.
         * @param path name of an audio file
         * @param cancellable cancels the call
         * @since 0.1
         */
        static read(path: string, cancellable: Gio.Cancellable | null): Tags;

        /**
         * Reads the tags of a file as {@link Tags.read} does, without making the caller wait.
         * @param path name of an audio file
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        static read_async(path: string, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Tags> | null): void;
        static read_async(path: string, cancellable: Gio.Cancellable | null): globalThis.Promise<Tags>;

        /**
         * Reads the tags of a file, which need not be a local one.
         * @param file an audio file
         * @param cancellable cancels the call
         * @since 0.1
         */
        static read_file(file: Gio.File, cancellable: Gio.Cancellable | null): Tags;

        /**
         * Reads the tags of a file as {@link Tags.read_file} does, without making the caller wait.
         * @param file an audio file
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        static read_file_async(file: Gio.File, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Tags> | null): void;
        static read_file_async(file: Gio.File, cancellable: Gio.Cancellable | null): globalThis.Promise<Tags>;

        /**
         * Ends {@link Tags.read_file_async} in its callback, and hands over the tags of the file.
         * @param result what the callback was given
         * @since 0.1
         */
        static read_file_finish(result: Gio.AsyncResult): Tags;

        /**
         * Ends {@link Tags.read_async} in its callback, and hands over the tags of the file.
         * @param result what the callback was given
         * @since 0.1
         */
        static read_finish(result: Gio.AsyncResult): Tags;

        // Methods
        /**
         * Adds a cover. The covers of tags that have any take the place of all that the file has.
         * @param cover a cover
         * @since 0.1
         */
        add_cover(cover: Cover): void;

        /**
         * Has no covers any more: those of the file are to be removed when the tags are written.
         * @since 0.1
         */
        clear_covers(): void;

        /**
         * Gives one of the covers, in their order in the file. It belongs to the tags.
         * @param index which, counted from 0
         * @returns the cover; `null` if there are not so many
         * @since 0.1
         */
        get_cover(index: number): Cover | null;

        /**
         * Tells how many covers there are to ask {@link Tags.get_cover} for.
         * @returns a number
         * @since 0.1
         */
        get_n_covers(): number;

        /**
         * Lists the names that have texts, or are to be removed.
         * @returns names in upper case
         * @since 0.1
         */
        get_names(): string[];

        /**
         * Gives the first text of a name, which is the only one mostly.
         * @param name a name, in any case
         * @returns the text, which stays until the name is set again; `null` if there is none
         * @since 0.1
         */
        get_value(name: string): string | null;

        /**
         * Gives all texts of a name, in their order, as UTF-8.
         * @param name a name, in any case
         * @returns the texts, of which there are none if they are to be   removed; `null` if the tags say nothing about `name`
         * @since 0.1
         */
        get_values(name: string): string[] | null;

        /**
         * Sets the text of a name, in place of all texts that it had before.
         * @param name a name: ASCII without "="
         * @param value its only text; `null`: it is to be removed from the file
         * @since 0.1
         */
        set_value(name: string, value: string | null): void;

        /**
         * Sets the texts of a name. Empty texts are left out.
         * @param name a name: ASCII without "="
         * @param values its texts; `null` or none: it is to be removed from the file
         * @since 0.1
         */
        set_values(name: string, values: string[] | null): void;

        /**
         * Says nothing about a name any more: what a file has under it stays.
         * @param name a name, in any case
         * @since 0.1
         */
        unset(name: string): void;

        /**
         * Changes the tags of a file, without encoding the audio anew. Frames and chunks that are not understood stay.
         *
         * The file is copied, the copy is changed and compared, and then takes the old one's place in one step, with its mode
         * and owner. Whoever has the old file open goes on reading the old file. Nothing is written if there is nothing to
         * change.
         * @param path name of the audio file to change
         * @param replace whether all names and covers that `self` does not have are to be removed from the file
         * @param cancellable cancels the call
         * @returns `true`; `false` with `error` set, and the file is as it was
         * @since 0.1
         * @throws GLib.Error
         */
        write(path: string, replace: boolean, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Changes the tags of a file as {@link Tags.write} does, without making the caller wait.
         * @param path name of an audio file
         * @param replace whether all names and covers that `self` does not have are to be removed from the file
         * @param cancellable cancels the call
         * @since 0.1
         */
        write_async(path: string, replace: boolean, cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Changes the tags of a file as {@link Tags.write} does, without making the caller wait.
         * @param path name of an audio file
         * @param replace whether all names and covers that `self` does not have are to be removed from the file
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        write_async(path: string, replace: boolean, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Changes the tags of a file as {@link Tags.write} does, without making the caller wait.
         * @param path name of an audio file
         * @param replace whether all names and covers that `self` does not have are to be removed from the file
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        write_async(path: string, replace: boolean, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Changes the tags of a file, as {@link Tags.write} does.
         * @param file the audio file to change, which has to have a path
         * @param replace whether all names and covers that `self` does not have are to be removed from the file
         * @param cancellable cancels the call
         * @returns `true`; `false` with `error` set, and the file is as it was
         * @since 0.1
         * @throws GLib.Error
         */
        write_file(file: Gio.File, replace: boolean, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Changes the tags of a file as {@link Tags.write_file} does, without making the caller wait.
         * @param file an audio file
         * @param replace whether all names and covers that `self` does not have are to be removed from the file
         * @param cancellable cancels the call
         * @since 0.1
         */
        write_file_async(file: Gio.File, replace: boolean, cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Changes the tags of a file as {@link Tags.write_file} does, without making the caller wait.
         * @param file an audio file
         * @param replace whether all names and covers that `self` does not have are to be removed from the file
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        write_file_async(file: Gio.File, replace: boolean, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Changes the tags of a file as {@link Tags.write_file} does, without making the caller wait.
         * @param file an audio file
         * @param replace whether all names and covers that `self` does not have are to be removed from the file
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        write_file_async(file: Gio.File, replace: boolean, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Tags.write_file_async} in its callback, and tells whether the file has the tags.
         * @param result what the callback was given
         * @returns `true`; `false` with `error` set, and the file is as it was
         * @since 0.1
         * @throws GLib.Error
         */
        write_file_finish(result: Gio.AsyncResult): boolean;

        /**
         * Ends {@link Tags.write_async} in its callback, and tells whether the file has the tags.
         * @param result what the callback was given
         * @returns `true`; `false` with `error` set, and the file is as it was
         * @since 0.1
         * @throws GLib.Error
         */
        write_finish(result: Gio.AsyncResult): boolean;
    }

    namespace Writer {
        // Signal signatures
        interface SignalSignatures extends GObject.Object.SignalSignatures {
            "notify::closed": (pspec: GObject.ParamSpec) => void;
            "notify::file": (pspec: GObject.ParamSpec) => void;
            "notify::n-frames": (pspec: GObject.ParamSpec) => void;
            "notify::sample-format": (pspec: GObject.ParamSpec) => void;
            "notify::spec": (pspec: GObject.ParamSpec) => void;
            "notify::stream": (pspec: GObject.ParamSpec) => void;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps, Gio.AsyncInitable.ConstructorProps, Gio.Initable.ConstructorProps {
            closed: boolean;
            file: Gio.File;
            n_frames: bigint | number;
            nFrames: bigint | number;
            sample_format: SampleFormat;
            sampleFormat: SampleFormat;
            spec: EncodeSpec;
            stream: Gio.OutputStream;
        }
    }

    /**
     * An audio file, open for writing.
     *
     * What the file is like is said by a {@link EncodeSpec}; the file appears when the writer is made, and a writer that
     * could not be made leaves none. Frames are appended with {@link Writer.write} and its siblings, in any format and in
     * pieces of any size: the bytes of the file do not depend on how it was cut. Encoding happens inside the calls, on the
     * thread that calls; of a long stretch of FLAC parts are encoded at the same time, on threads that have ended when the
     * call returns, see {@link set_max_threads}.
     *
     * A writer ends in one of three ways:
     *
     * - {@link Writer.close} finishes the file.
     * - {@link Writer.abort} gives it up.
     * - A writer that is dropped without either is finished, and can only warn if that fails. An atomic one (see
     *   {@link EncodeSpec.set_atomic}) is given up: the old file, if there is one, is replaced by `close()` only, and only
     *   if no write failed or was cancelled.
     *
     * Each error is told once, by the call that met it; `close()` tells only of one that nobody has heard of. After an error
     * no more can be written, but what was written before it is in the file when the writer is closed. (With a codec, a
     * stream that fails for good does not get what was held back: at most two seconds.)
     *
     * Where a writer is made of properties (`new GAudioFile.Writer({ file, spec })`), `g_initable_init()` opens it.
     *
     * If the process dies, at most the last second is lost; two with a codec.
     *
     * One writer can be used from several threads, one call at a time: the others wait.
     *
     * After `fork()` the file is the parent's. A child that writes to it takes it over, and then it is up to the program
     * that not both do; one that only closes, aborts or drops the writer leaves the file alone.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafEncodeSpec) spec = gaf_encode_spec_new ("flac", 48000, 1);
     * g_autoptr (GafWriter) writer = gaf_writer_new_for_path ("silence.flac", spec, NULL, &error);
     * const float samples[4800] = { 0 };
     *
     * if (writer == NULL
     *     || !gaf_writer_write (writer, (const float *const[]){ samples }, 4800, NULL, &error)
     *     || !gaf_writer_close (writer, NULL, &error))
     *   g_printerr ("%s\n", error->message);
     * ```
     * @gir-type Class
     * @since 0.1
     */
    class Writer extends GObject.Object implements Gio.AsyncInitable<Writer>, Gio.Initable {
        static $gtype: GObject.GType<Writer>;

        // Properties
        /**
         * `true` after {@link Writer.close} or {@link Writer.abort}, whether these had an error or not.
         * @since 0.1
         * @read-only
         */
        get closed(): boolean;

        /**
         * The file to write, an old one is replaced; `null` for a stream or for memory. It can be set until the file is
         * opened.
         * @since 0.1
         */
        get file(): Gio.File;
        set file(val: Gio.File);

        /**
         * How many frames were written so far, as {@link Writer.tell}. It is notified after each call that writes.
         * @since 0.1
         * @read-only
         */
        get n_frames(): number;

        /**
         * How many frames were written so far, as {@link Writer.tell}. It is notified after each call that writes.
         * @since 0.1
         * @read-only
         */
        get nFrames(): number;

        /**
         * What one sample of the file is: an integer of so many bits, or a float.
         * @since 0.1
         * @read-only
         */
        get sample_format(): SampleFormat;

        /**
         * What one sample of the file is: an integer of so many bits, or a float.
         * @since 0.1
         * @read-only
         */
        get sampleFormat(): SampleFormat;

        /**
         * What is written: until the file is opened what was asked for, which can be set until then; later with all filled in
         * that was left open.
         * @since 0.1
         */
        get spec(): EncodeSpec;
        set spec(val: EncodeSpec);

        /**
         * Where the bytes go, if not to a file. Without either they stay in memory, for {@link Writer.steal_bytes}. It can
         * be set until the file is opened.
         * @since 0.1
         * @write-only
         */
        set stream(val: Gio.OutputStream);

        /**
         * Compile-time signal type information.
         *
         * This instance property is generated only for TypeScript type checking.
         * It is not defined at runtime and should not be accessed in JS code.
         * @internal
         */
        $signals: Writer.SignalSignatures;

        // Constructors
        constructor(properties?: Partial<Writer.ConstructorProps>, ...args: any[]);

        _init(...args: any[]): void;

        static new_for_file(file: Gio.File, spec: EncodeSpec, cancellable: Gio.Cancellable | null): Writer;

        static new_for_file_finish(result: Gio.AsyncResult): Writer;

        static new_for_memory(spec: EncodeSpec): Writer;

        static new_for_path(path: string, spec: EncodeSpec, cancellable: Gio.Cancellable | null): Writer;

        static new_for_path_finish(result: Gio.AsyncResult): Writer;

        static new_for_stream(stream: Gio.OutputStream, spec: EncodeSpec, cancellable: Gio.Cancellable | null): Writer;

        static new_for_stream_finish(result: Gio.AsyncResult): Writer;

        // Signals
        /** @signal */
        connect<K extends keyof Writer.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Writer.SignalSignatures[K]>): number;
        connect(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        connect_after<K extends keyof Writer.SignalSignatures>(signal: K, callback: GObject.SignalCallback<this, Writer.SignalSignatures[K]>): number;
        connect_after(signal: string, callback: (...args: any[]) => any): number;

        /** @signal */
        emit<K extends keyof Writer.SignalSignatures>(signal: K, ...args: GObject.GjsParameters<Writer.SignalSignatures[K]> extends [any, ...infer Q] ? Q : never): void;
        emit(signal: string, ...args: any[]): void;

        // Static methods
        /**
         * Creates an audio file as {@link Writer.new_for_file} does, without making the caller wait.
         * @param file the file to write; an old one is replaced
         * @param spec what to write; it is copied
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        static new_for_file_async(file: Gio.File, spec: EncodeSpec, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Writer> | null): void;
        static new_for_file_async(file: Gio.File, spec: EncodeSpec, cancellable: Gio.Cancellable | null): globalThis.Promise<Writer>;

        /**
         * Creates an audio file as {@link Writer.new_for_path} does, without making the caller wait.
         * @param path name of the file to write; an old one is replaced
         * @param spec what to write; it is copied
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        static new_for_path_async(path: string, spec: EncodeSpec, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Writer> | null): void;
        static new_for_path_async(path: string, spec: EncodeSpec, cancellable: Gio.Cancellable | null): globalThis.Promise<Writer>;

        /**
         * Writes an audio file into a stream as {@link Writer.new_for_stream} does, without making the caller wait. The stream
         * is written on other threads.
         * @param stream where the bytes go
         * @param spec what to write; it is copied
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        static new_for_stream_async(stream: Gio.OutputStream, spec: EncodeSpec, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<Writer> | null): void;
        static new_for_stream_async(stream: Gio.OutputStream, spec: EncodeSpec, cancellable: Gio.Cancellable | null): globalThis.Promise<Writer>;

        // Methods
        /**
         * Gives the file up: closes the writer without finishing.
         *
         * An atomic writer removes its temporary file, and the old file stays as it is. One that is not atomic removes the
         * file if it was not there before; an old file was emptied when the writer was made, and keeps what has been written
         * into it since, unfinished. A stream gets no more bytes and is left open, and bytes in memory are dropped. After
         * {@link Writer.close} this does nothing; in a child of `fork()` that has not written itself, the file is left to the
         * parent.
         *
         * Waits for a call on another thread to end.
         * @returns `true`; `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        abort(): boolean;

        /**
         * Gives the file up as {@link Writer.abort} does, without making the caller wait: after the asynchronous calls
         * before, which can be cancelled.
         * @since 0.1
         */
        abort_async(): globalThis.Promise<boolean>;

        /**
         * Gives the file up as {@link Writer.abort} does, without making the caller wait: after the asynchronous calls
         * before, which can be cancelled.
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        abort_async(callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Gives the file up as {@link Writer.abort} does, without making the caller wait: after the asynchronous calls
         * before, which can be cancelled.
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        abort_async(callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Writer.abort_async} in its callback; the file was given up.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        abort_finish(result: Gio.AsyncResult): boolean;

        /**
         * Finishes the file. After that the writer only answers questions. Closing twice does no harm.
         *
         * An atomic file takes the place of the old one now, unless a call before has failed or was cancelled: then the old
         * file stays as it is.
         *
         * In a child of `fork()` that has not written itself, the file is left to the parent.
         * @param cancellable if it is cancelled already the file is finished all the same, for half a file helps   nobody, but for an atomic one, which is given up
         * @returns `true` if there is nothing to tell that was not told before; `false` with `error` set. All that was written is in the file if   this and all calls before returned `true`.
         * @since 0.1
         * @throws GLib.Error
         */
        close(cancellable: Gio.Cancellable | null): boolean;

        /**
         * Finishes the file as {@link Writer.close} does, without making the caller wait: after the asynchronous calls
         * before. The writer is closed then also if that was cancelled.
         * @param cancellable gives an atomic file up if it is cancelled before the calls before are done; another one is   finished all the same
         * @since 0.1
         */
        close_async(cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Finishes the file as {@link Writer.close} does, without making the caller wait: after the asynchronous calls
         * before. The writer is closed then also if that was cancelled.
         * @param cancellable gives an atomic file up if it is cancelled before the calls before are done; another one is   finished all the same
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        close_async(cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Finishes the file as {@link Writer.close} does, without making the caller wait: after the asynchronous calls
         * before. The writer is closed then also if that was cancelled.
         * @param cancellable gives an atomic file up if it is cancelled before the calls before are done; another one is   finished all the same
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        close_async(cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Writer.close_async} in its callback; the file is whole then, or the error tells why not.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        close_finish(result: Gio.AsyncResult): boolean;

        /**
         * Hands on what was written so far, and makes the file's headers true for it. Codecs keep back what they need for
         * their next packet.
         * @param cancellable cancels the flushing
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        flush(cancellable: Gio.Cancellable | null): boolean;

        /**
         * Hands over what was written as {@link Writer.flush} does, without making the caller wait.
         * @param cancellable cancels the call
         * @since 0.1
         */
        flush_async(cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Hands over what was written as {@link Writer.flush} does, without making the caller wait.
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        flush_async(cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Hands over what was written as {@link Writer.flush} does, without making the caller wait.
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        flush_async(cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Writer.flush_async} in its callback; what was written until then is in the file.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        flush_finish(result: Gio.AsyncResult): boolean;

        /**
         * Tells what one sample of the file is: an integer of so many bits, or a float.
         * @returns the sample format
         * @since 0.1
         */
        get_sample_format(): SampleFormat;

        /**
         * Tells what is written: a copy of the spec that the writer was made with, with all filled in that was left open there.
         * Changing it changes nothing about the file.
         * @returns the spec, owned by `self`
         * @since 0.1
         */
        get_spec(): EncodeSpec;

        /**
         * Tells whether the writer was closed by {@link Writer.close} or {@link Writer.abort}.
         * @returns `true` after {@link Writer.close}
         * @since 0.1
         */
        is_closed(): boolean;

        /**
         * Makes an element for a pipeline of GStreamer's that writes what comes to it: a GstAppSink that takes audio of the
         * file's rate and channels, so that mostly an audioconvert and an audioresample are before it.
         *
         * Audio is written as fast as it comes, on a thread of the pipeline, one buffer behind the other whatever their times
         * are. When the pipeline has told of the end, call {@link Writer.close}. The element keeps a reference.
         * @returns a GstElement, which is floating as all new ones are; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        make_element<T = GObject.Object>(): T;

        /**
         * Takes the file out of the writer, which then has none any more; a second call fails.
         * @returns the bytes of the file; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        steal_bytes(): GLib.Bytes;

        /**
         * Tells how many frames were written so far, at the rate of the spec.
         * @returns frames (samples per channel)
         * @since 0.1
         */
        tell(): number;

        /**
         * Appends the frames of a block, which must have the channels and the rate of the file: nothing is resampled.
         * @param block samples, of the file's channels and rate
         * @param cancellable cancels the writing
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        write_block(block: Block, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Writes as {@link Writer.write_block} does, without making the caller wait. Asynchronous calls on one writer are
         * done in the order in which they were made.
         * @param block samples at the rate and with the channels of the file
         * @param cancellable cancels the call
         * @since 0.1
         */
        write_block_async(block: Block, cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Writes as {@link Writer.write_block} does, without making the caller wait. Asynchronous calls on one writer are
         * done in the order in which they were made.
         * @param block samples at the rate and with the channels of the file
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        write_block_async(block: Block, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Writes as {@link Writer.write_block} does, without making the caller wait. Asynchronous calls on one writer are
         * done in the order in which they were made.
         * @param block samples at the rate and with the channels of the file
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        write_block_async(block: Block, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Writer.write_block_async} in its callback, and tells whether all of the block was taken.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        write_block_finish(result: Gio.AsyncResult): boolean;

        init_async(io_priority: number, cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        init_async(io_priority: number, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        init_async(io_priority: number, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        init_finish(res: Gio.AsyncResult): boolean;

        new_finish(res: Gio.AsyncResult): Writer;

        vfunc_init_async(io_priority: number, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        vfunc_init_finish(res: Gio.AsyncResult): boolean;

        init(cancellable: Gio.Cancellable | null): boolean;

        vfunc_init(cancellable: Gio.Cancellable | null): boolean;
    }

    /**
     * Some frames of audio in memory: the samples and what has to be known to use them. It does not change once made, and
     * is reference counted; references are taken and dropped by one thread at a time.
     *
     * This is how samples cross into languages that cannot hand in memory of their own; C programs rather call
     * {@link Reader.read}.
     *
     * ```c
     * // Half a second of silence, of two channels, after each other.
     * g_autoptr (GBytes) bytes = g_bytes_new_take (g_new0 (float, 2 * 24000), 2 * 24000 * sizeof (float));
     * g_autoptr (GafBlock) block
     *     = gaf_block_new (GAF_SAMPLE_FORMAT_FLOAT32, GAF_LAYOUT_PLANAR, 2, 48000, 24000, bytes);
     *
     * g_print ("%" G_GINT64_FORMAT " frames\n", gaf_block_get_n_frames (block));
     * ```
     * @gir-type Struct
     * @since 0.1
     */
    class Block {
        static $gtype: GObject.GType<Block>;

        // Constructors
        constructor(format: SampleFormat, layout: Layout, channels: number, rate: number, n_frames: bigint | number, bytes: GLib.Bytes | Uint8Array);

        static ["new"](format: SampleFormat, layout: Layout, channels: number, rate: number, n_frames: bigint | number, bytes: GLib.Bytes | Uint8Array): Block;

        // Methods
        /**
         * Gives the samples, in native byte order: frames × channels × the width of the format. Planar, all samples of a
         * channel lie together, of shape (channels, frames); interleaved, all samples of a frame, of shape (frames, channels).
         * @returns the bytes
         * @since 0.1
         */
        get_bytes(): GLib.Bytes;

        /**
         * Tells how many channels each frame of the block has.
         * @returns the number of channels
         * @since 0.1
         */
        get_channels(): number;

        /**
         * Tells the format of one sample, and with it how many bytes that has.
         * @returns the sample format
         * @since 0.1
         */
        get_format(): SampleFormat;

        /**
         * Tells how the channels lie in memory: one after the other, or frame by frame.
         * @returns the layout
         * @since 0.1
         */
        get_layout(): Layout;

        /**
         * Tells the length of the block in frames; each has a sample of every channel.
         * @returns frames (samples per channel)
         * @since 0.1
         */
        get_n_frames(): number;

        /**
         * Tells the sample rate of the frames in the block, in Hz.
         * @returns frames per second, Hz
         * @since 0.1
         */
        get_rate(): number;

        /**
         * Takes a reference to the block, which {@link Block.unref} gives back.
         * @returns `self`
         * @since 0.1
         */
        ref(): Block;

        /**
         * Drops a reference; with the last one the samples are freed.
         * @since 0.1
         */
        unref(): void;
    }

    /**
     * @gir-type Alias
     */
    type ClipClass = typeof Clip;

    /**
     * @gir-type Alias
     */
    type ConversionClass = typeof Conversion;

    /**
     * @gir-type Alias
     */
    type ConvertJobClass = typeof ConvertJob;

    /**
     * @gir-type Alias
     */
    type ConvertedReaderClass = typeof ConvertedReader;

    /**
     * @gir-type Alias
     */
    type CoverClass = typeof Cover;

    /**
     * @gir-type Alias
     */
    type DeviceClass = typeof Device;

    /**
     * @gir-type Alias
     */
    type DeviceMonitorClass = typeof DeviceMonitor;

    /**
     * @gir-type Alias
     */
    type EffectClass = typeof Effect;

    /**
     * @gir-type Alias
     */
    type EncodeSpecClass = typeof EncodeSpec;

    /**
     * @gir-type Alias
     */
    type InfoClass = typeof Info;

    /**
     * How loud each channel was over a twentieth of a second: the largest sample and the root of the mean square. Full
     * scale is 1.0.
     *
     * ```c
     * g_autoptr (GafPlayer) player = gaf_player_new ();
     * g_autoptr (GafLevel) level = gaf_player_get_level (player);
     *
     * for (guint channel = 0; channel < gaf_level_get_channels (level); channel++)
     *   g_print ("%.3f\n", gaf_level_get_peak (level, channel));
     * ```
     * @gir-type Struct
     * @since 0.1
     */
    class Level {
        static $gtype: GObject.GType<Level>;

        // Methods
        /**
         * Tells the number of channels that were measured.
         * @returns the number of channels
         * @since 0.1
         */
        get_channels(): number;

        /**
         * Tells the largest absolute value of a sample of the channel.
         * @param channel a channel, from 0
         * @returns the peak, 1.0 for full scale; 0 for a channel that there is not
         * @since 0.1
         */
        get_peak(channel: number): number;

        /**
         * Tells the root of the mean square of the samples of the channel: 0.707 for a sine of full scale.
         * @param channel a channel, from 0
         * @returns the RMS, 1.0 for full scale; 0 for a channel that there is not
         * @since 0.1
         */
        get_rms(channel: number): number;

        /**
         * Takes a reference to the level; any thread may.
         * @returns `self`
         * @since 0.1
         */
        ref(): Level;

        /**
         * Drops a reference; with the last one the level is freed. Any thread may.
         * @since 0.1
         */
        unref(): void;
    }

    /**
     * What a file may claim, and cost, before reading it fails with {@link GAudioFile.Error.LIMIT}.
     *
     * The defaults are safe for files from anywhere, and true audio does not reach them. A program that knows what it is
     * given narrows them; one that has a file beyond them, and trusts it, raises them: each message of {@link GAudioFile.Error.LIMIT}
     * that a limit of these is behind names it. Set them as {@link Reader.limits}.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafLimits) limits = gaf_limits_new ();
     * g_autoptr (GFile) file = g_file_new_for_path ("song.flac");
     * g_autoptr (GafReader) reader = NULL;
     *
     * gaf_limits_set_channels (limits, 2);
     * gaf_limits_set_seconds (limits, 1);  // of computing, in one call
     * reader = g_initable_new (GAF_TYPE_READER, NULL, &error, "file", file, "limits", limits, NULL);
     * if (reader == NULL)
     *   g_printerr ("%s\n", error->message);
     * ```
     * @gir-type Struct
     * @since 0.1
     */
    class Limits {
        static $gtype: GObject.GType<Limits>;

        // Constructors
        constructor(properties?: Partial<{}>);

        static ["new"](): Limits;

        // Methods
        /**
         * Copies limits, so that one of the two can be changed without the other.
         * @returns a copy
         * @since 0.1
         */
        copy(): Limits;

        /**
         * Frees limits that {@link Limits.new} or {@link Limits.copy} made; readers that they were set for have a copy.
         * @since 0.1
         */
        free(): void;

        /**
         * Tells how many channels a file may have at the most.
         * @returns the limit
         * @since 0.1
         */
        get_channels(): number;

        /**
         * Tells how many bytes of samples (as float) a single packet may become: what the reader holds that nobody has read
         * yet. The default is 16 MiB, a minute and a half of mono at 44.1 kHz.
         * @returns the limit
         * @since 0.1
         */
        get_decode_ahead(): number;

        /**
         * Tells how large a header may be that has to be read to open a file or a codec, in bytes: a codec's own, comments of
         * Ogg with the pictures in them, tables of packets. The default is 16 MiB.
         * @returns the limit
         * @since 0.1
         */
        get_header_bytes(): number;

        /**
         * Tells how many streams a file may be a chain of: of Ogg, or of bare frames whose rate or channels change. The default
         * is 10,000. As long as it is not set to more, chains of streams of a few bytes are refused earlier.
         * @returns the limit
         * @since 0.1
         */
        get_links(): number;

        /**
         * Tells the highest sample rate of a file, in Hz.
         * @returns the limit
         * @since 0.1
         */
        get_rate(): number;

        /**
         * Tells how many seconds may be computed in one call without a frame being found, on the thread that calls. Waiting,
         * for a disk or a network, does not count: cancel a call that takes too long for other reasons. The default is 30.
         * @returns the limit
         * @since 0.1
         */
        get_seconds(): number;

        /**
         * Tells how large the tags in front of the audio and behind it may be (ID3, APE, Lyrics3), all together, in bytes. They
         * are stepped over, so the default is large: 1 GiB.
         * @returns the limit
         * @since 0.1
         */
        get_tag_bytes(): number;

        /**
         * Sets how many channels a file may have at the most; the default is 64.
         * @param channels how many, at least 1; no more than the default, 64, is possible
         * @since 0.1
         */
        set_channels(channels: number): void;

        /**
         * Sets how many bytes of samples (as float) a single packet may become: what the reader holds that nobody has read yet.
         * The default is 16 MiB, a minute and a half of mono at 44.1 kHz.
         * @param n_bytes a number of bytes, at least 1
         * @since 0.1
         */
        set_decode_ahead(n_bytes: bigint | number): void;

        /**
         * Sets how large a header may be that has to be read to open a file or a codec, in bytes: a codec's own, comments of
         * Ogg with the pictures in them, tables of packets. The default is 16 MiB.
         * @param n_bytes a number of bytes, at least 1; no more than 1 GiB is possible
         * @since 0.1
         */
        set_header_bytes(n_bytes: bigint | number): void;

        /**
         * Sets how many streams a file may be a chain of: of Ogg, or of bare frames whose rate or channels change. The default
         * is 10,000. As long as it is not set to more, chains of streams of a few bytes are refused earlier.
         * @param links how many, at least 1
         * @since 0.1
         */
        set_links(links: number): void;

        /**
         * Sets the highest sample rate of a file, in Hz.
         * @param rate a rate in Hz, at least 1; no more than the default, 1,536,000, is possible
         * @since 0.1
         */
        set_rate(rate: number): void;

        /**
         * Sets how many seconds may be computed in one call without a frame being found, on the thread that calls. Waiting, for
         * a disk or a network, does not count: cancel a call that takes too long for other reasons. The default is 30.
         * @param seconds a time, more than 0
         * @since 0.1
         */
        set_seconds(seconds: number): void;

        /**
         * Sets how large the tags in front of the audio and behind it may be (ID3, APE, Lyrics3), all together, in bytes. They
         * are stepped over, so the default is large: 1 GiB.
         * @param n_bytes a number of bytes
         * @since 0.1
         */
        set_tag_bytes(n_bytes: bigint | number): void;
    }

    /**
     * @gir-type Alias
     */
    type LoudnessClass = typeof Loudness;

    /**
     * A place in an audio file, or a part of it, that the file itself names: a chapter, a cue point or a loop.
     *
     * A {@link Info} has them. Nothing of it changes.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafInfo) info = gaf_probe_path ("song.flac", NULL, NULL, &error);
     * GPtrArray *chapters = info != NULL ? gaf_info_get_chapters (info) : NULL;
     *
     * for (guint i = 0; chapters != NULL && i < chapters->len; i++) {
     *   GafMark *chapter = chapters->pdata[i];
     *
     *   g_print ("%" G_GINT64_FORMAT " %s\n", gaf_mark_get_start (chapter), gaf_mark_get_title (chapter));
     * }
     * ```
     * @gir-type Struct
     * @since 0.1
     */
    class Mark {
        static $gtype: GObject.GType<Mark>;

        // Methods
        /**
         * Tells where a part ends, in frames of the file's own rate from its first one.
         * @returns the frame behind its last; -1 for a place, and for a part of which the file does not say it, which goes up   to the next
         * @since 0.1
         */
        get_end(): number;

        /**
         * Tells where it is, or begins: as the file says, which may be behind its end. What a file says as a time is rounded to
         * the nearest frame.
         * @returns a frame
         * @since 0.1
         */
        get_start(): number;

        /**
         * Tells what the file calls the chapter, cue or loop, in UTF-8.
         * @returns the title, or `null` if it has none
         * @since 0.1
         */
        get_title(): string | null;

        /**
         * Takes another reference to the mark, which {@link Mark.unref} gives back.
         * @returns the same mark
         * @since 0.1
         */
        ref(): Mark;

        /**
         * Drops a reference to the mark; with the last one it is freed.
         * @since 0.1
         */
        unref(): void;
    }

    /**
     * @gir-type Alias
     */
    type PeaksClass = typeof Peaks;

    /**
     * @gir-type Alias
     */
    type PlayerClass = typeof Player;

    /**
     * @gir-type Alias
     */
    type ProcessedReaderClass = typeof ProcessedReader;

    /**
     * @gir-type Alias
     */
    type ReaderClass = typeof Reader;

    /**
     * @gir-type Alias
     */
    type RecorderClass = typeof Recorder;

    /**
     * @gir-type Alias
     */
    type ResampledReaderClass = typeof ResampledReader;

    /**
     * @gir-type Alias
     */
    type ResamplerClass = typeof Resampler;

    /**
     * @gir-type Alias
     */
    type SilencesClass = typeof Silences;

    /**
     * @gir-type Alias
     */
    type SourceInterface = typeof Source;

    /**
     * @gir-type Alias
     */
    type StreamClass = typeof Stream;

    /**
     * Something that this library can do if what it needs is installed: read a codec, write a format, or one of a few other
     * things. It says whether that works here, by which GStreamer element, and which package of Debian has it.
     *
     * Nothing of it changes; what is installed later is in a new list.
     *
     * ```c
     * g_autoptr (GPtrArray) codecs = gaf_support_list (GAF_SUPPORT_KIND_READING);
     *
     * for (guint i = 0; i < codecs->len; i++)
     *   if (!gaf_support_get_works (codecs->pdata[i]))
     *     g_print ("%s: %s\n", gaf_support_get_name (codecs->pdata[i]), gaf_support_get_message (codecs->pdata[i]));
     * ```
     * @gir-type Struct
     * @since 0.1
     */
    class Support {
        static $gtype: GObject.GType<Support>;

        // Static methods
        /**
         * Lists all that this library could do, with what of it works on this machine now. Of reading there is an entry for
         * each codec; of writing one for each format and codec in it; the others have names of their own: `tags`, `loudness`,
         * `pictures`, `live audio`, `PulseAudio and PipeWire`.
         * @param kind what of
         * @since 0.1
         */
        static list(kind: SupportKind): Support[];

        // Methods
        /**
         * Tells the codec, as {@link Reader.get_codec} and {@link EncodeSpec.set_codec} call it.
         * @returns the codec; `null` for what is neither reading nor writing
         * @since 0.1
         */
        get_codec(): string | null;

        /**
         * Tells which containers may have the codec, or the one that is written.
         * @returns names for people, maybe none
         * @since 0.1
         */
        get_containers(): string[];

        /**
         * Tells the GStreamer element that does it, or that is missing.
         * @returns its name; `null` where it takes none
         * @since 0.1
         */
        get_element(): string | null;

        /**
         * Tells the usual extensions: of the files that have the codec most of the time, or of those that are written so.
         * @returns extensions with their dot, maybe none
         * @since 0.1
         */
        get_extensions(): string[];

        /**
         * Tells why it does not work, and what to install for it, in a sentence for people.
         * @returns a sentence; `null` if it works
         * @since 0.1
         */
        get_message(): string | null;

        /**
         * Tells what it is about: a codec or a format, as people call it, or another thing.
         * @returns the name
         * @since 0.1
         */
        get_name(): string;

        /**
         * Tells the package of Debian that has what does it: the one to install if it does not work.
         * @returns its name; `null` where this library does it alone
         * @since 0.1
         */
        get_package(): string | null;

        /**
         * Tells whether it works on this machine now, with what is installed.
         * @returns `true` if it does
         * @since 0.1
         */
        get_works(): boolean;

        /**
         * Takes another reference to the entry, which {@link Support.unref} gives back.
         * @returns the same
         * @since 0.1
         */
        ref(): Support;

        /**
         * Drops a reference to the entry; with the last one it is freed.
         * @since 0.1
         */
        unref(): void;
    }

    /**
     * @gir-type Alias
     */
    type TagsClass = typeof Tags;

    /**
     * @gir-type Alias
     */
    type WriterClass = typeof Writer;

    namespace Source {
        /**
         * Interface for implementing Source.
         * Contains only the virtual methods that need to be implemented.
         */
        interface Interface {

            // Virtual methods
            /**
             * Tells the sample rate and the number of channels, which stay the same for as long as the source lives. Both are 0
             * while the source does not tell a rate above zero and from 1 to 64 channels; it cannot be read then.
             * @since 0.1
             * @virtual
             */
            vfunc_describe(): [number, number];

            /**
             * Tells which loudspeakers the channels are for, as {@link Reader.get_channel_mask}.
             * @since 0.1
             * @virtual
             */
            vfunc_get_channel_mask(): bigint | number;

            /**
             * Tells whether the length is exact: that of what reading to the end delivers.
             * @since 0.1
             * @virtual
             */
            vfunc_get_exact_duration(): boolean;

            /**
             * Tells the length. It is an estimate while {@link Source.get_exact_duration} is `false`; of a source that knows
             * nothing about its length it is what was read so far.
             * @since 0.1
             * @virtual
             */
            vfunc_get_n_frames(): bigint | number;

            /**
             * Tells what the samples were stored as, before anything was done with them. What is read is 32-bit float in any case.
             * @since 0.1
             * @virtual
             */
            vfunc_get_sample_format(): SampleFormat;

            /**
             * Tells whether the source was closed, so that nothing can be read from it any more.
             * @since 0.1
             * @virtual
             */
            vfunc_is_closed(): boolean;

            /**
             * Reads the next frames as 32-bit float, full scale being 1.0, and moves on behind them.
             * @param n_frames how many frames to read at most
             * @param layout how the channels are to lie
             * @param cancellable cancels the reading
             * @since 0.1
             * @virtual
             */
            vfunc_read_frames(n_frames: number, layout: Layout, cancellable: Gio.Cancellable | null): Block;

            /**
             * Sets the frame that is read next. What is read there is the same as what a read from the start delivers there.
             * @param frame where to go on reading, from 0 to the length
             * @param cancellable cancels it
             * @since 0.1
             * @virtual
             */
            vfunc_seek(frame: number, cancellable: Gio.Cancellable | null): boolean;

            /**
             * Tells the frame that is read next, at the rate of the source.
             * @since 0.1
             * @virtual
             */
            vfunc_tell(): bigint | number;
        }

        // Constructor properties interface
        interface ConstructorProps extends GObject.Object.ConstructorProps {}
    }

    export interface SourceNamespace {
        $gtype: GObject.GType<Source>;
        prototype: Source;
    }
    /**
     * Audio that can be read, and perhaps sought in: a {@link Reader}, a {@link ResampledReader}, or an object of yours.
     *
     * Lengths and positions are frames at the source's own rate; a frame is one sample of each channel.
     *
     * To make a source of your own, implement {@link Source.describe} and {@link Source.read_frames}; the other virtual
     * methods are for what else it can do. It can then be read at another rate by a {@link ResampledReader}, and its
     * blocks can be handed to a {@link Writer}.
     *
     * ```c
     * g_autoptr (GError) error = NULL;
     * g_autoptr (GafReader) reader = gaf_reader_new_for_path ("song.flac", NULL, &error);
     * GafSource *source = GAF_SOURCE (reader);
     *
     * // The same calls for a file, for one that is resampled, and for a source of your own.
     * while (reader != NULL && gaf_source_tell (source) < gaf_source_get_n_frames (source)) {
     *   g_autoptr (GafBlock) block = gaf_source_read_frames (source, 65536, GAF_LAYOUT_PLANAR, NULL, &error);
     *
     *   if (block == NULL || gaf_block_get_n_frames (block) == 0)
     *     break;
     * }
     * ```
     * @gir-type Interface
     * @since 0.1
     */
    interface Source extends GObject.Object, Source.Interface {

        // Methods
        /**
         * Tells the sample rate and the number of channels, which stay the same for as long as the source lives. Both are 0
         * while the source does not tell a rate above zero and from 1 to 64 channels; it cannot be read then.
         * @since 0.1
         */
        describe(): [number, number];

        /**
         * Tells which loudspeakers the channels are for, as {@link Reader.get_channel_mask}.
         * @returns one bit for each `GstAudioChannelPosition`, 0 if it is not known
         * @since 0.1
         */
        get_channel_mask(): number;

        /**
         * Tells how many channels the source has, the same from its beginning to its end.
         * @returns the number of channels; 0 as {@link Source.describe} tells
         * @since 0.1
         */
        get_channels(): number;

        /**
         * Tells the length in time: the frames divided by the rate. It is as exact as {@link Source.get_n_frames}.
         * @returns seconds; 0 if the rate is not known
         * @since 0.1
         */
        get_duration(): number;

        /**
         * Tells whether the length is exact: that of what reading to the end delivers.
         * @returns `false` if it is an estimate, which reading to the end corrects
         * @since 0.1
         */
        get_exact_duration(): boolean;

        /**
         * Tells the length. It is an estimate while {@link Source.get_exact_duration} is `false`; of a source that knows
         * nothing about its length it is what was read so far.
         * @returns frames (samples per channel)
         * @since 0.1
         */
        get_n_frames(): number;

        /**
         * Tells the sample rate, in which all positions and lengths of the source are counted.
         * @returns frames per second, Hz; 0 as {@link Source.describe} tells
         * @since 0.1
         */
        get_rate(): number;

        /**
         * Tells what the samples were stored as, before anything was done with them. What is read is 32-bit float in any case.
         * @returns the sample format
         * @since 0.1
         */
        get_sample_format(): SampleFormat;

        /**
         * Tells whether the source was closed, so that nothing can be read from it any more.
         * @returns `true` once it was closed
         * @since 0.1
         */
        is_closed(): boolean;

        /**
         * Makes an element for a pipeline of GStreamer's that gives the audio of a source: a GstAppSrc with 32-bit float in its
         * rate and channels. It seeks to the frame, and ends where the source does, or where a seek has asked for.
         *
         * The source is read on a thread of the pipeline, from frame 0 on wherever it stands. The element keeps a reference.
         * One element is made for one source at a time: each moves it.
         * @returns a GstElement, which is floating as all new ones are; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        make_element<T = GObject.Object>(): T;

        /**
         * Reads the next frames as 32-bit float, full scale being 1.0, and moves on behind them.
         * @param n_frames how many frames to read at most
         * @param layout how the channels are to lie
         * @param cancellable cancels the reading
         * @returns a block of at most `n_frames` frames, with none at the end; `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        read_frames(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null): Block;

        /**
         * Reads as {@link Source.read_frames} does, without making the caller wait. Asynchronous calls on one source are
         * done in the order in which they were made.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null): globalThis.Promise<Block>;

        /**
         * Reads as {@link Source.read_frames} does, without making the caller wait. Asynchronous calls on one source are
         * done in the order in which they were made.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Reads as {@link Source.read_frames} does, without making the caller wait. Asynchronous calls on one source are
         * done in the order in which they were made.
         * @param n_frames how many frames to read
         * @param layout how the channels are to be laid out
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        read_frames_async(n_frames: bigint | number, layout: Layout, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<Block> | void;

        /**
         * Ends {@link Source.read_frames_async} in its callback, and hands over the block that was read.
         * @param result what the callback was given
         * @returns the block, or `null` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        read_frames_finish(result: Gio.AsyncResult): Block;

        /**
         * Sets the frame that is read next. What is read there is the same as what a read from the start delivers there.
         * @param frame where to go on reading, from 0 to the length
         * @param cancellable cancels it
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        seek(frame: bigint | number, cancellable: Gio.Cancellable | null): boolean;

        /**
         * Goes to a frame as {@link Source.seek} does, without making the caller wait.
         * @param frame where to go on
         * @param cancellable cancels the call
         * @since 0.1
         */
        seek_async(frame: bigint | number, cancellable: Gio.Cancellable | null): globalThis.Promise<boolean>;

        /**
         * Goes to a frame as {@link Source.seek} does, without making the caller wait.
         * @param frame where to go on
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        seek_async(frame: bigint | number, cancellable: Gio.Cancellable | null, callback: Gio.AsyncReadyCallback<this> | null): void;

        /**
         * Goes to a frame as {@link Source.seek} does, without making the caller wait.
         * @param frame where to go on
         * @param cancellable cancels the call
         * @param callback called on the caller's main context when it is done
         * @since 0.1
         */
        seek_async(frame: bigint | number, cancellable: Gio.Cancellable | null, callback?: Gio.AsyncReadyCallback<this> | null): globalThis.Promise<boolean> | void;

        /**
         * Ends {@link Source.seek_async} in its callback, and tells whether the source is at that frame.
         * @param result what the callback was given
         * @returns `true`, or `false` with `error` set
         * @since 0.1
         * @throws GLib.Error
         */
        seek_finish(result: Gio.AsyncResult): boolean;

        /**
         * Tells the frame that is read next, at the rate of the source.
         * @returns a frame, counted from 0
         * @since 0.1
         */
        tell(): number;
    }

    export const Source: SourceNamespace & {
        new (): Source; // This allows `obj instanceof Source`
    };

    /**
     * Name of the imported GIR library
     * `see` https://gitlab.gnome.org/GNOME/gjs/-/blob/master/gi/ns.cpp#L188
     */
    const __name__: string;

    /**
     * Version of the imported GIR library
     * `see` https://gitlab.gnome.org/GNOME/gjs/-/blob/master/gi/ns.cpp#L189
     */
    const __version__: string;
}

export default GAudioFile;

}

declare module 'gi://GAudioFile' {
    import GAudioFile10 from 'gi://GAudioFile?version=1.0';
    export default GAudioFile10;
}
// END
