#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 gaudiofile contributors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Shows, plays, records, tags and exports audio. Nothing here waits for anything, so the window always answers."""

import sys

import gi

gi.require_versions({"Gtk": "4.0", "Adw": "1", "GAudioFile": "1.0"})
from gi.repository import Adw, GAudioFile, Gdk, Gio, GLib, Graphene, Gtk  # noqa: E402

ACCEPT, RGBA, RED = Gtk.ResponseType.ACCEPT, Gdk.MemoryFormat.R8G8B8A8_PREMULTIPLIED, Gdk.RGBA()
RED.parse("#e01b24")


class Wave(Gtk.Widget):
    """A waveform, and a line where it is heard."""

    __gtype_name__ = "Wave"
    peaks, position, zoom, first, drawn = GAudioFile.Peaks.new(1, 1, 0), 0, 1, 0, None

    def do_snapshot(self, snapshot):
        n_frames, width, height = self.peaks.get_n_frames(), self.get_width(), self.get_height()
        self.shown = max(int(n_frames / self.zoom), 1)
        if not self.first <= self.position <= self.first + self.shown:
            self.first = self.position  # turns the page
        self.first = max(min(self.first, n_frames - self.shown), 0)
        key = self.peaks, n_frames >> 13, self.zoom, self.first, width, height  # grows in steps
        if self.drawn != key:
            pixels = self.peaks.draw(self.first, self.shown, width, height, 0x3584E4FF)
            self.drawn, self.texture = key, Gdk.MemoryTexture.new(width, height, RGBA, pixels, 4 * width)
        snapshot.append_texture(self.texture, Graphene.Rect().init(0, 0, width, height))
        x = (self.position - self.first) / self.shown * width
        snapshot.append_color(RED, Graphene.Rect().init(x, 0, 2, height))


