/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#include "formats/flac/header.h"

#include "core/bytes.h"
#include "core/crc.h"
#include "gaf-error.h"
#include "core/limits.h"

gboolean
gaf_flac_stream_info_parse (const guint8 *data, gsize length, GafFlacStreamInfo *info)
{
  if (length < GAF_FLAC_STREAM_INFO_SIZE)
    return FALSE;

  *info = (GafFlacStreamInfo){
    .min_block = gaf_read_be16 (data),
    .max_block = gaf_read_be16 (data + 2),
    .min_frame = gaf_read_be24 (data + 4),
    .max_frame = gaf_read_be24 (data + 7),
    .rate = gaf_read_be24 (data + 10) >> 4,
    .channels = ((data[12] >> 1) & 7) + 1,
    .bits = (((data[12] & 1) << 4) | (data[13] >> 4)) + 1,
    .n_frames = gaf_read_be64 (data + 10) & G_GUINT64_CONSTANT (0xfffffffff),
  };
  return info->rate > 0 && info->bits >= 4;
}

void
gaf_flac_stream_info_write (const GafFlacStreamInfo *info, guint8 *data)
{
  memset (data, 0, GAF_FLAC_STREAM_INFO_SIZE);
  gaf_write_be16 (data, MIN (info->min_block, G_MAXUINT16));
  gaf_write_be16 (data + 2, MIN (info->max_block, G_MAXUINT16));
  gaf_write_be24 (data + 4, info->min_frame);
  gaf_write_be24 (data + 7, info->max_frame);
  gaf_write_be64 (data + 10, ((guint64) info->rate << 44) | ((guint64) (info->channels - 1) << 41)
                                 | ((guint64) (info->bits - 1) << 36) | info->n_frames);
}

/* The coded number is a UTF-8 sequence, extended to seven bytes and 36 bits (section 9.1.5). Returns its size, 0 if
 * it is none. */
static guint
parse_number (const guint8 *data, gsize length, guint64 *number)
{
  guint ones = 0;
  guint size;

  while (ones < 8 && (data[0] & (0x80 >> ones)))
    ones++;
  if (ones == 1 || ones == 8)
    return 0;
  size = MAX (ones, 1);
  if (size > length)
    return 0;

  *number = ones == 7 ? 0 : data[0] & (0x7f >> ones);
  for (guint i = 1; i < size; i++) {
    if ((data[i] & 0xc0) != 0x80)
      return 0;
    *number = (*number << 6) | (data[i] & 0x3f);
  }
  return size;
}

gboolean
gaf_flac_frame_header_parse (const guint8 *data, gsize length, GafFlacFrameHeader *header)
{
  static const int rates[] = { 0, 88200, 176400, 192000, 8000, 16000, 22050, 24000, 32000, 44100, 48000, 96000 };
  static const int bits[] = { 0, 8, 12, -1, 16, 20, 24, 32 };
  guint block_code, rate_code, channel_code;
  guint at, number_size;

  if (length < GAF_FLAC_FRAME_HEADER_MIN || data[0] != 0xff || (data[1] & 0xfe) != 0xf8)
    return FALSE;

  block_code = data[2] >> 4;
  rate_code = data[2] & 15;
  channel_code = data[3] >> 4;
  header->bits = bits[(data[3] >> 1) & 7];
  if (block_code == 0 || rate_code == 15 || channel_code > 10 || header->bits < 0 || (data[3] & 1))
    return FALSE;

  header->variable = data[1] & 1;
  header->channels = channel_code < 8 ? (int) channel_code + 1 : 2;
  number_size = parse_number (data + 4, length - 4, &header->number);
  if (number_size == 0)
    return FALSE;
  at = 4 + number_size;
  header->header_size = at + (block_code == 6) + 2 * (block_code == 7) + (rate_code >= 12) + (rate_code >= 13) + 1;
  if (header->header_size > length)
    return FALSE;

  if (block_code == 1)
    header->block_size = 192;
  else if (block_code <= 5)
    header->block_size = 144u << block_code;
  else if (block_code >= 8)
    header->block_size = 1u << block_code;
  else {
    header->block_size = 1u + data[at++];
    if (block_code == 7)
      header->block_size = 1u + ((header->block_size - 1) << 8 | data[at++]);
  }

  if (rate_code < 12)
    header->rate = rates[rate_code];
  else if (rate_code == 12)
    header->rate = data[at] * 1000;
  else
    header->rate = gaf_read_be16 (data + at) * (rate_code == 14 ? 10 : 1);
  if (rate_code != 0 && header->rate == 0)
    return FALSE;

  return gaf_crc8 (0, data, header->header_size) == 0; /* section 9.1.8 */
}

