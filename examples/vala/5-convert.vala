/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/* Makes another file of a file: its name says the format, and what the format needs is done on the way. Tells how far it
 * is. Ctrl-C leaves no half of a file. */

async int64 convert (string from, string to, double rate, Cancellable cancellable) throws Error {
    var conversion = new Gaf.Conversion ();

    /* All that a conversion can be told is a property. What is not set in a specification stays as it is in the file. */
    if (rate > 0)
        conversion.encode_spec = (Gaf.EncodeSpec) Object.new (typeof (Gaf.EncodeSpec), "rate", rate);

    return yield conversion.run_async (from, to, cancellable, (done, frames) => {
        printerr ("%3d %%\r", frames > 0 ? (int) (100 * done / frames) : 0);
    });
}

int main (string[] args) {
    if (args.length != 3 && args.length != 4) {
        printerr ("usage: %s FILE NEW-FILE [RATE]\n", args[0]);
        return 2;
    }

    var loop = new MainLoop ();
    var cancellable = new Cancellable ();
    int status = 0;

    Unix.signal_add (ProcessSignal.INT, () => {
        cancellable.cancel ();
        return Source.CONTINUE;
    });
    convert.begin (args[1], args[2], args.length > 3 ? double.parse (args[3]) : 0, cancellable, (_, result) => {
        try {
            print ("%lld frames written\n", convert.end (result));
        } catch (Error error) {
            printerr ("%s\n", error.message);
            status = 1;
        }
        loop.quit ();
    });
    loop.run ();
    return status;
}
