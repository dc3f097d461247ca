#!/usr/bin/env -S gjs -m
// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Shows, plays, records, tags and exports audio. Nothing here waits for anything, so the window always answers.

import Adw from 'gi://Adw?version=1';
import GAudioFile from 'gi://GAudioFile?version=1.0';
import Gdk from 'gi://Gdk?version=4.0';
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Graphene from 'gi://Graphene';
import Gtk from 'gi://Gtk?version=4.0';

const {Conversion, EncodeSpec, Peaks, Player, Reader, Recorder, RecorderState, Tags} = GAudioFile;
Gio._promisify(Peaks, 'new_for_path_async');
Gio._promisify(Reader, 'new_for_file_async');
for (const [it, name] of [[Conversion, 'run_files'], [Reader, 'read_tags'], [Recorder, 'start'], [Tags, 'write_file']])
    Gio._promisify(it.prototype, `${name}_async`);
const [ACCEPT, RGBA] = [Gtk.ResponseType.ACCEPT, Gdk.MemoryFormat.R8G8B8A8_PREMULTIPLIED];
const RED = new Gdk.RGBA({red: 0.88, green: 0.11, blue: 0.14, alpha: 1});

// A waveform, and a line where it is heard.
const Wave = GObject.registerClass({GTypeName: 'Wave'}, class extends Gtk.Widget {
    peaks = Peaks.new(1, 1, 0);
    first = 0;

    vfunc_snapshot(snapshot) {
        const [width, height, nFrames] = [this.get_width(), this.get_height(), this.peaks.get_n_frames()];
        this.shown = Math.max(Math.floor(nFrames / this.zoom), 1);
        if (this.position < this.first || this.position > this.first + this.shown)
            this.first = this.position; // turns the page
        this.first = Math.max(Math.min(this.first, nFrames - this.shown), 0);
        const key = [this.peaks, nFrames >> 13, this.zoom, this.first, width, height].join(); // grows in steps
        if (this.key !== key) {
            const pixels = this.peaks.draw(this.first, this.shown, width, height, 0x3584E4FF);
            [this.key, this.texture] = [key, Gdk.MemoryTexture.new(width, height, RGBA, pixels, 4 * width)];
        }
        snapshot.append_texture(this.texture, new Graphene.Rect().init(0, 0, width, height));
        const x = (this.position - this.first) / this.shown * width;
        snapshot.append_color(RED, new Graphene.Rect().init(x, 0, 2, height));
    }
});