/* The mirror of parse_number(). Returns the size. */
static guint
put_number (guint8 *data, guint64 number)
{
  guint size = 1;

  if (number < 0x80) {
    data[0] = number;
    return 1;
  }
  while (number >> (5 * size + 1) != 0)
    size++;
  data[0] = 0xff << (8 - size) | (size < 7 ? number >> (6 * (size - 1)) : 0);
  for (guint i = 1; i < size; i++)
    data[i] = 0x80 | (number >> (6 * (size - 1 - i)) & 0x3f);
  return size;
}

/* What is behind the header begins at a whole byte, so it stays as it is; the last two bytes are the CRC-16 of all
 * (section 9.3). */
GstBuffer *
gaf_flac_frame_renumber (GstBuffer *frame, guint64 number)
{
  GafFlacFrameHeader header;
  GstMapInfo map;
  guint8 *data = NULL;
  guint64 old;
  gsize size = 0;
  guint behind;

  if (!gst_buffer_map (frame, &map, GST_MAP_READ))
    return NULL;
  if (map.size >= GAF_FLAC_FRAME_MIN && gaf_flac_frame_header_parse (map.data, map.size, &header)) {
    behind = 4 + parse_number (map.data + 4, map.size - 4, &old);
    data = g_malloc (map.size + GAF_FLAC_FRAME_HEADER_MAX);
    memcpy (data, map.data, 4);
    size = 4 + put_number (data + 4, number);
    memcpy (data + size, map.data + behind, header.header_size - 1 - behind);
    size += header.header_size - 1 - behind;
    data[size] = gaf_crc8 (0, data, size);
    size++;
    memcpy (data + size, map.data + header.header_size, map.size - header.header_size - 2);
    size += map.size - header.header_size - 2;
    gaf_write_be16 (data + size, gaf_crc16 (0, data, size));
    size += 2;
  }
  gst_buffer_unmap (frame, &map);
  return data != NULL ? gst_buffer_new_wrapped (data, size) : NULL;
}

void
gaf_flac_stream_header_write (const GafFlacStreamInfo *info, guint8 *data)
{
  /* The header says that the block is the last: libFLAC would wait for more metadata without. */
  static const guint8 start[] = { 'f', 'L', 'a', 'C', 0x80, 0, 0, GAF_FLAC_STREAM_INFO_SIZE };

  memcpy (data, start, sizeof start);
  gaf_flac_stream_info_write (info, data + sizeof start);
}

GstCaps *
gaf_flac_caps_new (const GafFlacStreamInfo *info)
{
  guint8 data[GAF_FLAC_STREAM_HEADER_SIZE];
  g_autoptr (GstBuffer) buffer = NULL;
  g_auto (GValue) headers = G_VALUE_INIT;
  g_auto (GValue) value = G_VALUE_INIT;
  GstCaps *caps;

  gaf_flac_stream_header_write (info, data);
  buffer = gst_buffer_new_memdup (data, sizeof data);
  GST_BUFFER_FLAG_SET (buffer, GST_BUFFER_FLAG_HEADER);

  g_value_init (&headers, GST_TYPE_ARRAY);
  g_value_init (&value, GST_TYPE_BUFFER);
  gst_value_set_buffer (&value, buffer);
  gst_value_array_append_value (&headers, &value);

  caps = gst_caps_new_simple ("audio/x-flac", "framed", G_TYPE_BOOLEAN, TRUE, "rate", G_TYPE_INT, info->rate,
                              "channels", G_TYPE_INT, info->channels, NULL);
  gst_caps_set_value (caps, "streamheader", &headers);
  return caps;
}

/* "fLaC" and the block, in one buffer or two. */
gboolean
gaf_flac_stream_info_from_caps (const GstCaps *caps, GafFlacStreamInfo *info)
{
  const GValue *list = gst_structure_get_value (gst_caps_get_structure (caps, 0), "streamheader");
  const guint n_buffers = list != NULL && GST_VALUE_HOLDS_ARRAY (list) ? gst_value_array_get_size (list) : 0;
  guint8 data[GAF_FLAC_STREAM_HEADER_SIZE];
  gsize n = 0;

  for (guint i = 0; i < n_buffers && n < sizeof data; i++) {
    GstBuffer *buffer = gst_value_get_buffer (gst_value_array_get_value (list, i));

    if (buffer != NULL)
      n += gst_buffer_extract (buffer, 0, data + n, sizeof data - n);
  }
  return n == sizeof data && memcmp (data, "fLaC", 4) == 0
         && gaf_flac_stream_info_parse (data + 8, GAF_FLAC_STREAM_INFO_SIZE, info);
}
