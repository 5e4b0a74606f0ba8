// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.picture;

import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;

/** Creates the exceptions for problems of one picture. */
final class PictureProblem {

    /** Core replaces this remedy if there is no manifest to edit. */
    private static final String LEAVE_OUT = "set 'on_error: skip'";

    private PictureProblem() {}

    static RecordException cut(String where, String have) {
        return new RecordException(
                Problem.of("SORA-4131", "the picture is cut short")
                        .where(where)
                        .have(have)
                        .fix("fetch the picture again, or " + LEAVE_OUT));
    }

    static RecordException lies(String where, String needs, String have) {
        return new RecordException(
                Problem.of("SORA-4132", "the picture does not hold what its header says")
                        .where(where)
                        .needs(needs)
                        .have(have)
                        .fix("fetch the picture again, or " + LEAVE_OUT));
    }

    static RecordException tooLarge(String where, long width, long height) {
        return new RecordException(
                Problem.of("SORA-4133", "the picture is too large")
                        .where(where)
                        .needs("1 to %,d pixels".formatted(Pictures.MOST_PIXELS))
                        .have("%d x %d by its header".formatted(height, width))
                        .fix(
                                "make it smaller; if it is not that large, its header is damaged,"
                                        + " or "
                                        + LEAVE_OUT));
    }

    static RecordException damaged(String where, String have, Exception cause) {
        return new RecordException(
                Problem.of("SORA-4134", "the picture is damaged")
                        .where(where)
                        .have(have)
                        .fix("fetch the picture again, or " + LEAVE_OUT),
                cause);
    }

    static RecordException unknown(String where, String have) {
        return new RecordException(
                Problem.of("SORA-4135", "the picture is not in a format that can be read")
                        .where(where)
                        .needs(PictureFormat.ALL)
                        .have(have)
                        .fix("save it as PNG or JPEG, or " + LEAVE_OUT));
    }
}
