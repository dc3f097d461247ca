/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/*
 *   GafTagBytes ──► Stream, an IOStream ──► a File of TagLib ──► PropertyMap ──► GafTagSet
 *
 * PropertyMap has all texts of all kinds of tags under the same names, and leaves alone what has no name there. Pictures
 * TagLib keeps in a way of its own for each kind before version 2.
 */

#include "tags/taglib-file.hpp"

#include <aifffile.h>
#include <apefile.h>
#include <apetag.h>
#include <asffile.h>
#include <attachedpictureframe.h>
#include <chapterframe.h>
#include <flacfile.h>
#include <id3v1tag.h>
#include <id3v2header.h>
#include <id3v2tag.h>
#include <infotag.h>
#include <mp4coverart.h>
#include <mp4file.h>
#include <mpcfile.h>
#include <mpegfile.h>
#include <oggflacfile.h>
#include <opusfile.h>
#include <speexfile.h>
#include <tpropertymap.h>
#include <trueaudiofile.h>
#include <vorbisfile.h>
#include <wavfile.h>
#include <wavpackfile.h>
#include <xiphcomment.h>

namespace {

const GafTaglibHost *host;

/* kinds */

/* A file, and the tags in it that the kinds of covers need; nullptr for those it has not. */
struct Tagged
{
  std::unique_ptr<TagLib::File> file;
  MPEG::File *mpeg = nullptr;
  DsfFile *dsf = nullptr;
  RIFF::WAV::File *wav = nullptr;
  RIFF::AIFF::File *aiff = nullptr;
  FLAC::File *flac = nullptr;

