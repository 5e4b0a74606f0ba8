// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;

/** Creates the exceptions for problems of one DICOM file. */
final class DicomProblem {

    /** Core replaces this remedy if there is no manifest to edit. */
    private static final String LEAVE_OUT = "set 'on_error: skip'";

    private DicomProblem() {}

    /** The file has no pixels, as a plan, a report or a structure set. */
    static RecordException noPicture(String where, String have) {
        return new RecordException(
                Problem.of("SORA-4137", "the DICOM file holds no picture")
                        .where(where)
                        .needs("the element Pixel Data (7FE0,0010)")
                        .have(have)
                        .fix("leave only files with pictures in the data, or " + LEAVE_OUT));
    }

    /** The picture is stored in a way that is not read. */
    static RecordException unread(String where, String needs, String have) {
        return new RecordException(
                Problem.of("SORA-4138", "the DICOM picture is stored in a way that is not read")
                        .where(where)
                        .needs(needs)
                        .have(have)
                        .fix(
                                "convert it with DCMTK or GDCM, for example 'gdcmconv --raw IN OUT',"
                                        + " or "
                                        + LEAVE_OUT));
    }

    /** The file is cut short, or contradicts itself. */
    static RecordException damaged(String where, String needs, String have) {
        return damaged(where, needs, have, null);
    }

    static RecordException damaged(String where, String needs, String have, Throwable cause) {
        return new RecordException(
                Problem.of("SORA-4139", "the DICOM file is damaged or cut short")
                        .where(where)
                        .needs(needs)
                        .have(have)
                        .fix("fetch the file again, or " + LEAVE_OUT),
                cause);
    }
}