const Application = GObject.registerClass(class extends Adw.Application {
    vfunc_startup() {
        super.vfunc_startup();
        const builder = Gtk.Builder.new_from_file(GLib.filename_from_uri(import.meta.url)[0].replace('.js', '.ui'));
        const ui = this.ui = id => builder.get_object(id);
        const [wave, player] = [this.wave, this.player] = [ui('wave'), new Player()];
        player.connect('notify', () => this.follow());
        player.connect('error', (_, error) => this.say(error));
        this.add_action(Gio.PropertyAction.new('play', player, 'playing'));
        this.add_action(Gio.PropertyAction.new('zoom', ui('zoom'), 'value'));
        for (const [name, type, call] of [
            ['open', null, async () => ui('open').show()],
            ['seek', 'd', async seconds => player.seek(seconds * wave.peaks.get_rate())],
            ['tag', '(ss)', nameAndText => this.tag(...nameAndText)],
            ['record', null, () => this.record()],
            ['export', null, async () => ui('save').show()],
            ['export-to', 's', path => this.export(Gio.File.new_for_path(path))],
            ['cancel', null, async () => this.exporting.cancel()],
        ]) {
            const action = new Gio.SimpleAction({name, parameter_type: type && new GLib.VariantType(type)});
            action.connect('activate', (_, value) => call(value?.deepUnpack()).catch(this.say));
            this.add_action(action);
        }
        GAudioFile.get_readable_content_types().forEach(type => ui('readable').add_mime_type(type));
        ui('open').connect('response', (it, id) => id === ACCEPT && this.openFile(it.get_file()).catch(this.say));
        ui('save').connect('response', (it, id) => id === ACCEPT && this.export(it.get_file()).catch(this.say));
        ui('click').connect('pressed', (_, n, x) => player.seek(wave.first + x / wave.get_width() * wave.shown));
        ui('zoom').connect('value-changed', () => this.follow());
        for (const row of ui('tags'))
            row.connect('apply', () => this.tag(row.name, row.text).catch(this.say));
        this.connect('activate', () => ui('window').present());
        this.connect('open', (_, files) => (this.activate(), this.openFile(files[0]).catch(this.say)));
        this.add_window(ui('window'));
    }

    say = error => {
        if (!error.matches?.(Gio.IOErrorEnum, Gio.IOErrorEnum.CANCELLED))
            this.ui('toasts').add_toast(new Adw.Toast({title: GLib.markup_escape_text(error.message, -1)}));
    };

    async openFile(file) {
        this.opening?.cancel(); // what was to be opened before
        const opening = this.opening = new Gio.Cancellable();
        const reader = await Reader.new_for_file_async(file, opening);
        this.file = file;
        this.player.set_source(reader);
        this.ui('save').set_current_name(file.get_basename().replace(/[.][^.]*$/, '.opus'));
        this.showTags(await reader.read_tags_async(opening));
        this.wave.peaks = await Peaks.new_for_path_async(file.get_path(), 256, 0, opening, null);
        this.follow();
    }

    showTags(tags) {
        this.tags = tags;
        this.ui('title').title = tags.get_value('title') ?? this.file.get_basename();
        this.ui('title').subtitle = tags.get_value('artist') ?? '';
        for (const row of this.ui('tags'))
            row.text = tags.get_value(row.name) ?? '';
    }

    async tag(name, text) {
        this.tags.set_value(name, text);
        this.showTags(this.tags);
        await this.tags.write_file_async(this.file, true, null);
    }

    async record() {
        if (this.recorder)
            return this.recorder.stop_async(null, null);
        this.player.pause();
        const folder = GLib.get_user_special_dir(GLib.UserDirectory.DIRECTORY_MUSIC) ?? GLib.get_home_dir();
        const path = `${folder}/Recording ${GLib.DateTime.new_now_local().format('%F %H-%M-%S')}.flac`;
        this.recorder = Recorder.new(null, path, EncodeSpec.new('flac', 48000, 2));
        this.recorder.connect('notify', () => this.follow());
        this.recorder.connect('error', (_, error) => this.say(error));
        this.recorder.connect('file-finished', (_, name) => this.openFile(Gio.File.new_for_path(name)).catch(this.say));
        return this.recorder.start_async(null);
    }

    // Shows what the recorder does, or else the player.
    follow() {
        this.recorder = this.recorder?.state === RecorderState.STOPPED ? null : this.recorder;
        const {wave, ui, now = this.recorder ?? this.player} = this;
        wave.peaks = this.recorder?.get_peaks() ?? wave.peaks;
        [wave.position, wave.zoom] = [now.position, 2 ** ui('zoom').value];
        wave.queue_draw();
        ui('stack').set_visible_child(wave);
        const [level, seconds] = [now.get_level(), now.position / wave.peaks.get_rate()];
        ui('meter').value = Math.max(0, ...Array.from({length: level.get_channels()}, (_, c) => level.get_peak(c)));
        ui('time').label = `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(1).padStart(4, '0')}`;
        ui('play').icon_name = `media-playback-${this.player.playing ? 'pause' : 'start'}-symbolic`;
        ui('record').icon_name = `media-${this.recorder ? 'playback-stop' : 'record'}-symbolic`;
    }

    async export(file) {
        this.exporting = new Gio.Cancellable();
        this.ui('exporting').reveal_child = true;
        const tell = (done, all) => (this.ui('progress').fraction = done / all);
        await new Conversion().run_files_async(this.file, file, this.exporting, tell).finally(
            () => (this.ui('exporting').reveal_child = false));
    }
});

const flags = Gio.ApplicationFlags.HANDLES_OPEN;
new Application({application_id: 'org.gaudiofile.Wave', flags}).run(['wave', ...ARGV]);
