// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

/** The tags that a picture needs. */
final class Tag {

    static final int TRANSFER_SYNTAX = 0x00020010;
    static final int CHARACTER_SET = 0x00080005;
    static final int MODALITY = 0x00080060;
    static final int SAMPLES = 0x00280002;
    static final int PHOTOMETRIC = 0x00280004;
    static final int PLANAR = 0x00280006;
    static final int FRAMES = 0x00280008;
    static final int ROWS = 0x00280010;
    static final int COLUMNS = 0x00280011;
    static final int ALLOCATED = 0x00280100;
    static final int STORED = 0x00280101;
    static final int HIGH_BIT = 0x00280102;
    static final int SIGNED = 0x00280103;
    static final int PADDING = 0x00280120;
    static final int CENTRE = 0x00281050;
    static final int WIDTH = 0x00281051;
    static final int INTERCEPT = 0x00281052;
    static final int SLOPE = 0x00281053;
    static final int WINDOW_FUNCTION = 0x00281056;
    static final int PALETTE = 0x00281101;
    static final int PALETTE_DATA = 0x00281201;
    static final int MODALITY_TABLE = 0x00283000;
    static final int WINDOWS = 0x00289132;
    static final int RESCALING = 0x00289145;
    static final int SHARED_GROUPS = 0x52009229;
    static final int FRAME_GROUPS = 0x52009230;
    static final int PIXELS = 0x7fe00010;
    static final int ITEM = 0xfffee000;
    static final int ITEM_END = 0xfffee00d;
    static final int SEQUENCE_END = 0xfffee0dd;

    private Tag() {}

    /** Returns whether an element is a sequence, in files that do not state it. */
    static boolean isSequence(int tag) {
        return tag == WINDOWS
                || tag == RESCALING
                || tag == SHARED_GROUPS
                || tag == FRAME_GROUPS
                || tag == MODALITY_TABLE;
    }
}
