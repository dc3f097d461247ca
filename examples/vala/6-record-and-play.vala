/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Records from the default input into a file, showing the level, and plays that on the default output. */

const double RATE = 48000;
const uint CHANNELS = 2;

async void record_and_play (string path, double seconds) throws Error {
    /* The format goes by the file's name. */
    var dot = path.last_index_of_char ('.');
    var spec = new Gaf.EncodeSpec (dot >= 0 ? path.substring (dot + 1) : "wav", RATE, CHANNELS);
    var recorder = new Gaf.Recorder (null, path, spec);
    recorder.max_frames = (int64) (seconds * RATE);
    recorder.start ();

    var timer = Timeout.add (100, () => {
        var level = recorder.get_level ();
        if (level != null)
            printerr ("%5.1f s, peak %.3f\r", recorder.get_position () / RATE, level.get_peak (0));
        return Source.CONTINUE;
    });
    yield recorder.wait_async (-1, null);
    Source.remove (timer);
    print ("recorded %lld frames, lost %lld\n", recorder.get_position (), recorder.get_lost_frames ());

    var player = new Gaf.Player ();
    player.set_path (path);
    player.play ();
    yield player.wait_async (-1, null);
    print ("played %lld frames\n", player.get_position ());
    player.close ();
}

int main (string[] args) {
    if (args.length != 3) {
        printerr ("usage: %s NEW-FILE SECONDS\n", args[0]);
        return 2;
    }

    var loop = new MainLoop ();
    int status = 0;

    record_and_play.begin (args[1], double.parse (args[2]), (_, result) => {
        try {
            record_and_play.end (result);
        } catch (Error error) {
            printerr ("%s\n", error.message);
            status = 1;
        }
        loop.quit ();
    });
    loop.run ();
    return status;
}