class Application(Adw.Application):
    recorder, opening, exporting = None, Gio.Cancellable(), Gio.Cancellable()

    def do_startup(self):
        Adw.Application.do_startup(self)
        sys.excepthook = lambda kind, *it: self.say(*it) if kind is GLib.Error else sys.__excepthook__(kind, *it)
        ui = self.ui = Gtk.Builder.new_from_file(__file__.replace(".py", ".ui")).get_object
        self.add_window(ui("window"))
        self.connect("activate", lambda _: ui("window").present())
        self.connect("open", lambda _, files, *more: (self.activate(), self.open_file(files[0])))
        wave = self.wave = ui("wave")
        self.player, self.rows = GAudioFile.Player(), list(ui("tags"))
        self.player.connect("notify", self.follow)
        self.player.connect("error", lambda _, error: self.say(error))
        self.add_action(Gio.PropertyAction.new("play", self.player, "playing"))
        self.add_action(Gio.PropertyAction.new("zoom", ui("zoom"), "value"))
        for name, kind, call in (
            ("open", None, lambda _: ui("open").show()),
            ("seek", "d", lambda seconds: self.player.seek(int(seconds * wave.peaks.get_rate()))),
            ("tag", "(ss)", self.tag),
            ("record", None, self.record),
            ("export", None, lambda _: ui("save").show()),
            ("export-to", "s", lambda path: self.export(Gio.File.new_for_path(path))),
            ("cancel", None, lambda _: self.exporting.cancel()),
        ):
            action = Gio.SimpleAction.new(name, kind and GLib.VariantType(kind))
            action.connect("activate", lambda _, value, call=call: call(value and value.unpack()))
            self.add_action(action)
        for mime in GAudioFile.get_readable_content_types():
            ui("readable").add_mime_type(mime)
        ui("open").connect("response", lambda dialog, answer: answer == ACCEPT and self.open_file(dialog.get_file()))
        ui("save").connect("response", lambda dialog, answer: answer == ACCEPT and self.export(dialog.get_file()))
        ui("click").connect(
            "pressed", lambda _, n, x, y: self.player.seek(wave.first + int(x / wave.get_width() * wave.shown))
        )
        ui("zoom").connect("value-changed", self.follow)
        for row in self.rows:
            row.connect("apply", lambda row: self.tag((row.get_name(), row.get_text())))

    def say(self, error, *_):  # and whatever is raised in a callback
        if not error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.CANCELLED):
            self.ui("toasts").add_toast(Adw.Toast(title=GLib.markup_escape_text(error.message)))

    def open_file(self, file):
        self.opening.cancel()  # what was to be opened before
        self.opening = Gio.Cancellable()
        GAudioFile.Reader.new_for_file_async(file, self.opening, lambda _, result: self.show_file(file, result))

    def show_file(self, file, result):
        reader = GAudioFile.Reader.new_for_file_finish(result)
        self.file = file
        self.player.set_source(reader)
        self.ui("save").set_current_name(f"{file.get_basename().rpartition('.')[0]}.opus")
        reader.read_tags_async(self.opening, lambda _, result: self.show_tags(reader.read_tags_finish(result)))
        GAudioFile.Peaks.new_for_path_async(file.get_path(), 256, 0, self.opening, None, (), self.show_peaks)

    def show_peaks(self, _, result):
        self.wave.peaks = GAudioFile.Peaks.new_for_path_finish(result)
        self.follow()

    def show_tags(self, tags):
        self.tags = tags
        self.ui("title").set_title(tags.get_value("title") or self.file.get_basename())
        self.ui("title").set_subtitle(tags.get_value("artist") or "")
        for row in self.rows:
            row.set_text(tags.get_value(row.get_name()) or "")

    def tag(self, name_and_text):
        self.tags.set_value(*name_and_text)
        self.tags.write_file_async(self.file, True, None, GAudioFile.Tags.write_file_finish)
        self.show_tags(self.tags)

    def record(self, _):
        if self.recorder:
            return self.recorder.stop_async(None, None)
        self.player.pause()
        folder = GLib.get_user_special_dir(GLib.UserDirectory.DIRECTORY_MUSIC) or GLib.get_home_dir()
        path = f"{folder}/Recording {GLib.DateTime.new_now_local().format('%F %H-%M-%S')}.flac"
        self.recorder = GAudioFile.Recorder.new(None, path, GAudioFile.EncodeSpec.new("flac", 48000, 2))
        self.recorder.connect("notify", self.follow)
        self.recorder.connect("error", lambda _, error: self.say(error))
        self.recorder.connect("file-finished", lambda _, path: self.open_file(Gio.File.new_for_path(path)))
        self.recorder.start_async(None, GAudioFile.Recorder.start_finish)

    def follow(self, *_):
        """Shows what the recorder does, or else the player."""
        if self.recorder and self.recorder.get_state() == GAudioFile.RecorderState.STOPPED:
            self.recorder = None
        now, wave, playing = self.recorder or self.player, self.wave, self.player.get_property("playing")
        wave.peaks = self.recorder and self.recorder.get_peaks() or wave.peaks
        wave.position, wave.zoom = now.get_position(), 2 ** self.ui("zoom").get_value()
        wave.queue_draw()
        self.ui("stack").set_visible_child(wave)
        level, seconds = now.get_level(), wave.position / wave.peaks.get_rate()
        self.ui("meter").set_value(max(map(level.get_peak, range(level.get_channels())), default=0))
        self.ui("time").set_label(f"{seconds // 60:.0f}:{seconds % 60:04.1f}")
        self.ui("play").set_icon_name(f"media-playback-{'pause' if playing else 'start'}-symbolic")
        self.ui("record").set_icon_name(f"media-{'playback-stop' if self.recorder else 'record'}-symbolic")

    def export(self, file):
        self.exporting = Gio.Cancellable()
        self.ui("exporting").set_reveal_child(True)
        watch = self.exporting, lambda done, n: self.ui("progress").set_fraction(done / n), (), self.exported
        GAudioFile.Conversion().run_files_async(self.file, file, *watch)

    def exported(self, conversion, result):
        self.ui("exporting").set_reveal_child(False)
        conversion.run_files_finish(result)


sys.exit(Application(application_id="org.gaudiofile.Wave", flags=Gio.ApplicationFlags.HANDLES_OPEN).run(sys.argv))
