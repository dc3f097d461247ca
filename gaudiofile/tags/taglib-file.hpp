/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

/* What TagLib lacks: bytes by our functions, and files of DSF. For taglib.cpp alone. */

#include "tags/taglib.h"

#include <algorithm>
#include <memory>
#include <vector>

#include <id3v2framefactory.h>
#include <id3v2header.h>
#include <id3v2tag.h>
#include <tfile.h>

using namespace TagLib;

/* Version 2 has other types for offsets and sizes, and takes the frame factory last. */
#if TAGLIB_MAJOR_VERSION >= 2
using Offset = offset_t;
using Start = offset_t;
using Size = size_t;
#define WITH_FRAMES(Type, stream) new Type (stream, false)
#else
using Offset = long;
using Start = unsigned long;
using Size = unsigned long;
#define WITH_FRAMES(Type, stream) new Type (stream, ID3v2::FrameFactory::instance (), false)
#endif
namespace {

class Stream : public IOStream
{
public:
  explicit Stream (GafTagBytes *bytes) : bytes (bytes) {}

  FileName name () const override { return ""; }
  bool readOnly () const override { return bytes->write == nullptr; }
  bool isOpen () const override { return !bytes->failed; }
  Offset tell () const override { return at; }
  Offset length () override { return (Offset) bytes->size; }

  ByteVector
  readBlock (Size length) override
  {
    const guint64 left = at < 0 || (guint64) at >= bytes->size ? 0 : bytes->size - at;
    ByteVector data ((unsigned int) std::min<guint64> ({ length, left, G_MAXINT32 }), 0);

    if (data.isEmpty ())
      return data;
    data.resize (read (at, (guint8 *) data.data (), data.size ()));
    at += data.size ();
    return data;
  }

  void
  writeBlock (const ByteVector &data) override
  {
    write (at, (const guint8 *) data.data (), data.size ());
    at += data.size ();
  }

  void
  insert (const ByteVector &data, Start start, Size replace) override
  {
    if (data.size () > replace)
      move (start + replace, start + data.size ());
    else if (data.size () < replace)
      removeBlock (start + data.size (), replace - data.size ());
    write (start, (const guint8 *) data.data (), data.size ());
    at = start + data.size ();
  }

  void
  removeBlock (Start start, Size length) override
  {
    const guint64 from = std::min<guint64> (start + length, bytes->size);

    move (from, start);
    truncate (bytes->size - (from - start));
  }

  void
  seek (Offset offset, Position position) override
  {
    at = offset + (position == Current ? at : position == End ? (Offset) bytes->size : 0);
  }

  void
  truncate (Offset size) override
  {
    if (bytes->failed || readOnly ())
      return;
    bytes->failed = !bytes->truncate (bytes->user_data, size);
    if (!bytes->failed)
      bytes->size = size;
  }

private:
  GafTagBytes *bytes;
  Offset at = 0;

  gsize
  read (guint64 offset, guint8 *dest, gsize length)
  {
    const gssize n = bytes->failed ? 0 : bytes->read (bytes->user_data, offset, dest, length);

    bytes->failed |= n < 0;
    return n < 0 ? 0 : n;
  }

  void
  write (guint64 offset, const guint8 *data, gsize length)
  {
    if (bytes->failed || readOnly () || length == 0)
      return;
    bytes->failed = !bytes->write (bytes->user_data, offset, data, length);
    if (!bytes->failed)
      bytes->size = std::max<guint64> (bytes->size, offset + length);
  }

  /* All from @from on to the end goes to @to; what lies there is written over. */
  void
  move (guint64 from, guint64 to)
  {
    std::vector<guint8> block (1 << 18);
    const guint64 size = bytes->size;

    for (guint64 done = 0; from < size && done < size - from && !bytes->failed;) {
      const gsize n = std::min<guint64> (block.size (), size - from - done);
      /* Backwards if it goes to behind. */
      const guint64 offset = to > from ? size - from - done - n : done;

      if (read (from + offset, block.data (), n) < n)
        bytes->failed = true;
      write (to + offset, block.data (), n);
      done += n;
    }
  }
};

/* DSF: a number in the header says where an ID3v2 tag is, behind the audio. (DSF File Format Specification 1.01.)
 * TagLib knows it since version 2; this serves all. */
class DsfFile : public TagLib::File
{
public:
  explicit DsfFile (IOStream *stream) : File (stream)
  {
    seek (0);
    const ByteVector head = readBlock (28);

    setValid (head.size () == 28 && head.startsWith ("DSD "));
    if (!isValid ())
      return;
    pointer = head.toLongLong (20U, false);
    if (pointer < 28 || pointer >= length ())
      pointer = 0;
    id3.reset (pointer != 0 ? new Reader (this, pointer) : new Reader ());
  }

  Tag *tag () const override { return id3.get (); }
  ID3v2::Tag *ID3v2Tag () const { return id3.get (); }
  AudioProperties *audioProperties () const override { return nullptr; }

  bool
  save () override
  {
    const bool is_v3 = pointer != 0 && id3->header ()->majorVersion () == 3;
    const ByteVector data = id3->isEmpty () ? ByteVector () : id3->render (is_v3 ? ID3v2::v3 : ID3v2::v4);
    const Offset start = pointer != 0 ? pointer : length ();

    /* The tag is the last thing in the file. */
    truncate (start);
    insert (data, start, 0);
    insert (ByteVector::fromLongLong (length (), false), 12, 8);
    insert (ByteVector::fromLongLong (data.isEmpty () ? 0 : start, false), 20, 8);
    return true;
  }

private:
  /* The constructor that reads is for heirs only, in version 2. */
  class Reader : public ID3v2::Tag
  {
  public:
    Reader () = default;
    Reader (File *file, Offset offset) : ID3v2::Tag (file, offset, ID3v2::FrameFactory::instance ()) {}
  };

  std::unique_ptr<ID3v2::Tag> id3;
  Offset pointer = 0;
};

} // namespace
