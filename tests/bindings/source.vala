/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* A GafSource written in Vala: read at another rate, and written into a file. And one that does the least. */

const uint CHANNELS = 2;
const int64 FRAMES = 10000;

/* Frame i is i / FRAMES on the left and -i / FRAMES on the right. */
class Ramp : Object, Gaf.Source {
    int64 position = 0;

    public void describe (out double rate, out uint channels) {
        rate = 8000;
        channels = CHANNELS;
    }

    public int64 get_n_frames () {
        return FRAMES;
    }

    public int64 tell () {
        return position;
    }

    public bool seek (int64 frame, Cancellable? cancellable = null) throws Error {
        position = frame;
        return true;
    }

    /* Never more than 1000 frames at once, and interleaved whatever was asked for. */
    public Gaf.Block read_frames (int64 n_frames, Gaf.Layout layout, Cancellable? cancellable = null) throws Error {
        int64 n = int64.min (int64.min (n_frames, FRAMES - position), 1000);
        var samples = new float[n * CHANNELS];

        for (int64 i = 0; i < n; i++) {
            samples[CHANNELS * i] = (float) (position + i) / FRAMES;
            samples[CHANNELS * i + 1] = -(float) (position + i) / FRAMES;
        }
        position += n;
        unowned uint8[] data = (uint8[]) samples;
        data.length = (int) (n * CHANNELS * sizeof (float));
        return new Gaf.Block (Gaf.SampleFormat.FLOAT32, Gaf.Layout.INTERLEAVED, CHANNELS, 8000, n, new Bytes (data));
    }
}

class Failing : Object, Gaf.Source {
    public void describe (out double rate, out uint channels) {
        rate = 8000;
        channels = 1;
    }

    public Gaf.Block read_frames (int64 n_frames, Gaf.Layout layout, Cancellable? cancellable = null) throws Error {
        throw new IOError.TIMED_OUT ("the cable is out");
    }
}

float sample (Gaf.Block block, int64 i) {
    return ((float*) block.get_bytes ().get_data ())[i];
}

int main () {
    try {
        Gaf.Source ramp = new Ramp ();

        var spec = new Gaf.EncodeSpec ("wav", 8000, CHANNELS);
        spec.bit_depth = 32;
        var writer = new Gaf.Writer.for_memory (spec);
        while (true) {
            var block = ramp.read_frames (4096, Gaf.Layout.PLANAR, null);
            if (block.get_n_frames () == 0)
                break;
            writer.write_block (block, null);
        }
        assert (writer.tell () == FRAMES);
        writer.close (null);
        var reader = new Gaf.Reader.for_bytes (writer.steal_bytes (), null);
        assert (reader.n_frames == FRAMES && reader.channels == CHANNELS);

        /* The source and the file that was made of it become the same at another rate. */
        Gaf.Source first = new Gaf.ResampledReader (ramp, 11025, Gaf.ResampleQuality.WINDOWED_SINC_32);
        Gaf.Source second = new Gaf.ResampledReader (reader, 11025, Gaf.ResampleQuality.WINDOWED_SINC_32);
        assert (first.get_n_frames () == second.get_n_frames ());
        foreach (int64 frame in new int64[] { 0, 5000, 77 }) {
            first.seek (frame, null);
            second.seek (frame, null);
            var a = first.read_frames (5000, Gaf.Layout.PLANAR, null);
            var b = second.read_frames (5000, Gaf.Layout.PLANAR, null);
            assert (a.get_n_frames () == 5000 && b.get_n_frames () == 5000);
            for (int64 i = 0; i < 5000 * CHANNELS; i++)
                assert (sample (a, i) == sample (b, i));
        }

        /* Before the stream is open, which needs no device. */
        var stream = new Gaf.Stream.play (null, 8000, CHANNELS, 0);
        ramp.seek (0, null);
        stream.write_block (ramp.read_frames (500, Gaf.Layout.PLANAR, null), null);
        assert (stream.get_buffered_frames (Gaf.Direction.OUTPUT) == 500);
        stream.close ();
    } catch (Error error) {
        printerr ("%s\n", error.message);
        return 1;
    }

    Gaf.Source failing = new Failing ();
    assert (failing.tell () == 0 && !failing.get_exact_duration () && !failing.is_closed ());
    try {
        failing.read_frames (10, Gaf.Layout.PLANAR, null);
        return 2;
    } catch (Error error) {
        assert (error is IOError.TIMED_OUT);
    }
    try {
        failing.seek (10, null);
        return 3;
    } catch (Error error) {
        assert (error.message.contains ("cannot seek"));
    }
    return 0;
}