  template <class Type>
  Type *
  take (Type *opened)
  {
    file.reset (opened);
    return opened;
  }
};

static void
open (Tagged &self, GafTagKind kind, IOStream *stream)
{
  switch (kind) {
  case GAF_TAG_KIND_MPEG:
    self.mpeg = self.take (WITH_FRAMES (MPEG::File, stream));
    break;
  case GAF_TAG_KIND_FLAC:
    self.flac = self.take (WITH_FRAMES (FLAC::File, stream));
    break;
  case GAF_TAG_KIND_OGG_VORBIS:
    self.take (new Ogg::Vorbis::File (stream, false));
    break;
  case GAF_TAG_KIND_OGG_OPUS:
    self.take (new Ogg::Opus::File (stream, false));
    break;
  case GAF_TAG_KIND_OGG_FLAC:
    self.take (new Ogg::FLAC::File (stream, false));
    break;
  case GAF_TAG_KIND_OGG_SPEEX:
    self.take (new Ogg::Speex::File (stream, false));
    break;
  case GAF_TAG_KIND_MP4:
    self.take (new MP4::File (stream, false));
    break;
  case GAF_TAG_KIND_WAV:
    self.wav = self.take (new RIFF::WAV::File (stream, false));
    break;
  case GAF_TAG_KIND_AIFF:
    self.aiff = self.take (new RIFF::AIFF::File (stream, false));
    break;
  case GAF_TAG_KIND_WAVPACK:
    self.take (new WavPack::File (stream, false));
    break;
  case GAF_TAG_KIND_APE:
    self.take (new APE::File (stream, false));
    break;
  case GAF_TAG_KIND_MUSEPACK:
    self.take (new MPC::File (stream, false));
    break;
  case GAF_TAG_KIND_TTA:
    self.take (new TrueAudio::File (stream, false));
    break;
  case GAF_TAG_KIND_ASF:
    self.take (new ASF::File (stream, false));
    break;
  case GAF_TAG_KIND_DSF:
    self.dsf = self.take (new DsfFile (stream));
    break;
  case GAF_TAG_KIND_NONE:
    break;
  }
}

/* The ID3v2 tag, made if there is none and @make; nullptr for kinds of file that have none. */
static ID3v2::Tag *
get_id3v2 (const Tagged &self, bool make)
{
  if (self.mpeg != nullptr)
    return self.mpeg->ID3v2Tag (make);
  if (self.dsf != nullptr)
    return self.dsf->ID3v2Tag ();
  if (self.wav != nullptr)
    return self.wav->ID3v2Tag ();
  if (self.aiff != nullptr)
    return self.aiff->tag ();
  if (auto tta = dynamic_cast<TrueAudio::File *> (self.file.get ()))
    return tta->ID3v2Tag (make);
  return nullptr;
}

static APE::Tag *
get_ape (const Tagged &self, bool make)
{
  if (auto file = dynamic_cast<WavPack::File *> (self.file.get ()))
    return file->APETag (make);
  if (auto file = dynamic_cast<APE::File *> (self.file.get ()))
    return file->APETag (make);
  if (auto file = dynamic_cast<MPC::File *> (self.file.get ()))
    return file->APETag (make);
  return nullptr;
}

/* texts */

/* A template, because properties() of version 1 is not virtual. */
template <class Type>
static void
add_missing (PropertyMap &map, const Type *tag)
{
  if (tag == nullptr)
    return;
  for (const auto &property : tag->properties ())
    if (!map.contains (property.first))
      map.insert (property.first, property.second);
}

/* Names that are made up stand in MP4 and ASF among what PropertyMap calls unsupported: here they are texts like all
 * others. */
static const char mp4_own[] = "----:com.apple.iTunes:";

static bool
is_own_item (MP4::Tag *mp4, const String &key)
{
  return key.startsWith (mp4_own) && mp4->contains (key) && mp4->item (key).isValid ()
         && mp4->item (key).atomDataType () == MP4::TypeUTF8;
}

static void
add_own_names (PropertyMap &map, const Tagged &self)
{
  const StringList others = map.unsupportedData ();
  const PropertyMap known (map);

  if (auto mp4 = dynamic_cast<MP4::Tag *> (self.file->tag ())) {
    for (const String &key : others)
      if (is_own_item (mp4, key))
        map.replace (key.substr (sizeof mp4_own - 1), mp4->item (key).toStringList ());
  } else if (auto asf = dynamic_cast<ASF::Tag *> (self.file->tag ())) {
    for (const String &key : others)
      for (const ASF::Attribute &attribute : asf->attribute (key))
        if (attribute.type () == ASF::Attribute::UnicodeType && !known.contains (key))
          map.insert (key, StringList (attribute.toString ()));
  }
}

static void
set_own_name (const Tagged &self, const String &key, const StringList &texts)
{
  auto asf = dynamic_cast<ASF::Tag *> (self.file->tag ());
  ASF::AttributeList list;

  if (auto mp4 = dynamic_cast<MP4::Tag *> (self.file->tag ())) {
    if (texts.isEmpty ())
      mp4->removeItem (key);
    else
      mp4->setItem (key, MP4::Item (texts));
    return;
  }
  for (const String &text : texts)
    list.append (ASF::Attribute (text));
  if (list.isEmpty ())
    asf->removeItem (key);
  else
    asf->setAttribute (key, list);
}

/* @rejected: what @wanted has, and the tag had no place for. */
static PropertyMap
set_own_names (const Tagged &self, const StringList &others, const PropertyMap &wanted, PropertyMap rejected)
{
  auto mp4 = dynamic_cast<MP4::Tag *> (self.file->tag ());
  auto asf = dynamic_cast<ASF::Tag *> (self.file->tag ());

  if (mp4 == nullptr && asf == nullptr)
    return rejected;
  /* Under the keys that they have already, the case of which counts. */
  for (const String &key : others) {
    if (mp4 != nullptr ? !is_own_item (mp4, key)
                       : asf->attribute (key).isEmpty ()
                             || asf->attribute (key).front ().type () != ASF::Attribute::UnicodeType)
      continue;

    const String name = mp4 != nullptr ? key.substr (sizeof mp4_own - 1) : key;

    set_own_name (self, key, wanted.contains (name) ? wanted[name] : StringList ());
    rejected.erase (name);
  }
  for (const auto &property : rejected)
    set_own_name (self, (mp4 != nullptr ? String (mp4_own) : String ()) + property.first, property.second);
  return PropertyMap ();
}

static PropertyMap
get_properties (const Tagged &self)
{
  PropertyMap map;

  if (self.dsf != nullptr) {
    add_missing (map, self.dsf->ID3v2Tag ());
  } else if (self.mpeg != nullptr) {
    /* Each of the three may know what the others do not: ReplayGain stands in APE tags often. */
    add_missing (map, self.mpeg->ID3v2Tag ());
    add_missing (map, self.mpeg->APETag ());
    add_missing (map, self.mpeg->ID3v1Tag ());
  } else if (self.wav != nullptr) {
    add_missing (map, self.wav->ID3v2Tag ());
    add_missing (map, self.wav->InfoTag ());
  } else if (self.flac != nullptr) {
    add_missing (map, self.flac->xiphComment ());
    add_missing (map, self.flac->ID3v2Tag ());
    add_missing (map, self.flac->ID3v1Tag ());
  } else {
    map = self.file->properties ();
    add_own_names (map, self);
  }
  map.removeEmpty ();
  return map;
}

/* The names that had no place. */
static PropertyMap
set_properties (const Tagged &self, const PropertyMap &wanted)
{
  if (self.dsf != nullptr)
    return self.dsf->ID3v2Tag ()->setProperties (wanted);
  if (self.wav != nullptr) {
    self.wav->InfoTag ()->setProperties (wanted);
    return self.wav->ID3v2Tag ()->setProperties (wanted);
  }
  if (self.mpeg != nullptr) {
    /* An APE tag is kept in step, but gets nothing new. */
    if (APE::Tag *ape = self.mpeg->APETag ()) {
      PropertyMap old = ape->properties ();

      for (auto &property : old)
        property.second = wanted.contains (property.first) ? wanted[property.first] : StringList ();
      old.removeEmpty ();
      ape->setProperties (old);
    }
    if (ID3v1::Tag *v1 = self.mpeg->ID3v1Tag ())
      v1->setProperties (wanted);
    return self.mpeg->ID3v2Tag (true)->setProperties (wanted);
  }
  if (self.flac != nullptr) {
    if (ID3v2::Tag *id3 = self.flac->ID3v2Tag ())
      id3->setProperties (wanted);
    if (ID3v1::Tag *v1 = self.flac->ID3v1Tag ())
      v1->setProperties (wanted);
    return self.flac->xiphComment (true)->setProperties (wanted);
  }
  const StringList others = self.file->properties ().unsupportedData ();

  return set_own_names (self, others, wanted, self.file->setProperties (wanted));
}

/* pictures */

static ByteVector
bytes_of (GafCover *cover)
{
  gsize size;
  const char *data = static_cast<const char *> (g_bytes_get_data (host->cover_get_data (cover), &size));

  return ByteVector (data, (unsigned int) size);
}

static void
add_cover (GafTagSet *set, const ByteVector &data, const String &mime, guint kind, const String &description)
{
  GBytes *bytes = g_bytes_new (data.data (), data.size ());

  gaf_tag_set_add_cover (
      set, host->cover_new (bytes, mime.isEmpty () ? nullptr : mime.toCString (true), kind, description.toCString (true)));
  g_bytes_unref (bytes);
}

static void
add_pictures (GafTagSet *set, const List<FLAC::Picture *> &pictures)
{
  for (const FLAC::Picture *picture : pictures)
    add_cover (set, picture->data (), picture->mimeType (), picture->type (), picture->description ());
}

/* APE tags have one item for each: "Cover Art (Front)". */
static const struct
{
  guint kind;
  const char *key;
} ape_covers[] = {
  { GAF_COVER_KIND_FRONT, "COVER ART (FRONT)" },     { GAF_COVER_KIND_BACK, "COVER ART (BACK)" },
  { GAF_COVER_KIND_LEAFLET, "COVER ART (LEAFLET)" }, { GAF_COVER_KIND_MEDIUM, "COVER ART (MEDIA)" },
  { GAF_COVER_KIND_ARTIST, "COVER ART (ARTIST)" },   { GAF_COVER_KIND_OTHER, "COVER ART (OTHER)" },
};

static void
read_covers (const Tagged &self, GafTagSet *set)
{
  if (self.flac != nullptr) {
    add_pictures (set, self.flac->pictureList ());
  } else if (auto xiph = dynamic_cast<Ogg::XiphComment *> (self.file->tag ())) {
    add_pictures (set, xiph->pictureList ());
  } else if (ID3v2::Tag *id3 = get_id3v2 (self, false)) {
    for (ID3v2::Frame *frame : id3->frameList ("APIC"))
      if (auto picture = dynamic_cast<ID3v2::AttachedPictureFrame *> (frame))
        add_cover (set, picture->picture (), picture->mimeType (), picture->type (), picture->description ());
  } else if (auto mp4 = dynamic_cast<MP4::Tag *> (self.file->tag ())) {
    if (mp4->contains ("covr"))
      for (const MP4::CoverArt &art : mp4->item ("covr").toCoverArtList ())
        add_cover (set, art.data (), String (), GAF_COVER_KIND_FRONT, String ());
  } else if (auto asf = dynamic_cast<ASF::Tag *> (self.file->tag ())) {
    if (asf->contains ("WM/Picture"))
      for (const ASF::Attribute &attribute : asf->attribute ("WM/Picture")) {
        const ASF::Picture picture = attribute.toPicture ();

        if (picture.isValid ())
          add_cover (set, picture.picture (), picture.mimeType (), picture.type (), picture.description ());
      }
  } else if (APE::Tag *ape = get_ape (self, false)) {
    for (const auto &name : ape_covers) {
      const auto found = ape->itemListMap ().find (name.key);

      if (found == ape->itemListMap ().end () || found->second.type () != APE::Item::Binary)
        continue;
      /* A file name with a zero at its end, and the picture. */
      const ByteVector data = found->second.binaryData ();
      const int zero = data.find ('\0');

      if (zero >= 0)
        add_cover (set, data.mid (zero + 1), String (), name.kind, String (data.mid (0, zero), String::UTF8));
    }
  }
}

static FLAC::Picture *
make_picture (GafCover *cover)
{
  auto picture = new FLAC::Picture;

  picture->setData (bytes_of (cover));
  picture->setMimeType (String (host->cover_get_mime_type (cover), String::UTF8));
  picture->setType ((FLAC::Picture::Type) host->cover_get_kind (cover));
  picture->setDescription (String (host->cover_get_description (cover), String::UTF8));
  return picture;
}

static bool
write_ape_covers (APE::Tag *ape, const GPtrArray *covers)
{
  for (const auto &name : ape_covers)
    ape->removeItem (name.key);
  for (guint i = 0; i < covers->len; i++) {
    auto cover = static_cast<GafCover *> (covers->pdata[i]);
    const char *key = "COVER ART (OTHER)";
    ByteVector data (host->cover_get_description (cover));

    for (const auto &name : ape_covers)
      if (name.kind == host->cover_get_kind (cover))
        key = name.key;
    if (ape->itemListMap ().contains (key))
      return false;
    data.append ('\0');
    data.append (bytes_of (cover));
    ape->setItem (key, APE::Item (key, data, true));
  }
  return true;
}

static bool
write_mp4_covers (MP4::Tag *mp4, const GPtrArray *covers)
{
  MP4::CoverArtList list;

  for (guint i = 0; i < covers->len; i++) {
    auto cover = static_cast<GafCover *> (covers->pdata[i]);
    const String mime (host->cover_get_mime_type (cover));
    const MP4::CoverArt::Format format = mime == "image/png"   ? MP4::CoverArt::PNG
                                         : mime == "image/bmp" ? MP4::CoverArt::BMP
                                         : mime == "image/gif" ? MP4::CoverArt::GIF
                                                               : MP4::CoverArt::JPEG;

    list.append (MP4::CoverArt (format, bytes_of (cover)));
  }
  if (list.isEmpty ())
    mp4->removeItem ("covr");
  else
    mp4->setItem ("covr", MP4::Item (list));
  return true;
}

static bool
write_asf_covers (ASF::Tag *asf, const GPtrArray *covers)
{
  ASF::AttributeList list;

  for (guint i = 0; i < covers->len; i++) {
    auto cover = static_cast<GafCover *> (covers->pdata[i]);
    ASF::Picture picture;

    picture.setPicture (bytes_of (cover));
    picture.setMimeType (String (host->cover_get_mime_type (cover), String::UTF8));
    picture.setType ((ASF::Picture::Type) host->cover_get_kind (cover));
    picture.setDescription (String (host->cover_get_description (cover), String::UTF8));
    list.append (ASF::Attribute (picture));
  }
  if (list.isEmpty ())
    asf->removeItem ("WM/Picture");
  else
    asf->setAttribute ("WM/Picture", list);
  return true;
}

static bool
write_id3_covers (ID3v2::Tag *id3, const GPtrArray *covers)
{
  id3->removeFrames ("APIC");
  for (guint i = 0; i < covers->len; i++) {
    auto cover = static_cast<GafCover *> (covers->pdata[i]);
    auto frame = new ID3v2::AttachedPictureFrame;

    frame->setTextEncoding (String::UTF8);
    frame->setPicture (bytes_of (cover));
    frame->setMimeType (String (host->cover_get_mime_type (cover), String::UTF8));
    frame->setType ((ID3v2::AttachedPictureFrame::Type) host->cover_get_kind (cover));
    frame->setDescription (String (host->cover_get_description (cover), String::UTF8));
    id3->addFrame (frame);
  }
  return true;
}

/* FALSE: they have no place. */
static bool
write_covers (const Tagged &self, const GPtrArray *covers)
{
  if (self.flac != nullptr) {
    self.flac->removePictures ();
    for (guint i = 0; i < covers->len; i++)
      self.flac->addPicture (make_picture (static_cast<GafCover *> (covers->pdata[i])));
    return true;
  }
  if (auto xiph = dynamic_cast<Ogg::XiphComment *> (self.file->tag ())) {
    xiph->removeAllPictures ();
    for (guint i = 0; i < covers->len; i++)
      xiph->addPicture (make_picture (static_cast<GafCover *> (covers->pdata[i])));
    return true;
  }
  if (auto mp4 = dynamic_cast<MP4::Tag *> (self.file->tag ()))
    return write_mp4_covers (mp4, covers);
  if (auto asf = dynamic_cast<ASF::Tag *> (self.file->tag ()))
    return write_asf_covers (asf, covers);
  if (ID3v2::Tag *id3 = get_id3v2 (self, true))
    return write_id3_covers (id3, covers);
  if (APE::Tag *ape = get_ape (self, true))
    return write_ape_covers (ape, covers);
  return covers->len == 0;
}

static bool
covers_differ (const Tagged &self, const GPtrArray *covers)
{
  GafTagSet *old = gaf_tag_set_new ();
  const guint n = (read_covers (self, old), old->covers != nullptr ? old->covers->len : 0);
  bool differ = n != covers->len;

  for (guint i = 0; !differ && i < n; i++) {
    auto a = static_cast<GafCover *> (old->covers->pdata[i]);
    auto b = static_cast<GafCover *> (covers->pdata[i]);

    differ = !g_bytes_equal (host->cover_get_data (a), host->cover_get_data (b))
             || host->cover_get_kind (a) != host->cover_get_kind (b)
             || g_strcmp0 (host->cover_get_description (a), host->cover_get_description (b)) != 0;
  }
  gaf_tag_set_free (old);
  return differ;
}

/* chapters */

static void
read_chapters (const Tagged &self, GafTagSet *set)
{
  ID3v2::Tag *id3 = get_id3v2 (self, false);

  if (id3 == nullptr)
    return;
  for (ID3v2::Frame *frame : id3->frameList ("CHAP"))
    if (auto chapter = dynamic_cast<ID3v2::ChapterFrame *> (frame)) {
      const ID3v2::FrameList &titles = chapter->embeddedFrameList ("TIT2");
      const String title = titles.isEmpty () ? String () : titles.front ()->toString ();

      gaf_tag_set_add_chapter (set, chapter->startTime (), chapter->endTime (), title.toCString (true));
    }
}

/* the whole */

/* Of the version that is there. */
static ID3v2::Version
get_version (const Tagged &self)
{
  const ID3v2::Tag *id3 = get_id3v2 (self, false);
  const bool is_old = id3 != nullptr && !id3->isEmpty () && id3->header ()->tagSize () > 0
                      && id3->header ()->majorVersion () < 4;

  return is_old ? ID3v2::v3 : ID3v2::v4;
}

static bool
save (const Tagged &self, ID3v2::Version version)
{
  if (self.mpeg != nullptr) {
    int tags = MPEG::File::ID3v2;

    /* No kind of tag is added that was not there, and none taken away. */
    if (self.mpeg->hasID3v1Tag ())
      tags |= MPEG::File::ID3v1;
    if (self.mpeg->hasAPETag ())
      tags |= MPEG::File::APE;
    return self.mpeg->save (tags, TagLib::File::StripNone, version, TagLib::File::DoNotDuplicate);
  }
  if (self.wav != nullptr)
    return self.wav->save (RIFF::WAV::File::AllTags, TagLib::File::StripNone, version);
  if (self.aiff != nullptr)
    return self.aiff->save (version);
  return self.file->save ();
}

static StringList
list_of (const char *const *texts)
{
  StringList list;

  for (guint i = 0; texts[i] != nullptr; i++)
    list.append (String (texts[i], String::UTF8));
  return list;
}

static GafTaglibResult
read_all (GafTagKind kind, GafTagBytes *bytes, GafTagSet *set)
{
  Stream stream (bytes);
  Tagged self;

  open (self, kind, &stream);
  if (self.file == nullptr || !self.file->isValid ())
    return GAF_TAGLIB_REFUSED;
  for (const auto &property : get_properties (self))
    for (const String &text : property.second)
      gaf_tag_set_add (set, property.first.toCString (true), text.toCString (true));
  if (set->covers == nullptr)
    set->covers = g_ptr_array_new_with_free_func (g_object_unref);
  read_covers (self, set);
  read_chapters (self, set);
  return GAF_TAGLIB_DONE;
}

static GafTaglibResult
write_all (GafTagKind kind, GafTagBytes *bytes, const GafTagSet *set, gboolean replace, char **what)
{
  Stream stream (bytes);
  Tagged self;

  open (self, kind, &stream);
  if (self.file == nullptr || !self.file->isValid ())
    return GAF_TAGLIB_REFUSED;

  const PropertyMap old = get_properties (self);
  const ID3v2::Version version = get_version (self);
  PropertyMap wanted;

  if (!replace)
    wanted = old;
  for (guint i = 0; i < set->entries->len; i++) {
    auto entry = static_cast<GafTagEntry *> (set->entries->pdata[i]);

    wanted.replace (String (entry->name, String::UTF8), list_of (entry->texts));
  }
  wanted.removeEmpty ();

  const bool differ = wanted != old;
  const bool other_covers = set->covers != nullptr && covers_differ (self, set->covers);

  if (!differ && !other_covers)
    return GAF_TAGLIB_SAME;
  if (differ)
    for (const auto &rejected : set_properties (self, wanted))
      if (gaf_tag_set_find (set, rejected.first.toCString (true)) != nullptr) {
        *what = g_strdup (rejected.first.toCString (true));
        return GAF_TAGLIB_NO_PLACE;
      }
  if (other_covers && !write_covers (self, set->covers))
    return GAF_TAGLIB_NO_PLACE;
  return save (self, version) ? GAF_TAGLIB_DONE : GAF_TAGLIB_REFUSED;
}

GafTaglibResult
read_safely (GafTagKind kind, GafTagBytes *bytes, GafTagSet *set)
{
  try {
    return read_all (kind, bytes, set);
  } catch (...) {
    return GAF_TAGLIB_REFUSED;
  }
}

GafTaglibResult
write_safely (GafTagKind kind, GafTagBytes *bytes, const GafTagSet *set, gboolean replace, char **what)
{
  try {
    return write_all (kind, bytes, set, replace, what);
  } catch (...) {
    return GAF_TAGLIB_REFUSED;
  }
}

const GafTaglib taglib = { read_safely, write_safely };

} // namespace

extern "C" __attribute__ ((visibility ("default"))) const GafTaglib *
gaf_taglib_begin (const GafTaglibHost *the_host, const char *build)
{
  host = the_host;
  return g_strcmp0 (build, GAF_BUILD) == 0 ? &taglib : nullptr;
}
