/*
 * SPDX-FileCopyrightText: 2026 gaudiofile contributors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

/* The elements of EBML (RFC 8794) and Matroska (RFC 9559) that are read or written, with their length markers. */

/* anywhere */
#define GAF_MATROSKA_ID_EBML              0x1a45dfa3
#define GAF_MATROSKA_ID_SEGMENT           0x18538067
#define GAF_MATROSKA_ID_VOID              0xec
#define GAF_MATROSKA_ID_CRC               0xbf

/* in the EBML header */
#define GAF_MATROSKA_ID_EBML_VERSION      0x4286
#define GAF_MATROSKA_ID_EBML_READ_VERSION 0x42f7
#define GAF_MATROSKA_ID_MAX_ID_LENGTH     0x42f2
#define GAF_MATROSKA_ID_MAX_SIZE_LENGTH   0x42f3
#define GAF_MATROSKA_ID_DOC_TYPE          0x4282
#define GAF_MATROSKA_ID_DOC_VERSION       0x4287
#define GAF_MATROSKA_ID_DOC_READ_VERSION  0x4285

/* in the segment */
#define GAF_MATROSKA_ID_SEEK_HEAD         0x114d9b74
#define GAF_MATROSKA_ID_INFO              0x1549a966
#define GAF_MATROSKA_ID_TRACKS            0x1654ae6b
#define GAF_MATROSKA_ID_CHAPTERS          0x1043a770
#define GAF_MATROSKA_ID_CLUSTER           0x1f43b675
#define GAF_MATROSKA_ID_CUES              0x1c53bb6b
#define GAF_MATROSKA_ID_ATTACHMENTS       0x1941a469
#define GAF_MATROSKA_ID_TAGS              0x1254c367

/* in the directory */
#define GAF_MATROSKA_ID_SEEK              0x4dbb
#define GAF_MATROSKA_ID_SEEK_ID           0x53ab
#define GAF_MATROSKA_ID_SEEK_POSITION     0x53ac

/* in the information */
#define GAF_MATROSKA_ID_SCALE             0x2ad7b1
#define GAF_MATROSKA_ID_DURATION          0x4489
#define GAF_MATROSKA_ID_MUXING_APP        0x4d80
#define GAF_MATROSKA_ID_WRITING_APP       0x5741

/* in the tracks */
#define GAF_MATROSKA_ID_TRACK             0xae
#define GAF_MATROSKA_ID_NUMBER            0xd7
#define GAF_MATROSKA_ID_UID               0x73c5
#define GAF_MATROSKA_ID_TYPE              0x83
#define GAF_MATROSKA_ID_ENABLED           0xb9
#define GAF_MATROSKA_ID_DEFAULT           0x88
#define GAF_MATROSKA_ID_LACING            0x9c
#define GAF_MATROSKA_ID_LANGUAGE          0x22b59c
#define GAF_MATROSKA_ID_CODEC             0x86
#define GAF_MATROSKA_ID_CONFIG            0x63a2
#define GAF_MATROSKA_ID_DELAY             0x56aa
#define GAF_MATROSKA_ID_PREROLL           0x56bb
#define GAF_MATROSKA_ID_AUDIO             0xe1
#define GAF_MATROSKA_ID_RATE              0xb5
#define GAF_MATROSKA_ID_OUTPUT_RATE       0x78b5
#define GAF_MATROSKA_ID_CHANNELS          0x9f
#define GAF_MATROSKA_ID_BITS              0x6264
#define GAF_MATROSKA_ID_ENCODINGS         0x6d80
#define GAF_MATROSKA_ID_ENCODING          0x6240
#define GAF_MATROSKA_ID_ENCODING_SCOPE    0x5032
#define GAF_MATROSKA_ID_ENCODING_TYPE     0x5033
#define GAF_MATROSKA_ID_COMPRESSION       0x5034
#define GAF_MATROSKA_ID_ALGORITHM         0x4254
#define GAF_MATROSKA_ID_SETTINGS          0x4255

/* in a cluster */
#define GAF_MATROSKA_ID_TIMESTAMP         0xe7
#define GAF_MATROSKA_ID_POSITION          0xa7
#define GAF_MATROSKA_ID_PREV_SIZE         0xab
#define GAF_MATROSKA_ID_SIMPLE_BLOCK      0xa3
#define GAF_MATROSKA_ID_BLOCK_GROUP       0xa0
#define GAF_MATROSKA_ID_BLOCK             0xa1
#define GAF_MATROSKA_ID_DISCARD           0x75a2
#define GAF_MATROSKA_ID_ENCRYPTED         0xaf
#define GAF_MATROSKA_ID_SILENT            0x5854

/* in the cues */
#define GAF_MATROSKA_ID_CUE_POINT         0xbb
#define GAF_MATROSKA_ID_CUE_TIME          0xb3
#define GAF_MATROSKA_ID_CUE_POSITIONS     0xb7
#define GAF_MATROSKA_ID_CUE_TRACK         0xf7
#define GAF_MATROSKA_ID_CUE_CLUSTER       0xf1
